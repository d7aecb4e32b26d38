import type { RetentionRule } from '#core/partnership/retention.ts';
import type { Transaction } from '#platform/database/database.ts';

/** Makes the rules those of the profile. One that left it stays known to the records that it was for. */
export async function keepRetentionRules(
  tx: Transaction,
  rules: readonly RetentionRule[],
): Promise<void> {
  await tx.updateTable('retention_rules').set({ in_profile: false }).execute();
  for (const { id, recordType, heldAs, processing, months } of rules) {
    const row = {
      record_type: recordType,
      held_as: heldAs ?? null,
      processing: processing ?? null,
      months,
      in_profile: true,
    };
    await tx
      .insertInto('retention_rules')
      .values({ id, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  }
}
