import { times, type Random } from '#tests/fuzz/random.ts';
import type { Agency, Day, Moment, Person, PersonRecord } from './world.ts';
import { daysAfter, hour, minute } from './world-days.ts';
import type { Correction, Decision, Disclosure, Head, Ledger, Notice } from './world-ledger.ts';

type Ground = {
  random: Random;
  day: Day;
  moments: readonly [Moment, ...Moment[]];
  agencies: readonly [Agency, ...Agency[]];
  people: readonly [Person, ...Person[]];
  records: readonly [PersonRecord, ...PersonRecord[]];
};

/** An id that says of which kind it is. */
function idOf(kind: string, number: number): string {
  return `000000${kind}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** Half of it is of records that have it once more. */
export function makeLedger(ground: Ground): Ledger {
  const { random, agencies, day, records } = ground;
  const disclosures = times(records.length, (n) => makeDisclosure(ground, n));
  const corrections = times(Math.ceil(records.length / 2), (n) => makeCorrection(ground, n));
  const heads = makeHeads(ground);
  return {
    disclosures: disclosures.filter(
      ({ ownerId, recipientAgencyId }) => ownerId !== recipientAgencyId,
    ),
    versions: times(records.length, (n) => ({
      id: String(n + 1),
      recordId: random.pick(records).id,
    })),
    decisions: makeDecisions(ground),
    corrections,
    notices: corrections.flatMap((correction) => makeNotices(ground, correction)),
    disposals: times(10, (n) => ({ id: idOf('23', n), agencyId: random.pick(agencies).id })),
    reviewOn: new Map(
      records.map(({ id }) => [
        id,
        random.chance(0.2)
          ? undefined
          : daysAfter(day, random.pick([-90, -1, 0, 0, 1, 90] as const)),
      ]),
    ),
    heads,
    unsealedSince: random.chance(0.5) ? random.pick(ground.moments) - random.pick(lags) : undefined,
    witnessed: random.chance(0.3) ? 1 + random.int(heads.length) : undefined,
  };
}

const lags = [0, 15 * minute, 15 * minute + 1, 15 * minute - 1, hour] as const;

/** The record's owner may be another by now than the ledger says: it is not asked. */
function makeDisclosure({ random, people, records }: Ground, number: number): Disclosure {
  const record = random.pick(records);
  const { id: recipientId, agencyId: recipientAgencyId } = random.pick(people);
  const ownerId = record.ownerId;
  return { id: idOf('21', number), recordId: record.id, ownerId, recipientId, recipientAgencyId };
}

function makeDecisions({ random, people, records }: Ground): Decision[] {
  const words = ['kept', 'hold-set', 'hold-lifted', 'disposal-withdrawn'] as const;
  const decisions: Omit<Decision, 'number'>[] = [];
  for (const { id: recordId, ownerId } of records) {
    const own = people.filter((person) => person.agencyId === ownerId);
    const decide = (decision: Decision['decision']): void => {
      const by = own[random.int(Math.max(own.length, 1))] ?? random.pick(people);
      decisions.push({ recordId, decision, decidedBy: by.id });
    };
    if (random.chance(0.4)) decide(random.pick(words));
    if (random.chance(0.85)) decide('disposal-proposed');
    if (random.chance(0.35)) decide(random.pick(words));
    if (random.chance(0.3)) decide('hold-lifted');
  }
  return decisions.map((decision, place) => ({ number: place + 1, ...decision }));
}

function makeCorrection({ random, records }: Ground, number: number): Correction {
  const { id: recordId, ownerId } = random.pick(records);
  return { id: idOf('22', number), recordId, ownerId };
}

function makeNotices(
  { random, agencies }: Ground,
  { id: correctionId, recordId, ownerId }: Correction,
): Notice[] {
  return agencies
    .filter(({ id }) => id !== ownerId && random.chance(0.3))
    .map(({ id: agencyId }) => {
      const isAcknowledged = random.chance(0.3);
      return { correctionId, recordId, ownerId, agencyId, isAcknowledged };
    });
}

/** Heads of the last two days, a few hours apart; now and then the clock jumps between two of them. */
function makeHeads({ random, moments }: Ground): [Head, ...Head[]] {
  const last = random.pick(moments) + random.pick([0, 5 * minute, 5 * minute + 1, -minute]);
  const ends = [last];
  while (ends.length < 8) {
    const gap = random.chance(0.06)
      ? random.pick([25 * hour, 24 * hour + 1, 24 * hour, -6 * minute, -5 * minute])
      : random.pick([hour, 3 * hour]);
    ends.unshift((ends[0] ?? last) - gap);
  }
  const [first = last, ...others] = ends;
  return [{ size: 1, at: first }, ...others.map((at, place): Head => ({ size: place + 2, at }))];
}
