import type pg from 'pg';
import { compareLists, compareReading, compareReasons } from './compare-reading.ts';
import { compareWriting, tablesOfTurn } from './compare-writing.ts';
import { compareRows, note, type Checking, type Comparison } from './comparison.ts';
import {
  expectationsOf,
  protectedTables,
  type Expectations,
  type ProtectedTable,
} from './expectations.ts';
import { beginAsLooker, endLooking, type LookerStore } from './looker-store.ts';
import type { World } from './world.ts';
import { listAsTableOwner } from './world-store.ts';

/** What of a world is compared: every way to read and to write, or only what one slip would show in. */
export type Extent =
  | 'everything'
  | 'reasons'
  | { lists: readonly ProtectedTable[] }
  | { writes: readonly ProtectedTable[] };

type Run = { world: World; store: LookerStore; extent: Extent; lookers: Iterable<number> };

/** Compares what a database does with a world that it holds, until something differs. */
export async function compareWorld(comparison: Comparison, run: Run): Promise<void> {
  const { world, lookers } = run;
  for (const turn of lookers) {
    const looker = world.lookers[turn];
    if (looker === undefined || comparison.differences.length > 0) return;
    await compareLooker({ comparison, world, looker }, turn, run);
  }
}

async function compareLooker(
  checking: Checking,
  turn: number,
  { world, store, extent }: Run,
): Promise<void> {
  const expectations = expectationsOf(world, checking.looker);
  try {
    if (!(await beginAsLooker(store, checking.looker))) {
      noteShutOut(checking, expectations);
      return;
    }
    if (extent === 'everything') {
      await compareReading(checking, expectations, store, turn);
      const tables = tablesOfTurn(turn);
      await compareWriting(checking, expectations, store, { turn, tables });
    } else if (extent === 'reasons') {
      await compareReasons(checking, expectations, store, turn, 2);
    } else if ('lists' in extent) {
      await compareLists(checking, expectations, store, extent.lists);
    } else {
      await compareWriting(checking, expectations, store, { turn, tables: extent.writes });
    }
  } finally {
    await endLooking(store);
  }
}

/** Whom the database does not let in reaches nothing. */
function noteShutOut(checking: Checking, { seen }: Expectations): void {
  for (const [row, verdict] of seen.person_records) {
    note(checking, { operation: 'begin', row, isReached: false, ...verdict });
  }
}

/** The guard's functions read names and addresses to find relatives, and the tables' owner belongs to it. */
const unguarded = protectedTables.filter(
  (table) => !['person_aliases', 'person_contacts', 'person_locations'].includes(table),
);

/** Rule 2 of whoever owns the tables: nothing is shown to them either. */
export async function compareTableOwner(
  comparison: Comparison,
  world: World,
  superuser: pg.Client,
): Promise<void> {
  const looker = { kind: 'nobody', at: 0, purpose: undefined } as const;
  const { seen } = expectationsOf(world, looker);
  for (const table of unguarded) {
    const listed = await listAsTableOwner(superuser, table);
    compareRows({ comparison, world, looker }, `list ${table} as its owner`, seen[table], listed);
  }
}
