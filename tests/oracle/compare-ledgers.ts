import { compareCount, compareRows, note, type Checking } from './comparison.ts';
import { compareAdding, idsOf, ownAgency, ownId } from './compare-writing.ts';
import type { Expectation, Expectations } from './expectations.ts';
import { listBases } from './function-store.ts';
import {
  acknowledgeEvery,
  acknowledgeUnread,
  correct,
  correctAndTell,
  decide,
  disclose,
  disposeOf,
  forbidden,
  tryForbidden,
  tryToDispose,
  type Written,
} from './ledger-store.ts';
import type { LookerStore } from './looker-store.ts';
import { hasHappened, isGivenByAgreement } from './rules-of-agreements.ts';
import {
  listTold,
  mayAcknowledge,
  mayCorrect,
  mayDecide,
  mayDisclose,
  mayDispose,
} from './rules-of-ledger.ts';
import { seesCategory, type Verdict } from './rules-of-sight.ts';
import { sharedCategories, type PersonRecord } from './world.ts';
import type { Given } from './world-ledger.ts';

/** So many records are disposed of and corrected one by one for each looker, others for the next. */
const turnsOfEach = 4;

/** What may be compared by itself, because a slip would show in it. */
export type LedgerPart =
  'writing' | 'bases' | 'acknowledging' | 'telling' | 'disposing' | 'forbidden';
const everyPart: readonly LedgerPart[] = [
  'writing',
  'bases',
  'acknowledging',
  'telling',
  'disposing',
  'forbidden',
];
/** Bases cost most, so one looker in so many asks for them. */
const turnsOfBases = 4;

/** Rules 28 to 35, beside what of them is seen in lists. */
export async function compareLedgers(
  checking: Checking,
  expectations: Expectations,
  store: LookerStore,
  { turn, parts = everyPart }: { turn: number; parts?: readonly LedgerPart[] },
): Promise<void> {
  if (parts.includes('writing')) {
    for (const written of listWays(checking, turn)) {
      await compareWritten(checking, store, turn, written);
    }
  }
  if (parts.includes('bases') && (parts.length === 1 || turn % turnsOfBases === 0)) {
    await compareBases(checking, store, turn);
  }
  if (parts.includes('acknowledging')) await compareAcknowledging(checking, store);
  const picked = pickRecords(checking, expectations, turn);
  if (parts.includes('telling')) {
    for (const record of picked) await compareTelling(checking, store, record);
  }
  if (parts.includes('disposing')) {
    const alone = parts.length === 1 ? pickGoverned(checking, turn) : [];
    await compareDisposing(checking, store, [...new Set([...picked, ...alone])]);
  }
  if (parts.includes('forbidden')) await compareForbidden(checking, store, turn);
}

/** In one's own name at that moment; and by turns in another's, or at another moment. */
function listWays(checking: Checking, turn: number): Written[] {
  const { world, looker } = checking;
  const [inNameOf, agencyId] = [ownId(checking), ownAgency(checking)];
  const own = { inNameOf, agencyId, at: looker.at };
  const other = world.people.find(({ id }) => id !== inNameOf)?.id ?? '';
  return [own, turn % 2 === 0 ? { ...own, inNameOf: other } : { ...own, at: looker.at - 1 }];
}

async function compareWritten(
  checking: Checking,
  store: LookerStore,
  turn: number,
  written: Written,
): Promise<void> {
  const { world, looker } = checking;
  const way = `in the name of ${written.inNameOf} at ${written.at - looker.at}`;
  const expect = (may: (record: PersonRecord) => Verdict): Expectation =>
    new Map(world.records.map((record) => [record.id, may(record)]));
  const gatewayId = world.gateways[0]?.id ?? '';
  await compareAdding(
    checking,
    `disclose ${way}`,
    expect((record) => mayDisclose(world, looker, record, written)),
    turn,
    (ids) => disclose(store, ids, { ...written, gatewayId }),
  );
  await compareAdding(
    checking,
    `decide ${way}`,
    expect((record) => mayDecide(world, looker, record, written)),
    turn,
    (ids) => decide(store, ids, written),
  );
  await compareAdding(
    checking,
    `correct ${way}`,
    expect((record) => mayCorrect(world, looker, record, written)),
    turn,
    (ids) => correct(store, ids, written),
  );
}

/** Rule 28: what is written of a release says by what it was seen, and nothing is released without. */
async function compareBases(checking: Checking, store: LookerStore, turn: number): Promise<void> {
  const { world, looker } = checking;
  const expectation = new Map<string, Verdict>();
  const wanted: Given[] = [];
  const records = world.records.filter((_, place) => (place + turn) % 8 === 0);
  for (const record of records) {
    for (const category of sharedCategories) {
      // Whoever sees locations has stepped up; the basis of it does not ask that again.
      if (category === 'location') continue;
      const sight = seesCategory(world, looker, record, category);
      const isOther = record.ownerId !== ownAgency(checking);
      const asked = { record, receiverId: ownAgency(checking), category, purpose: looker.purpose };
      const isGiven = !record.isRestricted && isGivenByAgreement(world, asked, looker.at);
      wanted.push({ recordId: record.id, category });
      for (const basis of ['given', 'named'] as const) {
        const isBasis = isOther && sight.isSo && isGiven === (basis === 'given');
        const rule = isOther && sight.isSo ? 28 : sight.rule;
        expectation.set(`${record.id} ${category} ${basis}`, { isSo: isBasis, rule });
      }
    }
  }
  compareRows(checking, 'bases', expectation, await listBases(store, wanted));
}

async function compareAcknowledging(checking: Checking, store: LookerStore): Promise<void> {
  const { world, looker } = checking;
  const expectation = new Map(
    world.ledger.notices.map((notice) => [
      `${notice.correctionId} ${notice.agencyId}`,
      mayAcknowledge(world, looker, notice),
    ]),
  );
  const own = ownId(checking);
  const reached = idsOf(await acknowledgeEvery(store, own, looker.at));
  compareRows(checking, 'acknowledge', expectation, reached);
  const unread = await acknowledgeUnread(store, own, looker.at);
  compareCount(checking, 'acknowledge unread', expectation, unread);
  const other = world.people.find(({ id }) => id !== own)?.id ?? '';
  const nobody: Expectation = new Map(
    [...expectation.keys()].map((row) => [row, { isSo: false, rule: 32 }]),
  );
  const falsely = idsOf(await acknowledgeEvery(store, other, looker.at));
  compareRows(checking, "acknowledge in another's name", nobody, falsely);
}

/** Of the records that are seen, and of the others, a few by turns. */
function pickRecords({ world }: Checking, { seen }: Expectations, turn: number): PersonRecord[] {
  const isSeen = (record: PersonRecord): boolean =>
    seen.person_records.get(record.id)?.isSo === true;
  const ofSeen = world.records.filter(isSeen);
  const ofOthers = world.records.filter((record) => !isSeen(record));
  const picked = [ofOthers[turn % Math.max(ofOthers.length, 1)]];
  for (let count = 0; count < turnsOfEach; count += 1) {
    picked.push(ofSeen[(turn * turnsOfEach + count) % Math.max(ofSeen.length, 1)]);
  }
  return picked.filter((record) => record !== undefined);
}

/** Whatever a lead could dispose of, and some of the rest. */
function pickGoverned(checking: Checking, turn: number): PersonRecord[] {
  return checking.world.records.filter(
    ({ ownerId }, place) => (place + turn) % 3 === 0 || ownerId === ownAgency(checking),
  );
}

/** Rule 32: the leads of every agency that was given the record are mailed, of those who are still there. */
async function compareTelling(
  checking: Checking,
  store: LookerStore,
  record: PersonRecord,
): Promise<void> {
  const { world, looker } = checking;
  const written = { inNameOf: ownId(checking), agencyId: ownAgency(checking), at: looker.at };
  const may = mayCorrect(world, looker, record, written);
  const told = may.isSo ? listTold(world, record) : [];
  const expectation = new Map(
    world.people.map(({ id, agencyId, role, leftAt, leavesAt }) => {
      const isHere = !hasHappened(leftAt, looker.at) && !hasHappened(leavesAt, looker.at);
      const isSo = isHere && role === 'information-governance' && told.includes(agencyId);
      return [world.links.staff.get(id)?.email ?? id, { isSo, rule: 32 }];
    }),
  );
  const mailed = idsOf(await correctAndTell(store, record.id, written));
  compareRows(checking, `tell of a correction of ${record.id}`, expectation, mailed);
}

async function compareDisposing(
  checking: Checking,
  store: LookerStore,
  records: readonly PersonRecord[],
): Promise<void> {
  const expectation = new Map(
    records.map((record) => [record.id, mayDispose(checking.world, checking.looker, record)]),
  );
  const answered = idsOf(await tryToDispose(store, [...expectation.keys()]));
  compareRows(checking, 'ask to dispose of', expectation, answered);
  for (const [row, verdict] of expectation) {
    if (!verdict.isSo) continue;
    const isReached = idsOf(await disposeOf(store, row)).includes('disposed');
    note(checking, { operation: 'dispose of', row, isReached, ...verdict });
    break;
  }
}

async function compareForbidden(
  checking: Checking,
  store: LookerStore,
  turn: number,
): Promise<void> {
  const all = Object.entries(forbidden).flatMap(([rule, statements]) =>
    statements.map((statement) => ({ rule: Number(rule), statement })),
  );
  // Each is refused for good, so one by turns is enough; a fault is looked for with all.
  for (const { rule, statement } of all.filter((_, place) => (place + turn) % 3 === 0)) {
    const { kind } = await tryForbidden(store, statement);
    note(checking, {
      operation: statement,
      row: 'any',
      isReached: kind === 'done',
      isSo: false,
      rule,
    });
  }
}
