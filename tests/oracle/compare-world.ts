import type pg from 'pg';
import { compareDeclaring } from './compare-declaring.ts';
import { compareGlass, type GlassPart } from './compare-glass.ts';
import { compareLedgers, type LedgerPart } from './compare-ledgers.ts';
import { compareLists, compareReading, compareReasons } from './compare-reading.ts';
import { compareWriting, tablesOfTurn } from './compare-writing.ts';
import { compareRows, note, type Checking, type Comparison } from './comparison.ts';
import {
  expectationsOf,
  listedTables,
  type Expectations,
  type ListedTable,
  type ProtectedTable,
} from './expectations.ts';
import { listNewlyLinked } from './function-store.ts';
import type { OracleGround } from './open-oracle.ts';
import { listLinked } from './rules-of-links.ts';
import { beginAsLooker, endLooking, type LookerStore } from './looker-store.ts';
import { everyLink, type World } from './world.ts';
import { listAsTableOwner } from './world-store.ts';

/** What of a world is compared: every way to read and to write, or only what one slip would show in. */
export type Extent =
  | 'everything'
  | 'reasons'
  | { ledgers: readonly LedgerPart[] }
  | { glass: readonly GlassPart[] }
  | 'links'
  | 'linking'
  | { lists: readonly ListedTable[] }
  | { writes: readonly ProtectedTable[] };

type Run = { world: World; store: LookerStore; extent: Extent; lookers: Iterable<number> };

/** Compares what a database does with a world that it holds, until something differs. */
export async function compareWorld(comparison: Comparison, run: Run): Promise<void> {
  const { world, lookers } = run;
  // Nobody in particular looks.
  if (run.extent === 'linking') return;
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
      await compareLedgers(checking, expectations, store, { turn });
      await compareGlass(checking, store, { turn });
      await compareDeclaring(checking, store);
    } else if (extent === 'reasons') {
      await compareReasons(checking, expectations, store, turn, 2);
    } else if (extent === 'links') {
      await compareDeclaring(checking, store);
    } else if (extent === 'linking') {
      return;
    } else if ('ledgers' in extent) {
      await compareLedgers(checking, expectations, store, { turn, parts: extent.ledgers });
    } else if ('glass' in extent) {
      await compareGlass(checking, store, { turn, parts: extent.glass });
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

/** Rule 2 of whoever owns the tables: nothing is shown to them either. */
export async function compareTableOwner(
  comparison: Comparison,
  world: World,
  superuser: pg.Client,
): Promise<void> {
  const looker = { kind: 'nobody', at: 0, purpose: undefined } as const;
  const { seen } = expectationsOf(world, looker);
  for (const table of listedTables) {
    const listed = await listAsTableOwner(superuser, table);
    compareRows({ comparison, world, looker }, `list ${table} as its owner`, seen[table], listed);
  }
}

/** Rule 38: whom the service puts out of what, when it looks at everything at once. */
export async function compareLinking(
  comparison: Comparison,
  world: World,
  { superuser, store }: Pick<OracleGround, 'superuser' | 'store'>,
): Promise<void> {
  const at = world.lookers[0]?.at ?? 0;
  const looker = { kind: 'system', at, purpose: undefined } as const;
  const linked = new Set(await listNewlyLinked(superuser, store.serviceKey, at));
  const expected = listLinked(world, at);
  for (const { id: recordId } of world.records) {
    for (const { id: personId } of world.people) {
      for (const link of everyLink) {
        const row = `${recordId} ${personId} ${link}`;
        note(
          { comparison, world, looker },
          {
            operation: 'exclude',
            row,
            isReached: linked.has(row),
            isSo: expected.has(row),
            rule: 38,
          },
        );
      }
    }
  }
}
