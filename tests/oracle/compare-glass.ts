import { compareRows, note, type Checking } from './comparison.ts';
import { idsOf, ownId } from './compare-writing.ts';
import type { Expectation } from './expectations.ts';
import {
  breakGlass,
  listForsaken,
  listLateMoments,
  listSuspended,
  listTold,
  readStanding,
  restoreEach,
  restrictEach,
  reviewEach,
  takeUpEach,
  tryGlass,
  tryToRestrict,
  tryToTakeUp,
} from './function-store.ts';
import type { LookerStore } from './looker-store.ts';
import {
  isSealingLate,
  isTold,
  isToldOf,
  listOpened,
  mayRestore,
  mayRestrict,
  mayReview,
  mayTakeUp,
  seesSuspended,
  standingOf,
  type Breaking,
} from './rules-of-glass.ts';
import type { Verdict } from './rules-of-sight.ts';
import { minute } from './world-days.ts';
import type { BrokenGlass, PersonRecord } from './world.ts';

/** Each looker tries for so many records, and for more where nothing else is compared. */
const [turnsOfEach, turnsAlone] = [6, 24];

/** What may be compared by itself, because a slip would show in it. */
export type GlassPart = 'restricting' | 'breaking' | 'reviewing' | 'suspended';
const everyPart: readonly GlassPart[] = ['restricting', 'breaking', 'reviewing', 'suspended'];

/** Rules 36, 37 and 41 to 44. */
export async function compareGlass(
  checking: Checking,
  store: LookerStore,
  { turn, parts = everyPart }: { turn: number; parts?: readonly GlassPart[] },
): Promise<void> {
  const isAlone = parts.length === 1;
  const every = isAlone ? 4 : 16;
  if (parts.includes('restricting')) await compareRestricting(checking, store, { turn, every });
  if (parts.includes('breaking')) {
    await compareBreaking(checking, store, { turn, many: isAlone ? turnsAlone : turnsOfEach });
  }
  if (parts.includes('reviewing')) await compareReviewing(checking, store, turn);
  if (parts.includes('suspended')) await compareSuspended(checking, store);
}

async function compareRestricting(
  checking: Checking,
  store: LookerStore,
  { turn, every }: { turn: number; every: number },
): Promise<void> {
  const { world, looker } = checking;
  const taken = new Map(
    world.records.map((record) => [record.id, mayTakeUp(world, looker, record)]),
  );
  compareRows(checking, 'list the forsaken', taken, await listForsaken(store));
  const some = world.records.filter((_, place) => (place + turn) % every === 0);
  const ofRecords = some.map(({ id }) => id);
  const restricted = new Map(some.map((record) => [record.id, mayRestrict(world, looker, record)]));
  const answered = idsOf(await tryToRestrict(store, ofRecords));
  compareRows(checking, 'ask to restrict', restricted, answered);
  const reached = idsOf(await restrictEach(store, ofRecords));
  compareRows(checking, 'restrict', restricted, reached);
  // Those that may be taken up, and those that may not by turns.
  const tried = world.records.filter(
    ({ id }, place) => taken.get(id)?.isSo === true || (place + turn) % every === 0,
  );
  const takenUp = idsOf(
    await takeUpEach(
      store,
      tried.map(({ id }) => id),
    ),
  );
  const expected: Expectation = new Map(
    tried.map(({ id }) => [id, taken.get(id) ?? { isSo: false, rule: 37 }]),
  );
  compareRows(checking, 'take up', expected, takenUp);
  const asked = await tryToTakeUp(store, [...expected.keys()]);
  compareRows(checking, 'ask to take up', expected, idsOf(asked));
}

/** By turns each record is asked for as it is, with another name of it, and with something wrong. */
async function compareBreaking(
  checking: Checking,
  store: LookerStore,
  { turn, many }: { turn: number; many: number },
): Promise<void> {
  const { world, looker } = checking;
  for (let count = 0; count < many; count += 1) {
    const record = world.records[(turn * many + count) % world.records.length];
    const breaking = record && breakingOf(checking, record, turn + count);
    if (breaking === undefined) continue;
    const opened = listOpened(world, looker, breaking);
    const outcome = idsOf(await tryGlass(store, breaking, looker.at));
    const operation = `break the glass with ${JSON.stringify(breaking)}`;
    const isAny = !(opened instanceof Map) ? opened : anyOf(opened);
    note(checking, { operation, row: record?.id ?? '', isReached: outcome.length > 0, ...isAny });
    for (const row of outcome) {
      const verdict = opened instanceof Map ? opened.get(row) : undefined;
      const expected = verdict ?? { isSo: false, rule: 41 };
      note(checking, { operation, row, isReached: true, ...expected });
    }
    await compareTelling(checking, store, breaking, opened);
  }
}

function anyOf(opened: ReadonlyMap<string, Verdict>): Verdict {
  for (const verdict of opened.values()) if (verdict.isSo) return verdict;
  return { isSo: false, rule: 41 };
}

function breakingOf({ world }: Checking, record: PersonRecord, turn: number): Breaking | undefined {
  const words = world.links.records.get(record.id);
  if (words === undefined) return undefined;
  const alias = world.parts.find(
    ({ table, recordId }) => table === 'person_aliases' && recordId === record.id,
  );
  const other = alias && world.links.parts.get(alias.id)?.alias;
  const hasOther = turn % 3 === 0 && other !== undefined && other.given.length > 0;
  const agency = world.agencies[turn % world.agencies.length]?.id ?? '';
  return {
    ownerId: turn % 7 === 0 ? agency : record.ownerId,
    name: hasOther ? other : words.name,
    bornOn: turn % 5 === 0 ? '2009-03-02' : (words.bornOn ?? '2009-03-01'),
    gatewayId: world.gateways[turn % 4 === 0 ? turn % world.gateways.length : 0]?.id ?? '',
  };
}

/** Rule 42, of a breaking that was not open before: who is mailed. */
async function compareTelling(
  checking: Checking,
  store: LookerStore,
  breaking: Breaking,
  opened: ReadonlyMap<string, Verdict> | Verdict,
): Promise<void> {
  const { world, looker } = checking;
  if (!(opened instanceof Map) || !anyOf(opened).isSo) return;
  const [recordId, ...mailed] = idsOf(await breakGlass(store, breaking, looker.at));
  const record = world.records.find(({ id }) => id === recordId);
  // It was open already.
  if (recordId === undefined) return;
  const isOpen = record !== undefined;
  note(checking, {
    operation: 'open for an hour',
    row: recordId,
    isReached: isOpen,
    isSo: true,
    rule: 41,
  });
  if (record === undefined) return;
  const by = ownId(checking);
  const expectation = new Map(
    world.people.map((person): [string, Verdict] => [
      world.links.staff.get(person.id)?.email ?? '',
      { isSo: isTold(world, person, { record, by, at: looker.at }), rule: 42 },
    ]),
  );
  compareRows(checking, `tell of glass broken for ${record.id}`, expectation, mailed);
}

async function compareReviewing(
  checking: Checking,
  store: LookerStore,
  turn: number,
): Promise<void> {
  const { world, looker } = checking;
  const recordOf = new Map(world.records.map((record) => [record.id, record]));
  const ask = (
    rule: (record: PersonRecord, glass: BrokenGlass) => Verdict,
    glasses: readonly BrokenGlass[],
  ): Expectation => {
    const verdicts = new Map<string, Verdict>();
    for (const glass of glasses) {
      const record = recordOf.get(glass.recordId);
      if (record !== undefined) verdicts.set(glass.id, rule(record, glass));
    }
    return verdicts;
  };
  const told = ask((record, glass) => isToldOf(world, looker, record, glass), world.brokenGlass);
  compareRows(checking, 'told of broken glass', told, await listTold(store));
  const reviewed = ask(
    (record, glass) => mayReview(world, looker, record, glass),
    world.brokenGlass.filter(
      ({ id }, place) =>
        world.links.reviews.get(id)?.finding === undefined || (place + turn) % 16 === 0,
    ),
  );
  const reached = idsOf(await reviewEach(store, [...reviewed.keys()]));
  compareRows(checking, 'review broken glass', reviewed, reached);
}

/** Rules 41 and 44, of whoever asks themselves. */
async function compareStanding(checking: Checking, store: LookerStore): Promise<void> {
  const { world, looker } = checking;
  if (looker.kind !== 'session' && looker.kind !== 'job') return;
  const { person, at } = looker;
  const told = await readStanding(store);
  const expected = standingOf(world, person, at);
  const isReached = told === expected;
  const operation = `stand ${told}, not ${expected}`;
  note(checking, { operation, row: person.id, isReached, isSo: true, rule: 44 });
}

/** Rule 41: on the brink of the quarter of an hour, of an entry and of what a witness has. */
async function compareSealing(checking: Checking, store: LookerStore): Promise<void> {
  const { world, looker } = checking;
  const { unsealedSince, heads, witnessed = 0 } = world.ledger;
  const since = [unsealedSince, heads.find(({ size }) => size > witnessed)?.at, looker.at];
  const moments = since
    .filter((moment) => moment !== undefined)
    .flatMap((moment) => [15 * minute, 15 * minute + 1].map((lag) => moment + lag));
  const expectation = new Map(
    moments.map((at): [string, Verdict] => [
      String(at),
      { isSo: isSealingLate(world, at), rule: 41 },
    ]),
  );
  compareRows(checking, 'late', expectation, await listLateMoments(store, moments));
}

async function compareSuspended(checking: Checking, store: LookerStore): Promise<void> {
  const { world, looker } = checking;
  await compareStanding(checking, store);
  await compareSealing(checking, store);
  const ask = (rule: typeof seesSuspended): Expectation =>
    new Map(world.people.map((person) => [person.id, rule(world, looker, person)]));
  compareRows(checking, 'list the suspended', ask(seesSuspended), await listSuspended(store));
  const people = world.people.map(({ id }) => id);
  const restored = idsOf(await restoreEach(store, people));
  compareRows(checking, 'let break the glass again', ask(mayRestore), restored);
}
