import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isAllowed, notOfYourRole, type Permission } from '#core/access/permissions.ts';
import { recordRefusal } from '#core/actions/action.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { hasLeft, type User } from '#core/users/user.ts';
import { findUserOfSession } from '#core/users/user-store.ts';
import { Forbidden } from '#platform/http/failures.ts';
import { hashToken } from '#platform/session/session-token.ts';
import { secondStepPath, signInPath } from './paths.ts';
import { sessionTokenOf } from './session-cookie.ts';
import { findSession } from './session-store.ts';
import { isSteppedUp, type Session } from './session.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    permission?: Permission;
    /** Only for somebody who showed in the last minutes that it is they who sit there. */
    stepUp?: boolean;
  }
  interface FastifyRequest {
    /** The session behind `user`; set together with it. */
    session: Session | null;
  }
}

/** The first thing to read on a workspace route: what its visitor must be allowed to do. */
export function needs(permission: Permission): { config: { permission: Permission } } {
  return { config: { permission } };
}

/**
 * As `needs`, for the powerful things: the visitor is asked again who they are. Put it on the page
 * with the form too, so that nobody is asked after they have filled it in.
 */
export function needsStepUp(permission: Permission): {
  config: { permission: Permission; stepUp: true };
} {
  return { config: { permission, stepUp: true } };
}

/** What to answer where a step-up is missing; a form that was sent is kept and can be sent again. */
export type AskToStepUp = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Puts every route of this scope behind the sign-in and its permission. */
export function guardWorkspace(
  app: FastifyInstance,
  service: Service,
  askToStepUp: AskToStepUp,
): void {
  app.addHook('onRoute', (route) => {
    if (route.config?.permission === undefined) {
      throw new Error(`The route ${String(route.method)} ${route.url} names no permission.`);
    }
  });
  app.addHook('onRequest', async (request, reply) => {
    const signedIn = await recogniseVisitor(service, request);
    const wanted = request.method === 'GET' ? request.url : undefined;
    if (signedIn === undefined) return reply.redirect(signInPath(wanted), 303);
    if (signedIn.session.strength !== 'strong') return reply.redirect(secondStepPath(wanted), 303);
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
  // After the form was read, so that it can be kept.
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.config.stepUp !== true) return undefined;
    if (isSteppedUp(sessionOf(request), service.clock.now())) return undefined;
    return askToStepUp(request, reply);
  });
}

/** The session of a workspace route's visitor. */
export function sessionOf(request: FastifyRequest): Session {
  if (request.session === null) throw new Error('This route is not behind the sign-in.');
  return request.session;
}

export type SignedIn = { user: User; session: Session };

/** Finds out who asks, and leaves it on the request for the page's surroundings. */
export async function recogniseVisitor(
  service: Service,
  request: FastifyRequest,
): Promise<SignedIn | undefined> {
  const signedIn = await findSignedIn(service, sessionTokenOf(service, request));
  request.session = signedIn?.session ?? null;
  // Whoever has taken the first step only is nobody yet to a page's surroundings.
  request.user = signedIn?.session.strength === 'strong' ? signedIn.user : null;
  return signedIn;
}

/** Whose session this token is; undefined when it is nobody's, or over. */
async function findSignedIn(
  service: Service,
  token: string | undefined,
): Promise<SignedIn | undefined> {
  if (token === undefined) return undefined;
  const principal = { kind: 'system', name: 'sign-in' } as const;
  return service.database.transaction(principal, async (tx) => {
    const [session, user] = await Promise.all([
      findSession(tx, token, service.clock.now()),
      findUserOfSession(tx, hashToken(token)),
    ]);
    if (session === undefined || user === undefined || hasLeft(user, service.clock.now()))
      return undefined;
    return user.isInvented && service.demonstration === undefined ? undefined : { user, session };
  });
}
