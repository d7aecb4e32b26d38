import { compareRows, type Checking } from './comparison.ts';
import {
  listedTables,
  protectedTables,
  type Expectation,
  type Expectations,
  type ListedTable,
} from './expectations.ts';
import {
  findByKey,
  listAll,
  listJoined,
  listReasoned,
  searchAliases,
  searchRecords,
  type LookerStore,
} from './looker-store.ts';
import type { World } from './world.ts';

/** What names begin with that is searched for, of those that a world gives. */
const starts = ['as', 'ashe', 'b', 'o'] as const;
/** So many rows of each table are read by key for each looker, others for the next. */
const keysOfEach = 1;
/** Reasons cost most, so each looker asks for those of one record in so many. */
const turnsOfReasons = 150;

/** Every way to read, compared for every row. */
export async function compareReading(
  checking: Checking,
  expectations: Expectations,
  store: LookerStore,
  turn: number,
): Promise<void> {
  const { seen } = expectations;
  await compareLists(checking, expectations, store, listedTables);
  await compareReasons(checking, expectations, store, turn);
  for (const table of protectedTables) {
    if (table === 'person_records') continue;
    const joined = await listJoined(store, table);
    compareRows(checking, `export ${table}`, withTheirRecord(checking, seen, table), joined);
  }
  await compareSearches(checking, expectations, store, starts[turn % starts.length] ?? 'as');
  await compareKeys(checking, expectations, store, turn);
}

/** These tables whole: the least in which a slip in what may be read shows. */
export async function compareLists(
  checking: Checking,
  { seen }: Expectations,
  store: LookerStore,
  tables: readonly ListedTable[],
): Promise<void> {
  for (const table of tables) {
    compareRows(checking, `list ${table}`, seen[table], await listAll(store, table));
  }
}

/** A record is seen where there is a reason for it, and only there. */
export async function compareReasons(
  checking: Checking,
  { seen }: Expectations,
  store: LookerStore,
  turn: number,
  turns = turnsOfReasons,
): Promise<void> {
  const asked = [...seen.person_records].filter((_, place) => (place + turn) % turns === 0);
  const ids = asked.map(([id]) => id);
  compareRows(checking, 'reasons', new Map(asked), await listReasoned(store, ids));
}

/** A row is exported where both it and its record are seen. */
function withTheirRecord(
  { world }: Checking,
  seen: Expectations['seen'],
  table: (typeof protectedTables)[number],
): Expectation {
  const { parts, caseRoles, exclusions, brokenGlass } = world;
  const both = new Map(seen[table]);
  for (const { id, recordId } of [...parts, ...caseRoles, ...exclusions, ...brokenGlass]) {
    const record = seen.person_records.get(recordId);
    if (both.has(id) && record?.isSo === false) both.set(id, record);
  }
  return both;
}

async function compareSearches(
  checking: Checking,
  { seen }: Expectations,
  store: LookerStore,
  start: string,
): Promise<void> {
  const { records, parts } = checking.world;
  const found = records.filter(({ familyKey }) => familyKey.startsWith(start));
  const aliases = parts.filter(
    ({ id, table }) =>
      table === 'person_aliases' && keyOfAlias(checking.world, id).startsWith(start),
  );
  const ofRecords = only(seen.person_records, found);
  compareRows(checking, 'search names', ofRecords, await searchRecords(store, start));
  const ofAliases = only(seen.person_aliases, aliases);
  compareRows(checking, 'search aliases', ofAliases, await searchAliases(store, start));
}

function keyOfAlias({ links }: World, id: string): string {
  const { given = [], family = [] } = links.parts.get(id)?.alias ?? {};
  return [...given, ...family].join(' ');
}

async function compareKeys(
  checking: Checking,
  { seen }: Expectations,
  store: LookerStore,
  turn: number,
): Promise<void> {
  for (const table of protectedTables) {
    const rows = [...seen[table]];
    for (let count = 0; count < Math.min(keysOfEach, rows.length); count += 1) {
      const row = rows[(turn * keysOfEach + count) % rows.length];
      if (row === undefined) continue;
      const found = await findByKey(store, table, row[0]);
      compareRows(checking, `read ${table} by key`, new Map([row]), found);
    }
  }
}

function only(expectation: Expectation, rows: readonly { id: string }[]): Expectation {
  const ids = new Set(rows.map(({ id }) => id));
  return new Map([...expectation].filter(([id]) => ids.has(id)));
}
