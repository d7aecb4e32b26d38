import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isAllowed, notOfYourRole, type Permission } from '#core/access/permissions.ts';
import { recordRefusal } from '#core/actions/action.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { Forbidden } from '#platform/http/failures.ts';
import { signInPath } from './paths.ts';
import { findUserOfSession } from './session-store.ts';
import type { User } from '#core/users/user.ts';
import { findUser } from '#core/users/user-store.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    permission?: Permission;
  }
}

/** The first thing to read on a workspace route: what its visitor must be allowed to do. */
export function needs(permission: Permission): { config: { permission: Permission } } {
  return { config: { permission } };
}

/** Puts every route of this scope behind the sign-in and its permission. */
export function guardWorkspace(app: FastifyInstance, service: Service): void {
  app.addHook('onRoute', (route) => {
    if (route.config?.permission === undefined) {
      throw new Error(`The route ${String(route.method)} ${route.url} names no permission.`);
    }
  });
  app.addHook('onRequest', async (request, reply) => {
    request.user = await findSignedInUser(service, sessionTokenOf(request));
    if (request.user === null) {
      return reply.redirect(signInPath(request.method === 'GET' ? request.url : undefined), 303);
    }
    const { permission } = request.routeOptions.config;
    const principal = principalOf(request);
    if (permission === undefined || !isAllowed(principal, permission)) {
      await recordRefusal(
        service,
        principal,
        `${request.method} ${request.routeOptions.url ?? ''}`,
      );
      throw new Forbidden(notOfYourRole);
    }
    return undefined;
  });
}

export const sessionCookie = 'breakwater-session';

export function sessionTokenOf(request: FastifyRequest): string | undefined {
  return request.cookies[sessionCookie];
}

/** Whose session this token is; null when it is nobody's, or over. */
export async function findSignedInUser(
  service: Service,
  token: string | undefined,
): Promise<User | null> {
  if (token === undefined) return null;
  const principal = { kind: 'system', name: 'sign-in' } as const;
  return service.database.transaction(principal, async (tx) => {
    const userId = await findUserOfSession(tx, token, service.clock.now());
    if (userId === undefined) return null;
    const user = await findUser(tx, userId);
    if (user === undefined) return null;
    return user.isInvented && service.demonstration === undefined ? null : user;
  });
}
