import type { KeyObject } from 'node:crypto';
import type { Transaction } from '#platform/database/database.ts';
import { openAuthenticatorSecret, sealAuthenticatorSecret } from './authenticator-key.ts';

/** Has somebody an authenticator, whether or not its secret can still be read? */
export async function hasAuthenticator(tx: Transaction, userId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('authenticators')
    .select('user_id')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function findAuthenticatorSecret(
  tx: Transaction,
  key: KeyObject,
  userId: string,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('authenticators')
    .select('sealed_secret')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row && openAuthenticatorSecret(key, userId, row.sealed_secret);
}

/** Gives somebody an authenticator in place of any they had; the code they gave is used up with it. */
export async function putAuthenticator(
  tx: Transaction,
  key: KeyObject,
  authenticator: { userId: string; secret: string; lastStep: number; now: Date },
): Promise<void> {
  const { userId, secret } = authenticator;
  const row = {
    sealed_secret: sealAuthenticatorSecret(key, userId, secret),
    last_step: authenticator.lastStep,
    created_at: authenticator.now,
  };
  await tx
    .insertInto('authenticators')
    .values({ user_id: userId, ...row })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
    .execute();
}

/** Uses up the code of a half minute, and every earlier one; false when it was used before. */
export async function useStep(tx: Transaction, userId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('authenticators')
    .set({ last_step: step })
    .where('user_id', '=', userId)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function deleteAuthenticator(tx: Transaction, userId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('authenticators')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
