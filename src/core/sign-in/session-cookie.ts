import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Service } from '#core/service.ts';
import { endSession } from './end-session.ts';
import { absoluteHours } from './session-limits.ts';

const signIn = { kind: 'system', name: 'sign-in' } as const;

/** The name of the session's cookie. Over https, one that no other host can set. */
export function sessionCookieName({ isHttps }: Pick<Service, 'isHttps'>): string {
  return isHttps ? '__Host-breakwater-session' : 'breakwater-session';
}

export function sessionTokenOf(service: Service, request: FastifyRequest): string | undefined {
  return request.cookies[sessionCookieName(service)];
}

/** Hands a browser the secret of its session, in place of any that it has. */
export function giveSession(service: Service, reply: FastifyReply, token: string): FastifyReply {
  return reply.setCookie(sessionCookieName(service), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: service.isHttps,
    maxAge: absoluteHours * 3_600,
  });
}

/** Lets somebody in. Whoever this browser was signed in as until now is out, on the server too. */
export async function letIn(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): Promise<void> {
  const old = sessionTokenOf(service, request);
  if (old !== undefined) await endSession(service, { principal: signIn }, { token: old });
  giveSession(service, reply, token);
}

export function takeSession(service: Service, reply: FastifyReply): FastifyReply {
  return reply.clearCookie(sessionCookieName(service), { path: '/', secure: service.isHttps });
}
