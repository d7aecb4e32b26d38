import type { FastifyInstance } from 'fastify';
import { demonstrationRoutes } from '#core/demonstration/demonstration-routes.tsx';
import { peopleToEnterAs } from '#core/demonstration/people.ts';
import { findingRoutes } from '#core/findings/finding-routes.tsx';
import { findingsPath } from '#core/findings/paths.ts';
import { homeRoutes } from '#core/home/home-routes.tsx';
import { jobRoutes } from '#core/jobs/job-routes.tsx';
import type { Module } from '#core/module.ts';
import { addErrorReplies } from '#core/pages/error-replies.tsx';
import { addPageReplies } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { homePath } from '#core/home/paths.ts';
import { usersPath } from '#core/users/paths.ts';
import { signInRoutes } from '#core/sign-in/sign-in-routes.tsx';
import { usersRoutes } from '#core/users/users-routes.tsx';
import { guardWorkspace } from '#core/sign-in/workspace-guard.ts';
import { themeCss } from '#design-system/theme.ts';
import { evidence } from '#modules/evidence/index.ts';
import { publicSite } from '#modules/public-site/index.ts';
import type { Reach } from '#platform/http/own-names.ts';
import { livePath, makeServer, readyPath } from '#platform/http/server.ts';

/** Every module of the service, in the order their pages are offered. */
export const modules: readonly Module[] = [evidence, publicSite];

export type AppOptions = {
  /** Event loop delay in milliseconds from which requests are turned away; 0: never. */
  busyAfter?: number;
  trustedProxies?: readonly string[];
  /** The names it answers to; otherwise only this machine's own. */
  reach?: Reach;
};

/** The whole service as an HTTP application, not yet listening. */
export async function makeApp(
  service: Service,
  assetDirectory: string,
  { busyAfter = 2_000, ...options }: AppOptions = {},
): Promise<FastifyInstance> {
  const { log, isHttps } = service;
  const { mapTiles } = service.profile.areas;
  const imagesFrom = mapTiles === undefined ? [] : [new URL(mapTiles.address).origin];
  const app = await makeServer({
    log,
    assetDirectory,
    isHttps,
    busyAfter,
    imagesFrom,
    ...options,
  });
  addPageReplies(app, service, [
    { text: 'Home', href: homePath(), permission: 'workspace.enter' },
    ...modules.flatMap(({ navigation }) => navigation ?? []),
    { text: 'Findings', href: findingsPath(), permission: 'finding.read' },
    { text: 'People', href: usersPath(), permission: 'user.list' },
  ]);
  addErrorReplies(app);
  const theme = themeCss(service.profile.identity);
  app.get(service.assets.theme, (_request, reply) =>
    reply
      .type('text/css')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(theme),
  );
  healthRoutes(app, service);
  signInRoutes(app, service, peopleToEnterAs(service));
  if (service.demonstration !== undefined) {
    demonstrationRoutes(app, service.demonstration);
  }
  for (const { publicRoutes } of modules) publicRoutes?.(app, service);
  await app.register(async (workspace) => {
    guardWorkspace(workspace, service);
    homeRoutes(workspace, service, modules);
    jobRoutes(workspace, service);
    usersRoutes(workspace, service);
    const figureKinds = modules.flatMap(({ figures }) => figures ?? []);
    findingRoutes(workspace, service, figureKinds);
    for (const { workspaceRoutes } of modules) workspaceRoutes?.(workspace, service);
  });
  return app;
}

/** For whatever watches the service: is it up, and can it work? */
function healthRoutes(app: FastifyInstance, { database }: Service): void {
  app.get(livePath, () => ({ alive: true }));
  app.get(readyPath, async (_request, reply) => {
    try {
      await database.transaction({ kind: 'system', name: 'start' }, async () => undefined);
      return { ready: true };
    } catch {
      return reply.code(503).send({ ready: false });
    }
  });
}
