import { action } from '#core/actions/action.ts';
import { reading } from '#core/actions/reading.ts';
import { isSealingLate } from '#core/audit/sealing-state-store.ts';
import { findPersonRecord } from '#core/person-records/person-record-store.ts';
import { dayOf } from '#platform/calendar.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { Conflict, NotFound } from '#platform/http/failures.ts';
import {
  disposeOfRecord,
  findReviewDay,
  hasClockJumped,
  insertDecision,
  listDecisions,
  listDisposals,
  listDueRecords,
  type DisposalOutcome,
} from './retention-store.ts';
import { whyNotDecided, type DecisionKind, type RecordRetention } from './retention.ts';

const atMost = 200;

/** The record is not in a state for this decision. The message says why. */
export class CannotDecide extends Conflict {}

/** Records of the reader's own agency whose day of review has come. */
export const readDueRecords = reading(
  'retention.due-listed',
  'retention.decide',
  async ({ tx, principal }, { now }: { now: Date }) => {
    const { agencyId } = personOf(principal);
    const records = await listDueRecords(tx, agencyId, dayOf(now), atMost);
    const hasJumped = await hasClockJumped(tx, now);
    return {
      seen: { records, hasJumped },
      about: records.map(({ id }) => ({ kind: 'person-record', id })),
    };
  },
);

/** What is decided about keeping one record. Throws NotFound for one of another agency. */
export const readRecordRetention = reading(
  'retention.read',
  'retention.decide',
  async ({ tx, principal }, { id }: { id: string }) => ({
    seen: await getRetention(tx, principal, id),
    about: [{ kind: 'person-record', id }],
  }),
);

/** What the reader's agency disposed of. It names nobody, so no record is looked at. */
export const readDisposals = reading(
  'retention.disposals-listed',
  'retention.decide',
  async ({ tx }) => ({
    seen: await listDisposals(tx, atMost),
    about: [],
  }),
);

type DecisionMade = {
  id: string;
  decision: DecisionKind;
  reason: string;
  nextOn: string | null;
};

/** Keeps, holds, proposes to dispose, or takes one of these back. Throws CannotDecide where it makes no sense. */
export const decideRetention = action(
  'retention.decided',
  'retention.decide',
  async ({ tx, principal, now }, { id, decision, reason, nextOn }: DecisionMade) => {
    const person = personOf(principal);
    const retention = await getRetention(tx, principal, id);
    const whyNot = whyNotDecided(decision, retention, dayOf(now));
    if (whyNot !== undefined) throw new CannotDecide(whyNot);
    await insertDecision(tx, { recordId: id, decision, reason, nextOn, by: person });
    return {
      result: { id },
      about: [{ kind: 'person-record', id }],
      detail: { decision },
    };
  },
);

/** Ends a record for good, as the second of two people. Throws CannotDecide, and NotFound. */
export const disposeRecord = action(
  'retention.disposed',
  'retention.decide',
  async ({ tx, now }, { id }: { id: string }) => {
    if (await isSealingLate(tx, now)) {
      throw new CannotDecide('Nothing is disposed of until the audit log is sealed again.');
    }
    const { outcome, logId } = await disposeOfRecord(tx, id);
    if (outcome === 'not-there') throw new NotFound();
    if (outcome !== 'disposed') throw new CannotDecide(whyNotDisposed[outcome]);
    // The record's own number would give the trace back the key that was just destroyed.
    return { result: {}, about: [{ kind: 'disposal', id: logId ?? '' }] };
  },
);

const whyNotDisposed: Readonly<Record<Exclude<DisposalOutcome, 'disposed' | 'not-there'>, string>> =
  {
    'on-hold': 'Nothing under a legal hold is disposed of. Lift the hold first.',
    'not-proposed': 'No disposal is proposed. Somebody may have called it off.',
    'same-person': 'You proposed it. A second information governance lead has to dispose of it.',
    'not-due': 'Its day of review has not come. Somebody may have changed the record.',
    clock:
      'The service’s clock has jumped, or the audit log has not been sealed for a day. Disposal waits until both have run well for a day.',
  };

async function getRetention(
  tx: Transaction,
  principal: Principal,
  id: string,
): Promise<RecordRetention> {
  const { agencyId } = personOf(principal);
  const record = await findPersonRecord(tx, id);
  const review = await findReviewDay(tx, id);
  if (record === undefined || review === undefined || record.ownerAgencyId !== agencyId) {
    throw new NotFound();
  }
  return { record, ...review, decisions: await listDecisions(tx, id) };
}

function personOf(principal: Principal): Extract<Principal, { kind: 'person' }> {
  if (principal.kind !== 'person') throw new NotFound();
  return principal;
}
