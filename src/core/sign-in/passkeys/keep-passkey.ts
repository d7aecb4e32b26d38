import { verifyRegistrationResponse } from '@simplewebauthn/server';
import { takeAttempt } from '#core/sign-in/attempt-store.ts';
import { RefusedAnswer } from '#core/sign-in/refused-answer.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { NewPasskeyAnswer } from './passkey-answer.ts';
import { Challenge } from './passkey-challenge.ts';
import type { PasskeyPlace } from './passkey-place.ts';
import { insertPasskey } from './passkey-store.ts';

export type NewPasskey = {
  attempt: string;
  answer: NewPasskeyAnswer;
  name: string;
  place: PasskeyPlace;
};

/**
 * Checks what a browser made of our challenge (WebAuthn level 3, section 7.1) and keeps it for this
 * person. Throws RefusedAnswer for every reason alike.
 */
export async function keepPasskey(
  tx: Transaction,
  { attempt, answer, name, place }: NewPasskey,
  { userId, now }: { userId: string; now: Date },
): Promise<string> {
  const asked = await takeAttempt(tx, { kind: 'passkey', token: attempt, now }, Challenge);
  if (asked?.purpose !== 'new' || asked.userId !== userId) throw new RefusedAnswer();
  const checked = await verifyRegistrationResponse({
    response: answer,
    expectedChallenge: asked.challenge,
    expectedOrigin: place.origin,
    expectedRPID: place.host,
    requireUserVerification: true,
  }).catch(() => undefined);
  if (checked?.verified !== true) throw new RefusedAnswer();
  const { id, publicKey, counter: signCount } = checked.registrationInfo.credential;
  const { transports } = answer.response;
  const passkey = { id, userId, name, publicKey, signCount, transports, now };
  if (!(await insertPasskey(tx, passkey))) throw new RefusedAnswer();
  return id;
}
