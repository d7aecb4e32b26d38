import type { FastifyInstance } from 'fastify';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { rolesPath } from './paths.ts';
import { RolesPage } from './roles-page.tsx';

/** What each role may do, for everybody who is signed in. It holds nothing about a person. */
export function rolesRoutes(app: FastifyInstance): void {
  app.get(rolesPath(), needs('workspace.enter'), async (request, reply) => {
    if (request.user === null) throw new Error('This page is not behind the sign-in.');
    return reply.page(<RolesPage role={request.user.role} />);
  });
}
