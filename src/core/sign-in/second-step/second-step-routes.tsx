import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { homePath } from '#core/home/paths.ts';
import { NewPasskeyAnswer } from '#core/sign-in/passkeys/passkey-answer.ts';
import { passkeyPlace } from '#core/sign-in/passkeys/passkey-place.ts';
import { PasskeyName } from '#core/sign-in/passkeys/passkey-name.ts';
import {
  firstAuthenticatorPath,
  firstPasskeyPath,
  recoveryStepPath,
  secondStepPath,
  signInPath,
} from '#core/sign-in/paths.ts';
import { RefusedAnswer } from '#core/sign-in/refused-answer.ts';
import { giveSession } from '#core/sign-in/session-cookie.ts';
import { safeNext } from '#core/sign-in/sign-in-form.ts';
import { lockMinutes, type SignInThrottle } from '#core/sign-in/sign-in-throttle.ts';
import { recogniseVisitor, type SignedIn } from '#core/sign-in/workspace-guard.ts';
import type { Service } from '#core/service.ts';
import { Conflict } from '#platform/http/failures.ts';
import { parseForm, type FieldErrors } from '#platform/forms/parse-form.ts';
import { AttemptToken, AuthenticatorForm, CodeForm, RecoveryCodeForm } from './code-form.ts';
import { findSecondSteps, hasSecondStep, type SecondSteps } from './find-second-steps.ts';
import { giveCode } from './give-code.ts';
import { RecoveryCodesPage } from './recovery-codes-page.tsx';
import { RecoveryStepPage, SecondStepPage, SetUpPage } from './second-step-pages.tsx';
import { findOffer, offerAuthenticator, setUpSecondStep } from './set-up-second-step.ts';

const signIn = { kind: 'system', name: 'sign-in' } as const;
const Next = z.object({ next: z.string().optional().catch(undefined) });
const FirstPasskeyForm = z.object({
  attempt: AttemptToken,
  answer: NewPasskeyAnswer,
  name: PasskeyName,
  next: z.string().optional(),
});

export const wrongCode = 'The code is not right, or was used before. Wait for the next one';
const wrongRecoveryCode = 'The recovery code is not right, or was used before';
export const tooManyCodes = `There were too many wrong codes. Wait ${lockMinutes} minutes, then try again`;
const refusedPasskey = 'The passkey could not be added. Try again, or use an authenticator app';

type FirstStep = SignedIn & { steps: SecondSteps; next: string | undefined };
type Handler = (
  request: FastifyRequest,
  reply: FastifyReply,
  firstStep: FirstStep,
) => Promise<FastifyReply>;

/** What comes between the password and the workspace. */
export function secondStepRoutes(
  app: FastifyInstance,
  service: Service,
  throttle: SignInThrottle,
): void {
  const { name } = service.profile.identity;

  /** For whoever has taken the first step; anybody else is sent to where they belong. */
  const between =
    (isSetUp: boolean, handle: Handler) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const { next } = Next.parse((request.method === 'GET' ? request.query : request.body) ?? {});
      const signedIn = await recogniseVisitor(service, request);
      if (signedIn === undefined) return reply.redirect(signInPath(next), 303);
      if (signedIn.session.strength === 'strong') {
        return reply.redirect(safeNext(next, homePath()), 303);
      }
      const steps = await service.database.transaction(signIn, (tx) =>
        findSecondSteps(tx, signedIn.user.id),
      );
      if (hasSecondStep(steps) !== isSetUp)
        return handle(request, reply, { ...signedIn, steps, next });
      const path = isSetUp ? secondStepPath(next) : firstAuthenticatorPath(next);
      return reply.redirect(path, 303);
    };
  const unset = (handle: Handler) => between(true, handle);
  const set = (handle: Handler) => between(false, handle);

  app.get(
    secondStepPath(),
    set(async (_request, reply, { steps, next }) =>
      reply.page(<SecondStepPage steps={steps} next={next} />),
    ),
  );

  app.post(
    secondStepPath(),
    set(async (request, reply, { session, steps, next }) => {
      const form = parseForm(CodeForm, request.body);
      const again = (errors: FieldErrors, status: number) =>
        reply.page(<SecondStepPage steps={steps} next={next} errors={errors} />, status);
      if (!form.ok) return again(form.errors, 422);
      const given = { kind: 'code', code: form.value.code, session, address: request.ip } as const;
      const outcome = await giveCode(service, throttle, given);
      if (outcome.kind === 'locked') return again({ code: tooManyCodes }, 429);
      if (outcome.kind === 'wrong') return again({ code: wrongCode }, 422);
      return giveSession(service, reply, outcome.token).redirect(safeNext(next, homePath()), 303);
    }),
  );

  app.get(
    recoveryStepPath(),
    set(async (_request, reply, { next }) => reply.page(<RecoveryStepPage next={next} />)),
  );

  app.post(
    recoveryStepPath(),
    set(async (request, reply, { session, next }) => {
      const form = parseForm(RecoveryCodeForm, request.body);
      const again = (errors: FieldErrors, status: number) =>
        reply.page(<RecoveryStepPage next={next} errors={errors} />, status);
      if (!form.ok) return again(form.errors, 422);
      const { code } = form.value;
      const given = { kind: 'recovery-code', code, session, address: request.ip } as const;
      const outcome = await giveCode(service, throttle, given);
      if (outcome.kind === 'locked') return again({ code: tooManyCodes }, 429);
      if (outcome.kind === 'wrong') return again({ code: wrongRecoveryCode }, 422);
      return giveSession(service, reply, outcome.token).redirect(safeNext(next, homePath()), 303);
    }),
  );

  app.get(
    firstAuthenticatorPath(),
    unset(async (_request, reply, { user, next }) => {
      const offer = await offerAuthenticator(service, user.id);
      return reply.page(<SetUpPage offer={offer} service={name} email={user.email} next={next} />);
    }),
  );

  app.post(
    firstAuthenticatorPath(),
    unset(async (request, reply, { user, session, next }) => {
      const form = parseForm(AuthenticatorForm, request.body);
      const again = async (errors: FieldErrors) => {
        const { attempt } = z.object({ attempt: AttemptToken.catch('') }).parse(request.body ?? {});
        const offer =
          (await findOffer(service, attempt, user.id)) ??
          (await offerAuthenticator(service, user.id));
        const page = (
          <SetUpPage offer={offer} service={name} email={user.email} next={next} errors={errors} />
        );
        return reply.page(page, 422);
      };
      if (!form.ok) return again({ code: form.errors['code'] ?? wrongCode });
      const value = { ...form.value, key: service.authenticatorKey };
      const given = { kind: 'authenticator', value } as const;
      const done = await setUpSecondStep(service, { principal: signIn }, { session, given }).catch(
        undefinedWhenRefused,
      );
      if (done === undefined) return again({ code: wrongCode });
      return giveSession(service, reply, done.token).page(
        <RecoveryCodesPage codes={done.codes} onward={safeNext(next, homePath())} homeHref="/" />,
      );
    }),
  );

  app.post(
    firstPasskeyPath(),
    unset(async (request, reply, { user, session, next }) => {
      const form = FirstPasskeyForm.safeParse(request.body);
      const place = passkeyPlace(service, request.host);
      const done = form.success
        ? await setUpSecondStep(
            service,
            { principal: signIn },
            { session, given: { kind: 'passkey', value: { ...form.data, place } } },
          ).catch(undefinedWhenRefused)
        : undefined;
      if (done === undefined) {
        const offer = await offerAuthenticator(service, user.id);
        const about = { offer, service: name, email: user.email, next };
        return reply.page(<SetUpPage {...about} errors={{ code: refusedPasskey }} />, 422);
      }
      return giveSession(service, reply, done.token).page(
        <RecoveryCodesPage codes={done.codes} onward={safeNext(next, homePath())} homeHref="/" />,
      );
    }),
  );
}

/** What was given was not right, or somebody set the account up in the meantime. */
function undefinedWhenRefused(problem: unknown): undefined {
  if (!(problem instanceof RefusedAnswer || problem instanceof Conflict)) throw problem;
}
