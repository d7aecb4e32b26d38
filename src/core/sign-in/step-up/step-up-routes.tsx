import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { action } from '#core/actions/action.ts';
import { homePath } from '#core/home/paths.ts';
import { PasskeyAnswer } from '#core/sign-in/passkeys/passkey-answer.ts';
import { passkeyPlace } from '#core/sign-in/passkeys/passkey-place.ts';
import { stepUpWithPasskey } from '#core/sign-in/passkeys/sign-in-with-passkey.ts';
import { passkeyStepUpPath, stepUpPath } from '#core/sign-in/paths.ts';
import { AttemptToken, CodeForm } from '#core/sign-in/second-step/code-form.ts';
import { findSecondSteps } from '#core/sign-in/second-step/find-second-steps.ts';
import { giveCode } from '#core/sign-in/second-step/give-code.ts';
import { tooManyCodes, wrongCode } from '#core/sign-in/second-step/second-step-routes.tsx';
import { giveSession } from '#core/sign-in/session-cookie.ts';
import { renewSession } from '#core/sign-in/session-store.ts';
import { endOfStepUp, type Session } from '#core/sign-in/session.ts';
import { safeNext } from '#core/sign-in/sign-in-form.ts';
import type { SignInThrottle } from '#core/sign-in/sign-in-throttle.ts';
import { needs, sessionOf, type AskToStepUp } from '#core/sign-in/workspace-guard.ts';
import type { Service } from '#core/service.ts';
import { parseForm } from '#platform/forms/parse-form.ts';
import { Forbidden } from '#platform/http/failures.ts';
import { makeSecretToken } from '#platform/session/session-token.ts';
import { keepForm, readKeptForm, type KeptForm } from './kept-form.ts';
import { SendKeptFormPage, StepUpPage, type StepUpWays } from './step-up-pages.tsx';

const signIn = { kind: 'system', name: 'sign-in' } as const;
const Returning = z.object({
  next: z.string().optional().catch(undefined),
  kept: z.string().optional().catch(undefined),
});
const PasskeyForm = z.object({ attempt: AttemptToken, answer: PasskeyAnswer });
const refusedPasskey = 'The passkey did not answer for you. Try again';

/** The demonstration's people are nobody, and have nothing to show. */
const stepUpInDemonstration = action(
  'session.strengthened',
  'session.begin',
  async ({ tx, now }, { session }: { session: Session }) => {
    const { token, hash } = makeSecretToken();
    const trust = { ...session, steppedUpUntil: endOfStepUp(now) };
    await renewSession(tx, session.id, { tokenHash: hash, ...trust });
    const about = [{ kind: 'user', id: session.userId }];
    return { result: token, about, detail: { by: 'demonstration' } };
  },
);

/** What the workspace's guard answers with where a step-up is missing. */
export function makeAskToStepUp(service: Service): AskToStepUp {
  return async (request, reply) => {
    if (request.method === 'GET') return reply.redirect(stepUpPath(request.url), 303);
    const kept = keepForm(request.url, request.body);
    if (kept === undefined || isUpload(request)) throw new Forbidden(askAgain);
    const ways = await findWays(service, request);
    return reply.page(<StepUpPage ways={ways} next={undefined} kept={kept} />, 403);
  };
}

const askAgain =
  'This needs you to show again that it is you, and a file cannot be kept meanwhile. Nothing was done. Open the page again.';

/** Showing again that it is you. */
export function stepUpRoutes(
  app: FastifyInstance,
  service: Service,
  throttle: SignInThrottle,
): void {
  app.get(stepUpPath(), needs('workspace.enter'), async (request, reply) => {
    const { next } = Returning.parse(request.query);
    const ways = await findWays(service, request);
    return reply.page(<StepUpPage ways={ways} next={next} kept={undefined} />);
  });

  app.post(stepUpPath(), needs('workspace.enter'), async (request, reply) => {
    const { next, kept } = readReturning(request);
    const ways = await findWays(service, request);
    const session = sessionOf(request);
    if (ways.isInvented) {
      const token = await stepUpInDemonstration(service, { principal: signIn }, { session });
      return goOn(reply, token, next, kept);
    }
    const form = parseForm(CodeForm, request.body);
    const again = (code: string, status: number) =>
      reply.page(<StepUpPage ways={ways} next={next} kept={kept} errors={{ code }} />, status);
    if (!form.ok) return again(form.errors['code'] ?? wrongCode, 422);
    const given = { kind: 'code', code: form.value.code, session, address: request.ip } as const;
    const outcome = await giveCode(service, throttle, given);
    if (outcome.kind === 'locked') return again(tooManyCodes, 429);
    if (outcome.kind === 'wrong') return again(wrongCode, 422);
    return goOn(reply, outcome.token, next, kept);
  });

  app.post(passkeyStepUpPath(), needs('workspace.enter'), async (request, reply) => {
    const { next, kept } = readReturning(request);
    const form = PasskeyForm.safeParse(request.body);
    const place = passkeyPlace(service, request.host);
    const token = form.success
      ? await stepUpWithPasskey(service, { ...form.data, place }, sessionOf(request))
      : undefined;
    if (token !== undefined) return goOn(reply, token, next, kept);
    const ways = await findWays(service, request);
    const errors = { code: refusedPasskey };
    return reply.page(<StepUpPage ways={ways} next={next} kept={kept} errors={errors} />, 422);
  });

  function goOn(
    reply: FastifyReply,
    token: string,
    next: string | undefined,
    kept: KeptForm | undefined,
  ): FastifyReply {
    giveSession(service, reply, token);
    if (kept !== undefined) return reply.page(<SendKeptFormPage kept={kept} />);
    return reply.redirect(safeNext(next, homePath()), 303);
  }
}

function readReturning(request: FastifyRequest) {
  const { next, kept } = Returning.parse(request.body ?? {});
  return { next, kept: readKeptForm(kept) };
}

async function findWays(service: Service, request: FastifyRequest): Promise<StepUpWays> {
  const { userId, provider } = sessionOf(request);
  const steps = await service.database.transaction(signIn, (tx) => findSecondSteps(tx, userId));
  return {
    hasAuthenticator: steps.hasAuthenticator,
    hasPasskey: steps.passkeys > 0,
    provider: service.identityProviders.find(({ id }) => id === provider)?.name,
    isInvented: request.user?.isInvented === true,
  };
}

function isUpload(request: FastifyRequest): boolean {
  return request.headers['content-type']?.startsWith('multipart/') === true;
}
