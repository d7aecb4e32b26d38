import type { Transaction } from '#platform/database/database.ts';
import type { Basis, Exclusion } from './exclusion.ts';

/** Every exclusion that the asker may read, or those from one record; those that run and the newest first. */
export async function listExclusions(tx: Transaction, recordId?: string): Promise<Exclusion[]> {
  const rows = await tx
    .selectFrom('exclusions')
    .select([
      'id',
      'record_id as recordId',
      'user_id as userId',
      'basis',
      'reason',
      'made_by as madeBy',
      'made_at as madeAt',
      'confirmed_by as confirmedBy',
      'confirmed_at as confirmedAt',
      'ended_by as endedBy',
      'ended_at as endedAt',
    ])
    .$if(recordId !== undefined, (query) => query.where('record_id', '=', recordId ?? ''))
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map((row) => ({ ...row, basis: row.basis as Basis }));
}

/** How many of those that the asker may read were found by the service and wait to be looked at. */
export async function countToReview(tx: Transaction): Promise<number> {
  const { count } = await tx
    .selectFrom('exclusions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('basis', '<>', 'decided')
    .where('confirmed_at', 'is', null)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

export type NewExclusion = {
  id: string;
  recordId: string;
  userId: string;
  reason: string;
  madeBy: string;
  now: Date;
};

export async function insertExclusion(tx: Transaction, exclusion: NewExclusion): Promise<void> {
  await tx
    .insertInto('exclusions')
    .values({
      id: exclusion.id,
      record_id: exclusion.recordId,
      user_id: exclusion.userId,
      reason: exclusion.reason,
      made_by: exclusion.madeBy,
      made_at: exclusion.now,
    })
    .execute();
}

type Decision = { id: string; by: string; now: Date };

/** Ends one that runs. False when there is none that the asker may end. */
export async function endExclusion(tx: Transaction, { id, by, now }: Decision): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('exclusions')
    .set({ ended_by: by, ended_at: now })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Confirms one that the service found. False when there is none that waits. */
export async function confirmExclusion(
  tx: Transaction,
  { id, by, now }: Decision,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('exclusions')
    .set({ confirmed_by: by, confirmed_at: now })
    .where('id', '=', id)
    .where('basis', '<>', 'decided')
    .where('confirmed_at', 'is', null)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
