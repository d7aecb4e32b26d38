import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { action, type ActionContext } from '#core/actions/action.ts';
import { findAttempt, insertAttempt, takeAttempt } from '#core/sign-in/attempt-store.ts';
import { keepPasskey, type NewPasskey } from '#core/sign-in/passkeys/keep-passkey.ts';
import { RefusedAnswer } from '#core/sign-in/refused-answer.ts';
import { renewSession } from '#core/sign-in/session-store.ts';
import { trustOf, type Session } from '#core/sign-in/session.ts';
import { tellOfChange } from '#core/sign-in/tell-of-change.ts';
import type { Service } from '#core/service.ts';
import { Conflict } from '#platform/http/failures.ts';
import { makeSecretToken } from '#platform/session/session-token.ts';
import { putAuthenticator } from './authenticator-store.ts';
import { openAuthenticatorSecret, sealAuthenticatorSecret } from './authenticator-key.ts';
import { findStepOfCode, makeAuthenticatorSecret } from './authenticator.ts';
import { findSecondSteps, hasSecondStep } from './find-second-steps.ts';
import { replaceRecoveryCodes } from './recovery-code-store.ts';
import { hashRecoveryCode, makeRecoveryCodes } from './recovery-code.ts';

const signIn = { kind: 'system', name: 'sign-in' } as const;
const minutes = 15;
const Offer = z.object({ userId: z.string(), sealed: z.base64() });

/** A secret for an authenticator app, and the secret of the form that will bring a code of it. */
export type AuthenticatorOffer = { attempt: string; secret: string };

/** Offers somebody a new secret; nothing is changed until a code of it comes back. */
export async function offerAuthenticator(
  { database, clock, authenticatorKey }: Service,
  userId: string,
): Promise<AuthenticatorOffer> {
  const secret = makeAuthenticatorSecret();
  const sealed = sealAuthenticatorSecret(authenticatorKey, userId, secret).toString('base64');
  const detail = { userId, sealed };
  const attempt = await database.transaction(signIn, (tx) =>
    insertAttempt(tx, { kind: 'authenticator', detail, now: clock.now(), minutes }),
  );
  return { attempt, secret };
}

/** The secret that was offered to this person, to show again after a wrong code. */
export async function findOffer(
  { database, clock, authenticatorKey }: Service,
  attempt: string,
  userId: string,
): Promise<AuthenticatorOffer | undefined> {
  const wanted = { kind: 'authenticator', token: attempt, now: clock.now() } as const;
  const offer = await database.transaction(signIn, (tx) => findAttempt(tx, wanted, Offer));
  const secret = offer && openOffer(offer, authenticatorKey, userId);
  return secret === undefined ? undefined : { attempt, secret };
}

/** The secret that was offered, to this person and nobody else. */
function openOffer(
  { userId, sealed }: z.output<typeof Offer>,
  key: KeyObject,
  asker: string,
): string | undefined {
  if (userId !== asker) return undefined;
  return openAuthenticatorSecret(key, userId, Buffer.from(sealed, 'base64'));
}

/** `key` keeps the secret, as it kept the offer. */
export type GivenAuthenticator = { attempt: string; code: string; key: KeyObject };

/** Keeps an authenticator whose first code is right. Throws RefusedAnswer otherwise. */
export async function keepAuthenticator(
  { tx, now }: ActionContext,
  userId: string,
  { attempt, code, key }: GivenAuthenticator,
): Promise<void> {
  const offer = await takeAttempt(tx, { kind: 'authenticator', token: attempt, now }, Offer);
  const secret = offer && openOffer(offer, key, userId);
  const lastStep = secret === undefined ? undefined : findStepOfCode(secret, code, now);
  if (secret === undefined || lastStep === undefined) throw new RefusedAnswer();
  await putAuthenticator(tx, key, { userId, secret, lastStep, now });
}

/** New recovery codes in place of all there were; shown to their owner now and never again. */
export async function makeCodesFor(
  { tx, now }: Pick<ActionContext, 'tx' | 'now'>,
  userId: string,
): Promise<string[]> {
  const codes = makeRecoveryCodes();
  await replaceRecoveryCodes(tx, { userId, hashes: codes.map(hashRecoveryCode), now });
  return codes;
}

type FirstStep = {
  session: Session;
  given:
    { kind: 'authenticator'; value: GivenAuthenticator } | { kind: 'passkey'; value: NewPasskey };
};

/**
 * Gives somebody who has a password and nothing else their second step, and lets them in. Whoever
 * has one already is refused: a password alone must not replace it.
 */
export const setUpSecondStep = action(
  'second-step.set-up',
  'session.begin',
  async (context, { session, given }: FirstStep) => {
    const { tx, now } = context;
    const { userId } = session;
    if (hasSecondStep(await findSecondSteps(tx, userId))) {
      throw new Conflict('This account has a second step already. Sign in with it.');
    }
    if (given.kind === 'authenticator') await keepAuthenticator(context, userId, given.value);
    else await keepPasskey(tx, given.value, { userId, now });
    const codes = await makeCodesFor(context, userId);
    const { token, hash } = makeSecretToken();
    const by = given.kind === 'authenticator' ? 'password-and-code' : 'password-and-passkey';
    if (!(await renewSession(tx, session.id, { tokenHash: hash, ...trustOf(by, now) }))) {
      throw new RefusedAnswer();
    }
    await tellOfChange(context, userId, `${given.kind}-added`);
    const about = [{ kind: 'user', id: userId }];
    return { result: { token, codes }, about, detail: { by } };
  },
);
