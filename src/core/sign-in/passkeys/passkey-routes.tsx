import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { homePath } from '#core/home/paths.ts';
import { passkeyChallengePath, passkeyEntryPath } from '#core/sign-in/paths.ts';
import { findSecondSteps, hasSecondStep } from '#core/sign-in/second-step/find-second-steps.ts';
import { AttemptToken } from '#core/sign-in/second-step/code-form.ts';
import { isSteppedUp } from '#core/sign-in/session.ts';
import { letIn } from '#core/sign-in/session-cookie.ts';
import { safeNext } from '#core/sign-in/sign-in-form.ts';
import { recogniseVisitor, type SignedIn } from '#core/sign-in/workspace-guard.ts';
import type { Service } from '#core/service.ts';
import { Forbidden, TooMany } from '#platform/http/failures.ts';
import { PasskeyAnswer } from './passkey-answer.ts';
import {
  challengeForEntry,
  challengeForNew,
  challengeForStepUp,
  type HandedOut,
} from './passkey-challenge.ts';
import { passkeyPlace } from './passkey-place.ts';
import { RefusedPasskeyPage } from './refused-passkey-page.tsx';
import { signInWithPasskey } from './sign-in-with-passkey.ts';

const signIn = { kind: 'system', name: 'sign-in' } as const;
const EntryForm = z.object({
  attempt: AttemptToken,
  answer: PasskeyAnswer,
  next: z.string().optional().catch(undefined),
});

/** Challenges for passkeys, and signing in with one. */
export function passkeyRoutes(
  app: FastifyInstance,
  service: Service,
  mayAsk: (address: string) => Promise<boolean>,
): void {
  const handOut = async (
    request: FastifyRequest,
    make: (place: ReturnType<typeof passkeyPlace>) => Promise<HandedOut>,
  ): Promise<HandedOut> => {
    if (!(await mayAsk(request.ip))) throw new TooMany('Wait a few minutes, then try again.');
    return make(passkeyPlace(service, request.host));
  };

  app.post(passkeyChallengePath('sign-in'), async (request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .send(await handOut(request, (place) => challengeForEntry(service, place))),
  );

  app.post(passkeyChallengePath('step-up'), async (request, reply) => {
    const { session, user } = await getSignedIn(service, request);
    if (session.strength !== 'strong') throw new Forbidden(signInFirst);
    const handedOut = await handOut(request, (place) =>
      challengeForStepUp(service, place, user.id),
    );
    return reply.header('cache-control', 'no-store').send(handedOut);
  });

  app.post(passkeyChallengePath('new'), async (request, reply) => {
    const signedIn = await getSignedIn(service, request);
    if (!(await mayAddPasskey(service, signedIn))) throw new Forbidden(signInFirst);
    const { user } = signedIn;
    const handedOut = await handOut(request, (place) => challengeForNew(service, place, user));
    return reply.header('cache-control', 'no-store').send(handedOut);
  });

  app.post(passkeyEntryPath(), async (request, reply) => {
    const form = EntryForm.safeParse(request.body);
    if (!form.success) return reply.page(<RefusedPasskeyPage />, 422);
    const signedIn = await recogniseVisitor(service, request);
    const isFirstStep = signedIn?.session.strength === 'password';
    const token = await signInWithPasskey(service, {
      given: { ...form.data, place: passkeyPlace(service, request.host) },
      firstStep: isFirstStep ? signedIn.session : undefined,
      providers: service.identityProviders,
    });
    if (token === undefined) return reply.page(<RefusedPasskeyPage />, 422);
    await letIn(service, request, reply, token);
    return reply.redirect(safeNext(form.data.next, homePath()), 303);
  });
}

const signInFirst = 'Sign in again, then try once more.';

async function getSignedIn(service: Service, request: FastifyRequest): Promise<SignedIn> {
  const signedIn = await recogniseVisitor(service, request);
  if (signedIn === undefined) throw new Forbidden(signInFirst);
  return signedIn;
}

/** Somebody new may, as their second step; afterwards only who has just shown who they are. */
async function mayAddPasskey(
  { database, clock }: Service,
  { session, user }: SignedIn,
): Promise<boolean> {
  if (session.strength === 'strong') return isSteppedUp(session, clock.now());
  return !hasSecondStep(await database.transaction(signIn, (tx) => findSecondSteps(tx, user.id)));
}
