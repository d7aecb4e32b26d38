import type { KeyObject } from 'node:crypto';
import { action, recordRefusal, type Ground } from '#core/actions/action.ts';
import { RefusedAnswer } from '#core/sign-in/refused-answer.ts';
import { renewSession } from '#core/sign-in/session-store.ts';
import { endOfStepUp, trustOf, type Session, type SessionTrust } from '#core/sign-in/session.ts';
import type { SignInThrottle } from '#core/sign-in/sign-in-throttle.ts';
import { tellOfChange } from '#core/sign-in/tell-of-change.ts';
import type { Transaction } from '#platform/database/database.ts';
import { makeSecretToken } from '#platform/session/session-token.ts';
import { findAuthenticatorSecret, useStep } from './authenticator-store.ts';
import { findStepOfCode } from './authenticator.ts';
import { useRecoveryCode } from './recovery-code-store.ts';
import { hashRecoveryCode } from './recovery-code.ts';

const signIn = { kind: 'system', name: 'sign-in' } as const;

type GivenCode = { kind: 'code' | 'recovery-code'; code: string };

/** `key` keeps the secrets of authenticators. */
type Checked = { session: Session; given: GivenCode; key: KeyObject };

const takeCode = action(
  'session.strengthened',
  'session.begin',
  async ({ tx, now, principal }, { session, given, key }: Checked) => {
    if (!(await isRight(tx, { userId: session.userId, key }, given, now)))
      throw new RefusedAnswer();
    const trust = trustAfter(session, given, now);
    const { token, hash } = makeSecretToken();
    if (!(await renewSession(tx, session.id, { tokenHash: hash, ...trust }))) {
      throw new RefusedAnswer();
    }
    if (given.kind === 'recovery-code') {
      await tellOfChange({ tx, now, principal }, session.userId, 'recovery-code-used');
    }
    const about = [{ kind: 'user', id: session.userId }];
    return { result: token, about, detail: { by: given.kind } };
  },
);

export type CodeOutcome = { kind: 'in'; token: string } | { kind: 'wrong' } | { kind: 'locked' };

/**
 * A code for a session that lacks it: the second step after a password, or a step-up. The session
 * goes on under a new secret.
 */
export async function giveCode(
  ground: Ground & { authenticatorKey: KeyObject },
  throttle: SignInThrottle,
  given: GivenCode & { session: Session; address: string },
): Promise<CodeOutcome> {
  const { session, kind, code } = given;
  if (!(await throttle.take(session.userId, given.address))) return { kind: 'locked' };
  try {
    const input = { session, given: { kind, code }, key: ground.authenticatorKey };
    const token = await takeCode(ground, { principal: signIn }, input);
    await throttle.succeed(session.userId, given.address);
    return { kind: 'in', token };
  } catch (problem) {
    if (!(problem instanceof RefusedAnswer)) throw problem;
    await recordRefusal(ground, signIn, 'session.strengthened');
    return { kind: 'wrong' };
  }
}

/** Checks a code and uses it up. */
async function isRight(
  tx: Transaction,
  { userId, key }: { userId: string; key: KeyObject },
  { kind, code }: GivenCode,
  now: Date,
): Promise<boolean> {
  if (kind === 'recovery-code') return useRecoveryCode(tx, userId, hashRecoveryCode(code), now);
  const secret = await findAuthenticatorSecret(tx, key, userId);
  const step = secret === undefined ? undefined : findStepOfCode(secret, code, now);
  return step !== undefined && useStep(tx, userId, step);
}

function trustAfter(session: Session, { kind }: GivenCode, now: Date): SessionTrust {
  if (session.strength === 'password') return trustOf(`password-and-${kind}`, now);
  return { ...session, steppedUpUntil: endOfStepUp(now) };
}
