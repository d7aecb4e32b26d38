import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server';
import { z } from 'zod';
import { insertAttempt } from '#core/sign-in/attempt-store.ts';
import type { Service } from '#core/service.ts';
import type { User } from '#core/users/user.ts';
import type { PasskeyPlace } from './passkey-place.ts';
import { listPasskeys } from './passkey-store.ts';

const signIn = { kind: 'system', name: 'sign-in' } as const;
const minutes = 5;

/** What a challenge was handed out for. A new passkey's, and a step-up's, name who asked. */
export const Challenge = z.object({
  challenge: z.string(),
  purpose: z.enum(['entry', 'step-up', 'new']),
  userId: z.string().nullable(),
});

/** What the page's script hands to the browser, and the secret that the form brings back. */
export type HandedOut = { attempt: string; options: object };

/** A challenge for any passkey of this place. It says nothing about who has one. */
export async function challengeForEntry(service: Service, place: PasskeyPlace): Promise<HandedOut> {
  const options = await generateAuthenticationOptions({
    rpID: place.host,
    userVerification: 'required',
  });
  return keep(service, { challenge: options.challenge, purpose: 'entry', userId: null }, options);
}

/** A challenge for the passkeys of somebody who is signed in. */
export async function challengeForStepUp(
  service: Service,
  place: PasskeyPlace,
  userId: string,
): Promise<HandedOut> {
  const passkeys = await passkeysOf(service, userId);
  const options = await generateAuthenticationOptions({
    rpID: place.host,
    userVerification: 'required',
    allowCredentials: passkeys.map(({ id, transports }) => ({ id, transports })),
  });
  return keep(service, { challenge: options.challenge, purpose: 'step-up', userId }, options);
}

/** A challenge for a passkey that is to be made; one that its device keeps and verifies its owner. */
export async function challengeForNew(
  service: Service,
  place: PasskeyPlace,
  user: User,
): Promise<HandedOut> {
  const passkeys = await passkeysOf(service, user.id);
  const options = await generateRegistrationOptions({
    rpName: place.name,
    rpID: place.host,
    userName: user.email,
    userDisplayName: user.name,
    userID: new TextEncoder().encode(user.id),
    attestationType: 'none',
    excludeCredentials: passkeys.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return keep(service, { challenge: options.challenge, purpose: 'new', userId: user.id }, options);
}

async function passkeysOf({ database }: Service, userId: string) {
  return database.transaction(signIn, (tx) => listPasskeys(tx, userId));
}

async function keep(
  { database, clock }: Service,
  detail: z.infer<typeof Challenge>,
  options: object,
): Promise<HandedOut> {
  const attempt = await database.transaction(signIn, (tx) =>
    insertAttempt(tx, { kind: 'passkey', detail, now: clock.now(), minutes }),
  );
  return { attempt, options };
}
