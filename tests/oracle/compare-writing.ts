import { compareCount, compareRows, note, type Checking } from './comparison.ts';
import type { Expectation, Expectations, ProtectedTable } from './expectations.ts';
import {
  addParts,
  changeAndReadEveryRecord,
  changeEveryRecord,
  changeRecord,
  endAndReadEveryExclusion,
  endEveryCaseRole,
  endEveryExclusion,
  excludeFromRecords,
  makeRecord,
  nameOnRecords,
  passOn,
  removeAndReadEvery,
  removeEvery,
  reopenEveryExclusion,
  writeBrokenGlass,
  type LookerStore,
  type Outcome,
} from './looker-store.ts';
import type { Verdict } from './rules-of-sight.ts';
import { mayExclude, mayMakeRecord, mayName } from './rules-of-writing.ts';
import { partTables, type Person } from './world.ts';

/** No record has it. */
const absentId = '00000000-0000-4000-8000-00000000dead';
/** So many refusals of what may be seen are asked for one by one; what is allowed is asked for at once. */
const refusalsOfEach = 2;

/** The tables that one looker writes to: those of parts by turns. */
export function tablesOfTurn(turn: number): readonly ProtectedTable[] {
  const parts = partTables.filter((_, place) => turn % 2 === place % 2);
  return ['person_records', ...parts, 'case_roles', 'exclusions', 'broken_glass'];
}

/** Every way to write to these tables, compared for every row. Nothing of it stays. */
export async function compareWriting(
  checking: Checking,
  expectations: Expectations,
  store: LookerStore,
  { turn, tables }: { turn: number; tables: readonly ProtectedTable[] },
): Promise<void> {
  if (tables.includes('person_records')) {
    await compareChanging(checking, expectations, store, turn);
    await compareMaking(checking, store);
  }
  for (const table of partTables) {
    if (!tables.includes(table)) continue;
    const removed = expectations.removed[table];
    compareCount(checking, `remove every ${table}`, removed, await removeEvery(store, table));
    const ids = idsOf(await removeAndReadEvery(store, table));
    compareRows(checking, `remove and read every ${table}`, removed, ids);
    await compareAdding(checking, `add ${table}`, expectations.changed, turn, (records) =>
      addParts(store, table, records),
    );
  }
  if (tables.includes('case_roles')) {
    await compareNaming(checking, store, turn);
    await compareEndingRoles(checking, expectations, store, turn);
  }
  if (tables.includes('exclusions')) await compareExcluding(checking, expectations, store, turn);
  if (tables.includes('broken_glass')) await compareBreaking(checking, store, turn);
}

export function idsOf(outcome: Outcome): string[] {
  return outcome.kind === 'done' ? outcome.ids : [];
}

async function compareChanging(
  checking: Checking,
  { changed }: Expectations,
  store: LookerStore,
  turn: number,
): Promise<void> {
  compareCount(checking, 'change every record', changed, await changeEveryRecord(store));
  const ids = idsOf(await changeAndReadEveryRecord(store));
  compareRows(checking, 'change and read every record', changed, ids);
  const record = [...changed][turn % changed.size];
  if (record === undefined) return;
  const byKey = await changeRecord(store, record[0]);
  const reached = byKey.kind === 'done' && byKey.count > 0 ? [record[0]] : [];
  compareRows(checking, 'change a record by key', new Map([record]), reached);
  const agency = checking.world.agencies[turn % checking.world.agencies.length];
  const passed = await passOn(store, record[0], agency?.id ?? '');
  const isReached = passed.kind === 'done' && passed.count > 0;
  note(checking, { operation: 'pass on', row: record[0], isReached, isSo: false, rule: 22 });
}

/** All that the page allows goes at once, or one by one to find which did not; refusals are tried by turns. */
export async function compareAdding(
  checking: Checking,
  operation: string,
  expectation: Expectation,
  turn: number,
  add: (recordIds: readonly string[]) => Promise<Outcome>,
): Promise<void> {
  const rows = [...expectation];
  const allowed = rows.filter(([, { isSo }]) => isSo);
  const ids = allowed.map(([id]) => id);
  const isAllAdded = ids.length === 0 || (await add(ids)).kind === 'done';
  for (const [row, verdict] of allowed) {
    const isReached = isAllAdded || (await add([row])).kind === 'done';
    note(checking, { operation, row, isReached, ...verdict });
  }
  const refused = rows.filter(([, { isSo }]) => !isSo);
  if (refused.length === 0) return;
  const absent = await add([absentId]);
  for (const [row, verdict] of pickRefused(refused, turn)) {
    const outcome = await add([row]);
    note(checking, { operation, row, isReached: outcome.kind === 'done', ...verdict });
    compareAnswers(checking, `${operation} that may not be seen`, row, verdict, outcome, absent);
  }
}

/** By turns one of the refused that may not be seen, and a few that may: those are the nearer to a slip. */
function pickRefused(
  refused: readonly (readonly [string, Verdict])[],
  turn: number,
): (readonly [string, Verdict])[] {
  const seen = refused.filter(([, { rule }]) => rule > 21);
  const hidden = refused.filter(([, { rule }]) => rule <= 21);
  const picked = [hidden[turn % Math.max(hidden.length, 1)]];
  for (let count = 0; count < Math.min(refusalsOfEach, seen.length); count += 1) {
    picked.push(seen[(turn * refusalsOfEach + count) % seen.length]);
  }
  return picked.filter((one) => one !== undefined);
}

/** Rule 25: writing to what may not be seen is answered like writing to what is not there. */
function compareAnswers(
  checking: Checking,
  operation: string,
  row: string,
  { rule }: Verdict,
  hidden: Outcome,
  absent: Outcome,
): void {
  // Of a record that they see, somebody may be told why they may not write to it.
  if (rule > 21) return;
  const isReached = JSON.stringify(hidden) !== JSON.stringify(absent);
  note(checking, { operation, row, isReached, isSo: false, rule: 25 });
}

async function compareMaking(checking: Checking, store: LookerStore): Promise<void> {
  const { looker, world } = checking;
  const [ownerId, madeBy] = [ownAgency(checking), ownId(checking)];
  const other = world.agencies.find(({ id }) => id !== ownerId)?.id ?? '';
  const somebody = world.people.find(({ id }) => id !== madeBy)?.id ?? '';
  for (const made of [
    { ownerId, madeBy, isRestricted: false },
    { ownerId, madeBy, isRestricted: true },
    { ownerId: other, madeBy, isRestricted: false },
    { ownerId, madeBy: somebody, isRestricted: false },
  ]) {
    const verdict = mayMakeRecord(looker, made.ownerId, made.madeBy);
    const outcome = await makeRecord(store, { ...made, at: looker.at });
    const row = `of ${made.ownerId} in the name of ${made.madeBy}`;
    note(checking, { operation: 'make', row, isReached: outcome.kind === 'done', ...verdict });
  }
}

/** Who is nobody tries in the name of somebody. */
function personOf({ looker, world }: Checking): Person | undefined {
  return looker.kind === 'session' || looker.kind === 'job' ? looker.person : world.people[0];
}
export const ownId = (checking: Checking): string => personOf(checking)?.id ?? '';
export const ownAgency = (checking: Checking): string => personOf(checking)?.agencyId ?? '';

/** In whose name somebody is named or excluded: others in one's own, others in another's, oneself in one's own. */
function listWays(checking: Checking, turn: number): { named: string; inNameOf: string }[] {
  const own = ownId(checking);
  const others = checking.world.people.filter(({ id }) => id !== own);
  const other = others[turn % others.length]?.id ?? '';
  return [
    { named: other, inNameOf: own },
    { named: other, inNameOf: other },
    { named: own, inNameOf: own },
  ];
}

async function compareNaming(checking: Checking, store: LookerStore, turn: number): Promise<void> {
  const { world, looker } = checking;
  for (const way of listWays(checking, turn)) {
    const expectation = new Map(
      world.records.map((record) => [record.id, mayName(world, looker, record, way)]),
    );
    const words = { personId: way.named, inNameOf: way.inNameOf, at: looker.at };
    const operation = `name ${way.named} in the name of ${way.inNameOf} on`;
    await compareAdding(checking, operation, expectation, turn, (records) =>
      nameOnRecords(store, records, words),
    );
  }
}

/** Rule 23: who may name people on a record ends their case roles too, in their own name. */
async function compareEndingRoles(
  checking: Checking,
  { changed }: Expectations,
  store: LookerStore,
  turn: number,
): Promise<void> {
  const ofRoles: Expectation = new Map(
    checking.world.caseRoles.map(({ id, recordId }) => [
      id,
      changed.get(recordId) ?? { isSo: false, rule: 25 },
    ]),
  );
  const ended = await endEveryCaseRole(store, ownId(checking));
  compareCount(checking, 'end every case role', ofRoles, ended);
  const other = listWays(checking, turn)[1]?.inNameOf ?? '';
  const falsely = await endEveryCaseRole(store, other);
  compareCount(checking, "end every case role in another's name", new Map(), falsely);
}

async function compareExcluding(
  checking: Checking,
  { seen }: Expectations,
  store: LookerStore,
  turn: number,
): Promise<void> {
  const { world, looker } = checking;
  for (const way of listWays(checking, turn)) {
    const expectation = new Map(
      world.records.map((record) => [record.id, mayExclude(world, looker, record, way.inNameOf)]),
    );
    const words = { personId: way.named, inNameOf: way.inNameOf, at: looker.at };
    const operation = `exclude ${way.named} in the name of ${way.inNameOf} from`;
    await compareAdding(checking, operation, expectation, turn, (records) =>
      excludeFromRecords(store, records, words),
    );
  }
  const own = ownId(checking);
  const ended = await endEveryExclusion(store, own, looker.at);
  compareCount(checking, 'end every exclusion', seen.exclusions, ended);
  const ids = idsOf(await endAndReadEveryExclusion(store, own, looker.at));
  compareRows(checking, 'end and read every exclusion', seen.exclusions, ids);
  const other = listWays(checking, turn)[1]?.inNameOf ?? '';
  const falsely = await endEveryExclusion(store, other, looker.at);
  compareCount(checking, "end every exclusion in another's name", new Map(), falsely);
  const reopened = await reopenEveryExclusion(store, own);
  compareCount(checking, 'take the end from every exclusion', new Map(), reopened);
}

/** Nobody writes by hand that they broke the glass. */
async function compareBreaking(
  checking: Checking,
  store: LookerStore,
  turn: number,
): Promise<void> {
  const { world, looker } = checking;
  const glass = world.brokenGlass[turn % world.brokenGlass.length];
  if (glass === undefined) return;
  const words = { personId: ownId(checking), gatewayId: glass.gatewayId, at: looker.at };
  const written = await writeBrokenGlass(store, glass.recordId, words);
  const isReached = written.kind === 'done';
  note(checking, {
    operation: 'write glass',
    row: glass.recordId,
    isReached,
    isSo: false,
    rule: 8,
  });
}
