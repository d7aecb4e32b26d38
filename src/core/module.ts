import type { FastifyInstance } from 'fastify';
import type { VNode } from 'preact';
import type { Command, LoneCommand } from '#core/command-line/command.ts';
import type { Permission } from '#core/access/permissions.ts';
import type { FigureKind } from '#core/findings/figure-kind.ts';
import type { Service } from '#core/service.ts';
import type { Task } from '#platform/jobs/job-run.ts';
import type { Principal } from '#platform/database/principal.ts';

export type NavigationItem = { text: string; href: string; permission: Permission };

/** What a module says on the home of somebody who may see it; null when it has nothing to say. */
export type HomeSection = (service: Service, principal: Principal) => Promise<VNode | null>;

/** Everything app.ts needs to know of a module. */
export type Module = {
  name: string;
  navigation?: readonly NavigationItem[];
  /** Pages for everybody: no cookies, no sign-in. */
  publicRoutes?: (app: FastifyInstance, service: Service) => void;
  /** Pages behind the sign-in; each route names its permission. */
  workspaceRoutes?: (app: FastifyInstance, service: Service) => void;
  tasks?: (service: Service) => readonly Task[];
  homeSection?: { permission: Permission; section: HomeSection };
  commands?: readonly (Command | LoneCommand)[];
  /** The figures of this module that a finding can be recorded from. */
  figures?: readonly FigureKind[];
  /** Puts this module's part of the story in; may be run again and then changes nothing. */
  seedDemonstration?: (service: Service) => Promise<void>;
};
