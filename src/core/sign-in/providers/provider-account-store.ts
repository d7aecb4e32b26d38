import type { Transaction } from '#platform/database/database.ts';

/** Who somebody is at a provider, for good: an issuer and a name that it never gives to another. */
export type ProviderIdentity = { issuer: string; subject: string };

/** Whose account here this identity opens; of people who have left too. */
export async function findUserOfIdentity(
  tx: Transaction,
  { issuer, subject }: ProviderIdentity,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('provider_accounts')
    .select('user_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.user_id;
}

/** Connects an account to an identity; false when either is connected to another already. */
export async function insertProviderAccount(
  tx: Transaction,
  account: ProviderIdentity & { userId: string; now: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('provider_accounts')
    .values({
      issuer: account.issuer,
      subject: account.subject,
      user_id: account.userId,
      created_at: account.now,
      last_entry_at: account.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function noteEntry(
  tx: Transaction,
  { issuer, subject, now }: ProviderIdentity & { now: Date },
): Promise<void> {
  await tx
    .updateTable('provider_accounts')
    .set({ last_entry_at: now })
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .execute();
}
