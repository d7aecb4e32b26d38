import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { takeAttempt } from '#core/sign-in/attempt-store.ts';
import { RefusedAnswer } from '#core/sign-in/refused-answer.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { PasskeyAnswer } from './passkey-answer.ts';
import { Challenge } from './passkey-challenge.ts';
import type { PasskeyPlace } from './passkey-place.ts';
import { findPasskey, notePasskeyUse } from './passkey-store.ts';

export type GivenPasskey = { attempt: string; answer: PasskeyAnswer; place: PasskeyPlace };

/**
 * Checks a passkey's answer to a challenge of ours (WebAuthn level 3, section 7.2) and uses the
 * challenge up; gives whose passkey it is. Throws RefusedAnswer for every reason alike.
 */
export async function checkPasskey(
  tx: Transaction,
  { attempt, answer, place }: GivenPasskey,
  { purpose, now }: { purpose: 'entry' | 'step-up'; now: Date },
): Promise<string> {
  const asked = await takeAttempt(tx, { kind: 'passkey', token: attempt, now }, Challenge);
  const passkey = await findPasskey(tx, answer.id);
  if (asked?.purpose !== purpose || passkey === undefined) throw new RefusedAnswer();
  if (asked.userId !== null && asked.userId !== passkey.userId) throw new RefusedAnswer();
  if (!isHandleOf(answer, passkey.userId)) throw new RefusedAnswer();
  const { id, publicKey, signCount: counter } = passkey;
  const { userHandle, ...response } = answer.response;
  const checked = await verifyAuthenticationResponse({
    response: {
      ...answer,
      response: { ...response, ...(userHandle !== undefined && { userHandle }) },
    },
    expectedChallenge: asked.challenge,
    expectedOrigin: place.origin,
    expectedRPID: place.host,
    credential: { id, publicKey, counter },
    requireUserVerification: true,
  }).catch(() => undefined);
  if (checked?.verified !== true) throw new RefusedAnswer();
  await notePasskeyUse(tx, { id, signCount: checked.authenticationInfo.newCounter, now });
  return passkey.userId;
}

/** A key that names its owner must name the one we know. */
function isHandleOf({ response: { userHandle } }: PasskeyAnswer, userId: string): boolean {
  return userHandle === undefined || Buffer.from(userHandle, 'base64url').toString() === userId;
}
