import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import type { Principal } from './principal.ts';

let test_: TestDatabase;
const analyst: Principal = {
  kind: 'person',
  userId: '6f0e9a30-0000-4000-8000-000000000001',
  name: 'Pat',
  agencyId: 'constabulary',
  role: 'analyst',
};
const system: Principal = { kind: 'system', name: 'jobs' };

beforeAll(async () => {
  test_ = await makeTestDatabase();
});
afterAll(() => test_.drop());

async function whoAmI(principal: Principal) {
  return test_.database.transaction(principal, async (tx) => {
    const { rows } = await sql<{ actor: string; user: string; agency: string; role: string }>`select
      current_setting('app.actor') as actor, current_setting('app.user_id') as user,
      current_setting('app.agency_id') as agency, current_setting('app.role') as role`.execute(tx);
    return rows[0];
  });
}

describe('a transaction', () => {
  test('tells the database whom it acts for', async () => {
    expect(await whoAmI(analyst)).toEqual({
      actor: 'person:6f0e9a30-0000-4000-8000-000000000001',
      user: '6f0e9a30-0000-4000-8000-000000000001',
      agency: 'constabulary',
      role: 'analyst',
    });
    expect(await whoAmI({ kind: 'operator', email: 'ops@county.example' })).toMatchObject({
      actor: 'operator:ops@county.example',
      user: '',
    });
  });

  test('never leaves whom it acted for behind for the next on its connection', async () => {
    const seen = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const principal = n % 3 === 0 ? system : { ...analyst, agencyId: `agency-${n}` };
        const attempt = whoAmI(principal).catch(() => undefined);
        const found = n % 7 === 0 ? await failIn(principal) : await attempt;
        return found === undefined || found.agency === (n % 3 === 0 ? '' : `agency-${n}`);
      }),
    );
    expect(seen.every(Boolean)).toBe(true);
    const { rows } = await test_.database.pool.query<{ actor: string | null }>(
      `select current_setting('app.actor', true) as actor`,
    );
    expect(rows[0]?.actor ?? '').toBe('');
  });

  test('keeps nothing of what failed halfway', async () => {
    const attempt = test_.database.transaction(system, async (tx) => {
      await tx.insertInto('agencies').values({ id: 'half', name: 'Half', kind: 'x' }).execute();
      throw new Error('and then');
    });
    await expect(attempt).rejects.toThrow('and then');
    const found = await test_.database.transaction(system, (tx) =>
      tx.selectFrom('agencies').selectAll().execute(),
    );
    expect(found).toEqual([]);
  });

  test('reads days as they are written and whole numbers as numbers', async () => {
    const { rows } = await test_.database.transaction(system, (tx) =>
      sql`select date '2026-03-29' as day, 9007199254740991::bigint as number`.execute(tx),
    );
    expect(rows).toEqual([{ day: '2026-03-29', number: 9007199254740991 }]);
  });
});

describe('the service in its database', () => {
  test.each([
    ['make a table', 'create table loot (id int)'],
    ['drop a table', 'drop table users'],
    ['turn a trigger off', 'alter table users disable trigger all'],
    ['become somebody stronger', 'set role breakwater_owner'],
    ['make a role', 'create role intruder superuser'],
    ['rewrite the trace', `update audit_entries set role = 'x'`],
    ['empty the trace', 'truncate audit_entries'],
    ['forget a person', 'delete from users'],
    ['read the queue', 'select * from graphile_worker._private_jobs'],
    ['read files of the machine', `select pg_read_file('/etc/passwd')`],
    ['run programs', `copy users to program 'id'`],
  ])('may not %s', async (_what, statement) => {
    const attempt = test_.database.transaction(system, (tx) => sql.raw(statement).execute(tx));
    await expect(attempt).rejects.toThrow(/permission denied|must be|only roles/);
  });

  test('waits for no query longer than a person would', async () => {
    const { rows } = await test_.database.pool.query(
      `select name, setting from pg_settings where name in
        ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') order by name`,
    );
    expect(rows).toEqual([
      { name: 'idle_in_transaction_session_timeout', setting: '30000' },
      { name: 'lock_timeout', setting: '5000' },
      { name: 'statement_timeout', setting: '15000' },
    ]);
  });
});

async function failIn(principal: Principal): Promise<undefined> {
  await test_.database
    .transaction(principal, (tx) => sql`select 1 / 0`.execute(tx))
    .catch(() => undefined);
}
