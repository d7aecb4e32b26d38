import { listPasskeys } from '#core/sign-in/passkeys/passkey-store.ts';
import type { Transaction } from '#platform/database/database.ts';
import { hasAuthenticator } from './authenticator-store.ts';

/** What somebody can show besides their password. */
export type SecondSteps = { hasAuthenticator: boolean; passkeys: number };

export async function findSecondSteps(tx: Transaction, userId: string): Promise<SecondSteps> {
  return {
    hasAuthenticator: await hasAuthenticator(tx, userId),
    passkeys: (await listPasskeys(tx, userId)).length,
  };
}

export function hasSecondStep({ hasAuthenticator, passkeys }: SecondSteps): boolean {
  return hasAuthenticator || passkeys > 0;
}
