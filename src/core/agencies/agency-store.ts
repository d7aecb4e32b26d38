import type { Transaction } from '#platform/database/database.ts';

export type Agency = { id: string; name: string; kind: string };

export async function findAgency(tx: Transaction, id: string): Promise<Agency | undefined> {
  return tx
    .selectFrom('agencies')
    .select(['id', 'name', 'kind'])
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function listAgencies(tx: Transaction): Promise<Agency[]> {
  return tx
    .selectFrom('agencies')
    .select(['id', 'name', 'kind'])
    .where('in_profile', '=', true)
    .orderBy('name')
    .execute();
}

/** Makes the agencies those of the profile. One that left it stays known, for what it did. */
export async function replaceAgencies(tx: Transaction, agencies: readonly Agency[]): Promise<void> {
  await tx.updateTable('agencies').set({ in_profile: false }).execute();
  for (const { id, name, kind } of agencies) {
    await tx
      .insertInto('agencies')
      .values({ id, name, kind, in_profile: true })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, kind, in_profile: true }))
      .execute();
  }
}
