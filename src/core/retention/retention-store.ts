import { sql } from 'kysely';
import type { PersonRecord } from '#core/person-records/person-record.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Decision, DecisionKind } from './retention.ts';

export type DueRecord = {
  id: string;
  givenNames: string;
  familyName: string;
  heldAs: PersonRecord['heldAs'];
  reviewOn: string | null;
  isOnHold: boolean;
  isProposed: boolean;
};

/** Records of an agency whose day of review has come, as the principal may see them; the oldest first. */
export async function listDueRecords(
  tx: Transaction,
  agencyId: string,
  today: string,
  limit: number,
): Promise<DueRecord[]> {
  const rows = await due(tx, agencyId, today)
    .select([
      'id',
      'given_names as givenNames',
      'family_name as familyName',
      'held_as as heldAs',
      'review_on as reviewOn',
      sql<boolean>`coalesce((select d.decision = 'hold-set' from retention_decisions d
        where d.record_id = person_records.id and d.decision in ('hold-set', 'hold-lifted')
        order by d.number desc limit 1), false)`.as('isOnHold'),
      sql<boolean>`coalesce((select d.decision = 'disposal-proposed' from retention_decisions d
        where d.record_id = person_records.id and d.decision not in ('hold-set', 'hold-lifted')
        order by d.number desc limit 1), false)`.as('isProposed'),
    ])
    .orderBy(sql`review_on nulls first`)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, heldAs: row.heldAs as PersonRecord['heldAs'] }));
}

export async function countDueRecords(
  tx: Transaction,
  agencyId: string,
  today: string,
): Promise<number> {
  const { total } = await due(tx, agencyId, today)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

function due(tx: Transaction, agencyId: string, today: string) {
  return tx
    .selectFrom('person_records')
    .where('owner_agency_id', '=', agencyId)
    .where((is) => is.or([is('review_on', 'is', null), is('review_on', '<=', today)]));
}

export async function findReviewDay(
  tx: Transaction,
  recordId: string,
): Promise<{ reviewOn: string | null; ruleId: string | null } | undefined> {
  return tx
    .selectFrom('person_records')
    .select(['review_on as reviewOn', 'retention_rule_id as ruleId'])
    .where('id', '=', recordId)
    .executeTakeFirst();
}

/** Everything decided about keeping a record, in order. */
export async function listDecisions(tx: Transaction, recordId: string): Promise<Decision[]> {
  const rows = await tx
    .selectFrom('retention_decisions')
    .select([
      'decision',
      'reason',
      'next_on as nextOn',
      'decided_by as decidedBy',
      'decided_by_name as decidedByName',
      'decided_at as decidedAt',
    ])
    .where('record_id', '=', recordId)
    .orderBy('number')
    .execute();
  return rows.map((row) => ({ ...row, decision: row.decision as DecisionKind }));
}

export async function insertDecision(
  tx: Transaction,
  made: { recordId: string; by: { userId: string; name: string } } & {
    decision: DecisionKind;
    reason: string;
    nextOn: string | null;
  },
): Promise<void> {
  await tx
    .insertInto('retention_decisions')
    .values({
      record_id: made.recordId,
      decision: made.decision,
      reason: made.reason,
      next_on: made.nextOn,
      decided_by: made.by.userId,
      decided_by_name: made.by.name,
      // The transaction's own: the policy takes no other.
      decided_at: sql<Date>`(access.principal()).at`,
    })
    .execute();
}

export type DisposalOutcome =
  'disposed' | 'not-there' | 'on-hold' | 'not-proposed' | 'same-person' | 'not-due' | 'clock';

/** Ends a record for good, if nothing stands in the way; the id of the log's entry when it did. */
export async function disposeOfRecord(
  tx: Transaction,
  recordId: string,
): Promise<{ outcome: DisposalOutcome; logId: string | null }> {
  const { rows } = await sql<{ outcome: DisposalOutcome; logId: string | null }>`
    select outcome, log_id as "logId" from access.dispose_record(${recordId}::uuid)`.execute(tx);
  return rows[0] ?? { outcome: 'not-there', logId: null };
}

/** Does the clock differ so much from the sealed log that nothing may be disposed of by it? */
export async function hasClockJumped(tx: Transaction, now: Date): Promise<boolean> {
  const { rows } = await sql<{ jumped: boolean }>`
    select access.has_clock_jumped(${now}::timestamptz) as jumped`.execute(tx);
  return rows[0]?.jumped !== false;
}

export type Disposal = {
  id: string;
  ruleId: string | null;
  madeOn: string;
  changedOn: string;
  proposedByName: string;
  proposedAt: Date;
  disposedByName: string;
  disposedAt: Date;
};

/** What was disposed of, the newest first. */
export async function listDisposals(tx: Transaction, limit: number): Promise<Disposal[]> {
  return tx
    .selectFrom('disposal_log')
    .select([
      'id',
      'rule_id as ruleId',
      'made_on as madeOn',
      'changed_on as changedOn',
      'proposed_by_name as proposedByName',
      'proposed_at as proposedAt',
      'disposed_by_name as disposedByName',
      'disposed_at as disposedAt',
    ])
    .orderBy('disposed_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}
