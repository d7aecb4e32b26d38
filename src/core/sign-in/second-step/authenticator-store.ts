import type { Transaction } from '#platform/database/database.ts';

export async function findAuthenticatorSecret(
  tx: Transaction,
  userId: string,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('authenticators')
    .select('secret')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.secret;
}

/** Gives somebody an authenticator in place of any they had; the code they gave is used up with it. */
export async function putAuthenticator(
  tx: Transaction,
  authenticator: { userId: string; secret: string; lastStep: number; now: Date },
): Promise<void> {
  const row = {
    secret: authenticator.secret,
    last_step: authenticator.lastStep,
    created_at: authenticator.now,
  };
  await tx
    .insertInto('authenticators')
    .values({ user_id: authenticator.userId, ...row })
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
