import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { principalOf } from '#core/pages/page-reply.ts';
import { NewPasskeyAnswer } from '#core/sign-in/passkeys/passkey-answer.ts';
import { PasskeyName } from '#core/sign-in/passkeys/passkey-name.ts';
import { passkeyPlace } from '#core/sign-in/passkeys/passkey-place.ts';
import { listPasskeys } from '#core/sign-in/passkeys/passkey-store.ts';
import {
  authenticatorPath,
  newPasskeyPath,
  ownPasswordPath,
  ownSignInPath,
  passkeyRemovalPath,
  recoveryCodesPath,
} from '#core/sign-in/paths.ts';
import { hashPassword, isPassword } from '#core/sign-in/password.ts';
import { mayUsePassword } from '#core/sign-in/providers/identity-provider.ts';
import { RefusedAnswer } from '#core/sign-in/refused-answer.ts';
import { AttemptToken, AuthenticatorForm } from '#core/sign-in/second-step/code-form.ts';
import { RecoveryCodesPage } from '#core/sign-in/second-step/recovery-codes-page.tsx';
import { wrongCode } from '#core/sign-in/second-step/second-step-routes.tsx';
import { findOffer, offerAuthenticator } from '#core/sign-in/second-step/set-up-second-step.ts';
import { OwnPasswordForm } from '#core/sign-in/sign-in-form.ts';
import { lockMinutes, type SignInThrottle } from '#core/sign-in/sign-in-throttle.ts';
import { needsStepUp, sessionOf } from '#core/sign-in/workspace-guard.ts';
import type { Service } from '#core/service.ts';
import type { User } from '#core/users/user.ts';
import { findUserByEmail } from '#core/users/user-store.ts';
import { parseForm, type FieldErrors } from '#platform/forms/parse-form.ts';
import { Forbidden, NotFound } from '#platform/http/failures.ts';
import {
  addPasskey,
  changePassword,
  removePasskey,
  renewRecoveryCodes,
  replaceAuthenticator,
} from './change-credentials.ts';
import {
  AuthenticatorPage,
  NewPasskeyPage,
  NewRecoveryCodesPage,
  OwnPasswordPage,
  RemovePasskeyPage,
} from './credential-pages.tsx';

const PasskeyId = z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{1,1400}$/) });
const PasskeyForm = z.object({ attempt: AttemptToken, answer: NewPasskeyAnswer });
const NameForm = z.object({ name: PasskeyName });

const change = needsStepUp('own-sign-in.change');
const refusedPasskey = 'The passkey could not be added. Try again';
const wrongPassword = 'Your password is not right';
const lockedPassword = `There were too many wrong tries. Wait ${lockMinutes} minutes, then try again`;
const elsewhere = 'You sign in at your agency, so there is nothing to change here.';

/** Changing what somebody signs in with. All of it needs a step-up. */
export function credentialRoutes(
  app: FastifyInstance,
  service: Service,
  passwordThrottle: SignInThrottle,
): void {
  const about = (user: User) => ({ service: service.profile.identity.name, email: user.email });

  app.get(newPasskeyPath(), change, async (request, reply) => {
    getLocalUser(service, request);
    return reply.page(<NewPasskeyPage />);
  });

  app.post(newPasskeyPath(), change, async (request, reply) => {
    getLocalUser(service, request);
    const again = (errors: FieldErrors, name: string) =>
      reply.page(<NewPasskeyPage errors={errors} values={{ name }} />, 422);
    const named = parseForm(NameForm, request.body);
    if (!named.ok) return again(named.errors, named.values['name'] ?? '');
    const { name } = named.value;
    const form = PasskeyForm.safeParse(request.body);
    if (!form.success) return again({ name: refusedPasskey }, name);
    const passkey = { ...form.data, name, place: passkeyPlace(service, request.host) };
    const caller = { principal: principalOf(request) };
    const isAdded = await addPasskey(service, caller, {
      session: sessionOf(request),
      passkey,
    }).then(() => true, falseWhenRefused);
    if (!isAdded) return again({ name: refusedPasskey }, name);
    return reply.redirect(ownSignInPath(), 303);
  });

  app.get(passkeyRemovalPath(':id'), change, async (request, reply) => {
    const params = PasskeyId.safeParse(request.params);
    const { id: userId } = getLocalUser(service, request);
    const passkeys = await service.database.transaction(principalOf(request), (tx) =>
      listPasskeys(tx, userId),
    );
    const passkey = passkeys.find(({ id }) => id === params.data?.id);
    if (passkey === undefined) throw new NotFound();
    return reply.page(<RemovePasskeyPage id={passkey.id} name={passkey.name} />);
  });

  app.post(passkeyRemovalPath(':id'), change, async (request, reply) => {
    const params = PasskeyId.safeParse(request.params);
    getLocalUser(service, request);
    if (!params.success) throw new NotFound();
    const input = { session: sessionOf(request), id: params.data.id };
    await removePasskey(service, { principal: principalOf(request) }, input);
    return reply.redirect(ownSignInPath(), 303);
  });

  app.get(authenticatorPath(), change, async (request, reply) => {
    const user = getLocalUser(service, request);
    const offer = await offerAuthenticator(service, user.id);
    return reply.page(<AuthenticatorPage offer={offer} {...about(user)} />);
  });

  app.post(authenticatorPath(), change, async (request, reply) => {
    const user = getLocalUser(service, request);
    const form = parseForm(AuthenticatorForm, request.body);
    const session = sessionOf(request);
    const isDone =
      form.ok &&
      (await replaceAuthenticator(
        service,
        { principal: principalOf(request) },
        { session, given: { ...form.value, key: service.authenticatorKey } },
      ).then(() => true, falseWhenRefused));
    if (isDone) return reply.redirect(ownSignInPath(), 303);
    const { attempt } = z.object({ attempt: AttemptToken.catch('') }).parse(request.body ?? {});
    const offer =
      (await findOffer(service, attempt, user.id)) ?? (await offerAuthenticator(service, user.id));
    const errors = { code: (form.ok ? undefined : form.errors['code']) ?? wrongCode };
    return reply.page(<AuthenticatorPage offer={offer} {...about(user)} errors={errors} />, 422);
  });

  app.get(recoveryCodesPath(), change, async (request, reply) => {
    getLocalUser(service, request);
    return reply.page(<NewRecoveryCodesPage />);
  });

  app.post(recoveryCodesPath(), change, async (request, reply) => {
    getLocalUser(service, request);
    const caller = { principal: principalOf(request) };
    const codes = await renewRecoveryCodes(service, caller, { session: sessionOf(request) });
    return reply.page(<RecoveryCodesPage codes={codes} onward={ownSignInPath()} />);
  });

  app.get(ownPasswordPath(), change, async (request, reply) =>
    reply.page(<OwnPasswordPage email={getLocalUser(service, request).email} />),
  );

  app.post(ownPasswordPath(), change, async (request, reply) => {
    const { email } = getLocalUser(service, request);
    const again = (errors: FieldErrors, status: number) =>
      reply.page(<OwnPasswordPage email={email} errors={errors} />, status);
    const form = parseForm(OwnPasswordForm, request.body);
    if (!form.ok) return again(form.errors, 422);
    if (!(await passwordThrottle.take(email, request.ip))) {
      return again({ present: lockedPassword }, 429);
    }
    const principal = principalOf(request);
    const found = await service.database.transaction(principal, (tx) => findUserByEmail(tx, email));
    if (!(await isPassword(form.value.present, found?.passwordHash ?? null))) {
      return again({ present: wrongPassword }, 422);
    }
    await passwordThrottle.succeed(email, request.ip);
    const passwordHash = await hashPassword(form.value.password);
    await changePassword(service, { principal }, { session: sessionOf(request), passwordHash });
    return reply.redirect(ownSignInPath(), 303);
  });
}

/** Whoever asks, unless what they sign in with is looked after elsewhere. */
function getLocalUser(service: Service, request: FastifyRequest): User {
  const { user } = request;
  if (user === null || user.isInvented || !mayUsePassword(user, service.identityProviders)) {
    throw new Forbidden(elsewhere);
  }
  return user;
}

function falseWhenRefused(problem: unknown): false {
  if (!(problem instanceof RefusedAnswer)) throw problem;
  return false;
}
