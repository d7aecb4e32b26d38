import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { homePath } from '#core/home/paths.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import { listPasskeys } from '#core/sign-in/passkeys/passkey-store.ts';
import { ownSignInPath, otherSessionsEndPath, sessionEndPath } from '#core/sign-in/paths.ts';
import { mayUsePassword } from '#core/sign-in/providers/identity-provider.ts';
import { hasAuthenticator } from '#core/sign-in/second-step/authenticator-store.ts';
import { countRecoveryCodes } from '#core/sign-in/second-step/recovery-code-store.ts';
import { listSessions } from '#core/sign-in/session-store.ts';
import { needs, sessionOf } from '#core/sign-in/workspace-guard.ts';
import type { Service } from '#core/service.ts';
import { NotFound } from '#platform/http/failures.ts';
import { endOtherSessions, endOwnSession } from './change-credentials.ts';
import { OwnSignInPage, type OwnSignIn } from './own-sign-in-page.tsx';

const SessionId = z.object({ id: z.uuid() });

/** How somebody signs in, and where they are signed in; ending sessions. */
export function ownSignInRoutes(app: FastifyInstance, service: Service): void {
  app.get(ownSignInPath(), needs('workspace.enter'), async (request, reply) =>
    reply.page(<OwnSignInPage {...await findOwnSignIn(service, request)} />),
  );

  app.post(sessionEndPath(':id'), needs('own-sign-in.change'), async (request, reply) => {
    const params = SessionId.safeParse(request.params);
    if (!params.success) throw new NotFound();
    const session = sessionOf(request);
    const { id } = params.data;
    await endOwnSession(service, { principal: principalOf(request) }, { session, id });
    return reply.redirect(id === session.id ? homePath() : ownSignInPath(), 303);
  });

  app.post(otherSessionsEndPath(), needs('own-sign-in.change'), async (request, reply) => {
    const session = sessionOf(request);
    await endOtherSessions(service, { principal: principalOf(request) }, { session });
    return reply.redirect(ownSignInPath(), 303);
  });
}

async function findOwnSignIn(service: Service, request: FastifyRequest): Promise<OwnSignIn> {
  const session = sessionOf(request);
  const { userId } = session;
  const { user } = request;
  const found = await service.database.transaction(principalOf(request), async (tx) => ({
    sessions: await listSessions(tx, userId, service.clock.now()),
    passkeys: await listPasskeys(tx, userId),
    hasAuthenticator: await hasAuthenticator(tx, userId),
    recoveryCodes: await countRecoveryCodes(tx, userId),
  }));
  const isLocal = user !== null && mayUsePassword(user, service.identityProviders);
  const kind = user?.isInvented === true ? 'demonstration' : isLocal ? 'local' : 'provider';
  return { ...found, kind, thisOne: session.id };
}
