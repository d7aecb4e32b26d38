import type { Transaction } from '#platform/database/database.ts';
import type { Withdrawal } from '../receipts/receipt.ts';
import type { IncidentSource } from './police-import.ts';

/** What is to be known of an import before it is withdrawn. */
export type Withdrawable = {
  source: IncidentSource;
  rowsAccepted: number;
  withdrawal: Withdrawal | null;
};

export async function findWithdrawable(
  tx: Transaction,
  id: string,
): Promise<Withdrawable | undefined> {
  const row = await tx
    .selectFrom('police_imports')
    .select(['source', 'rows_accepted'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const withdrawal = await findWithdrawal(tx, id);
  return { source: row.source as IncidentSource, rowsAccepted: row.rows_accepted, withdrawal };
}

export async function findWithdrawal(tx: Transaction, id: string): Promise<Withdrawal | null> {
  const row = await tx
    .selectFrom('police_import_withdrawals')
    .select(['actor_name as by', 'withdrawn_at as at'])
    .where('import_id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

export async function insertWithdrawal(
  tx: Transaction,
  withdrawal: Withdrawal & { importId: string; actor: string },
): Promise<void> {
  await tx
    .insertInto('police_import_withdrawals')
    .values({
      import_id: withdrawal.importId,
      actor: withdrawal.actor,
      actor_name: withdrawal.by,
      withdrawn_at: withdrawal.at,
    })
    .execute();
}
