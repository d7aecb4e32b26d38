import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTables } from '#core/access/open-tables.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { administratorConnection } from './connection.ts';
import { keepPlans } from './kept-plans.ts';
import { transactionQueries } from './transaction-queries.ts';
import { listWeakWalls } from './weak-walls-store.ts';

let test_: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  test_ = await makeTestDatabase();
  pool = new pg.Pool(administratorConnection(test_.database.address));
});
afterAll(async () => {
  await pool.end();
  await test_.drop();
});

/** What the service would say of a database that was weakened so; nobody else ever meets it. */
async function lookAfter(weaken: string, isDurable = false): Promise<string[]> {
  const client = await pool.connect();
  const { tx, end } = transactionQueries(client, keepPlans());
  try {
    await client.query('begin');
    await client.query(weaken);
    await client.query('set local session authorization breakwater_app');
    return await listWeakWalls(tx, { openTables, isDurable });
  } finally {
    end();
    await client.query('rollback');
    client.release();
  }
}

describe('the walls around personal data', () => {
  test('stand, as the migrations leave them', async () => {
    const found = await test_.database.transaction({ kind: 'system', name: 'start' }, (tx) =>
      listWeakWalls(tx, { openTables, isDurable: false }),
    );
    expect(found).toEqual([]);
  });

  test('name no open table that is not there', async () => {
    const { rows } = await pool.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    );
    const names = new Set(rows.map(({ name }) => name));
    expect(openTables.filter((table) => !names.has(table))).toEqual([]);
  });

  test.each([
    ['a new table', 'create table diaries (id int)', 'diaries has no row security'],
    [
      'a table that spares its owner',
      'alter table person_records no force row level security',
      'person_records does not hold its owner',
    ],
    [
      'a table without a policy',
      `create table diaries (id int); alter table diaries enable row level security;
        alter table diaries force row level security`,
      'diaries has no policy',
    ],
    [
      'a view that shows what its owner sees',
      'create view everybody as select * from person_records',
      'The view everybody shows',
    ],
    [
      'a kept view',
      'create materialized view everybody as select 1 as one',
      'The view everybody shows',
    ],
    [
      'a function of a superuser',
      `create function loot() returns int language sql security definer
        set search_path = pg_catalog as 'select 1'`,
      'loot acts as a superuser',
    ],
    [
      'a function with an open search path',
      `create function loot() returns int language sql security definer as 'select 1';
        alter function loot() owner to breakwater_owner`,
      'loot acts for its owner with an open search path',
    ],
    [
      'a function that says it never leaks',
      `create function loot(text) returns bool language sql immutable leakproof as 'select true'`,
      'loot is marked leakproof',
    ],
    [
      'a right to empty tables',
      'grant truncate on person_records to breakwater_app',
      'may truncate the table person_records',
    ],
    [
      'a right to read the keys',
      'grant select on access.keys to breakwater_app',
      'may read access.keys',
    ],
    [
      'a right to make things',
      'grant create on schema public to breakwater_app',
      'may make things in the schema public',
    ],
    [
      'a login that can become the owner',
      'grant breakwater_owner to breakwater_app',
      'the owner of tables',
    ],
    ['a login above row security', 'alter role breakwater_app bypassrls', 'above row security'],
    ['a guard that can sign in', 'alter role breakwater_guard login', 'The guard can sign in'],
  ])('are seen to be weak with %s', async (_what, weaken, sentence) => {
    expect((await lookAfter(weaken)).join('\n')).toContain(sentence);
  });

  test('are weak on a server that could lose acknowledged work', async () => {
    // The tests' own server is such a one.
    expect(await lookAfter('select 1', true)).toEqual([
      'The server runs with fsync off, so a power cut loses work.',
      'The server runs with full_page_writes off, so a power cut loses work.',
    ]);
  });
});
