import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { SealingState, WitnessState } from './sealing-state.ts';
import { fingerprintOf } from './signed-head.ts';

/**
 * Whether sealing, or a witness, is more than 15 minutes behind. Then nothing may be exported and no glass broken:
 * what is done now could still be taken out of the trace unseen. The database answers whoever asks, though they may
 * not see the trace.
 */
export async function isSealingLate(tx: Transaction, now: Date): Promise<boolean> {
  const { rows } = await sql<{ late: boolean }>`select
    access.is_sealing_late(${now}) as late`.execute(tx);
  return rows[0]?.late !== false;
}

export async function getSealingState(tx: Transaction): Promise<SealingState> {
  const head = await tx
    .selectFrom('audit_heads')
    .select(['tree_size', 'root_hash', 'at', 'public_key'])
    .orderBy('tree_size', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { waiting, since } = await findWaiting(tx);
  return {
    waiting,
    waitingSince: since ?? undefined,
    lastHead: head && {
      size: head.tree_size,
      root: head.root_hash.toString('hex'),
      at: head.at,
      keyFingerprint: fingerprintOf(head.public_key),
    },
    witnesses: await listWitnessStates(tx),
  };
}

/** Asked in two steps, so that the index over transactions is used with the value itself. */
async function findWaiting(tx: Transaction): Promise<{ waiting: number; since: Date | null }> {
  const { rows } = await sql<{ from: string }>`
    select case when last.sealed_below > pg_snapshot_xmax(pg_current_snapshot()) then '0'
      else last.sealed_below::text end as "from"
    from (select sealed_below from audit_heads order by tree_size desc limit 1) last`.execute(tx);
  const from = rows[0]?.from ?? '0';
  const waiting = await sql<{ waiting: number; since: Date | null }>`
    select count(*) as waiting, min(e.at) as since
    from audit_entries e
    where e.written_in >= ${from}::xid8
      and not exists (select from audit_leaves l where l.entry_id = e.id)`.execute(tx);
  return waiting.rows[0] ?? { waiting: 0, since: null };
}

type WitnessRow = {
  name: string;
  held: number;
  behind_since: Date | null;
  failure: string | null;
  conflict: string | null;
};

async function listWitnessStates(tx: Transaction): Promise<WitnessState[]> {
  const { rows } = await sql<WitnessRow>`
    select r.witness as name, r.held, r.conflict,
      case when last.outcome = 'failed' then last.words end as failure,
      (select h.at from audit_heads h where h.tree_size > r.held order by h.tree_size limit 1)
        as behind_since
    from (
      select witness, max(id) as last_id,
        coalesce(max(tree_size) filter (where outcome in ('held', 'conflict')), 0) as held,
        (array_agg(words order by id) filter (where outcome = 'conflict'))[1] as conflict
      from audit_witness_reports w
      where id > coalesce((
        select max(id) from audit_witness_reports gone
        where gone.witness = w.witness and gone.outcome = 'removed'), 0)
      group by witness
    ) r
    join audit_witness_reports last on last.id = r.last_id
    order by r.witness`.execute(tx);
  return rows.map((row) => ({
    name: row.name,
    heldSize: row.held,
    behindSince: row.behind_since ?? undefined,
    failure: row.failure ?? undefined,
    conflict: row.conflict ?? undefined,
  }));
}
