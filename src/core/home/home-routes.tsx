import type { FastifyInstance } from 'fastify';
import { isAllowed } from '#core/access/permissions.ts';
import type { Module } from '#core/module.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { homePath } from '#core/users/paths.ts';
import { needs } from '#core/users/workspace-guard.ts';
import { HomePage } from './home-page.tsx';

/** The home of whoever is signed in, made of what each module has to say to them. */
export function homeRoutes(
  app: FastifyInstance,
  service: Service,
  modules: readonly Module[],
): void {
  app.get(homePath(), needs('workspace.enter'), async (request, reply) => {
    const principal = principalOf(request);
    const mine = modules.flatMap(({ homeSection }) =>
      homeSection !== undefined && isAllowed(principal, homeSection.permission)
        ? [homeSection.section(service, principal)]
        : [],
    );
    const sections = (await Promise.all(mine)).filter((section) => section !== null);
    return reply.page(<HomePage name={request.user?.name ?? ''} sections={sections} />);
  });
}
