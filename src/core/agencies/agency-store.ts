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

type ProfileAgency = Agency & {
  dutyRole: 'specified-authority' | 'relevant-authority' | 'local-policing-body' | 'none';
  healthOrSocialCare: boolean;
};

/** Makes the agencies those of the profile. One that left it stays known, for what it did. */
export async function replaceAgencies(
  tx: Transaction,
  agencies: readonly ProfileAgency[],
): Promise<void> {
  await tx.updateTable('agencies').set({ in_profile: false, is_in_duty_gateway: false }).execute();
  for (const { id, name, kind, dutyRole, healthOrSocialCare } of agencies) {
    const row = {
      name,
      kind,
      in_profile: true,
      is_in_duty_gateway: dutyRole !== 'none',
      is_health_or_social_care: healthOrSocialCare,
    };
    await tx
      .insertInto('agencies')
      .values({ id, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  }
}
