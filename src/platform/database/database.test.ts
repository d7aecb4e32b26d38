import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import type { Transaction } from './database.ts';
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
const operator: Principal = { kind: 'operator', email: 'ops@county.example' };

beforeAll(async () => {
  test_ = await makeTestDatabase();
});
afterAll(() => test_.drop());

/** The kind of whom the transaction acts as; who a person is, is told in principal.test.ts. */
async function whoAmI(principal: Principal): Promise<string | null | undefined> {
  return test_.database.transaction(principal, async (tx) => {
    const { rows } = await sql<{ kind: string | null }>`
      select (access.principal()).kind as kind`.execute(tx);
    return rows[0]?.kind;
  });
}

async function backendOf(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ backend: number }>`select pg_backend_pid() as backend`.execute(tx);
  return rows[0]?.backend ?? 0;
}

async function listAgencies(): Promise<string[]> {
  const found = await test_.database.transaction(system, (tx) =>
    tx.selectFrom('agencies').select('id').execute(),
  );
  return found.map(({ id }) => id);
}

describe('a transaction', () => {
  test('tells the database whom it acts for', async () => {
    expect(await whoAmI(system)).toBe('system');
    expect(await whoAmI(operator)).toBe('operator');
  });

  test('never leaves whom it acted for behind for the next on its connection', async () => {
    const seen = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const principal = n % 3 === 0 ? system : operator;
        if (n % 7 === 0) await failIn(principal);
        return (await whoAmI(principal)) === principal.kind;
      }),
    );
    expect(seen.every(Boolean)).toBe(true);
    const { rows } = await test_.database.pool.query<{ kind: string | null }>(
      `select (access.principal()).kind as kind`,
    );
    expect(rows).toEqual([{ kind: null }]);
  });

  test('keeps nothing of what failed halfway', async () => {
    const attempt = test_.database.transaction(system, async (tx) => {
      await tx.insertInto('agencies').values({ id: 'half', name: 'Half', kind: 'x' }).execute();
      throw new Error('and then');
    });
    await expect(attempt).rejects.toThrow('and then');
    expect(await listAgencies()).toEqual([]);
  });

  test('never says that it kept what it did not: a failed statement cannot be passed over', async () => {
    const attempt = test_.database.transaction(system, async (tx) => {
      await tx.insertInto('agencies').values({ id: 'lost', name: 'Lost', kind: 'x' }).execute();
      await sql`select 1 / 0`.execute(tx).catch(() => undefined);
      return 'kept';
    });
    await expect(attempt).rejects.toThrow('Nothing was kept');
    expect(await listAgencies()).not.toContain('lost');
  });

  test('answers queries that are asked for together each with its own rows', async () => {
    const asked = Array.from({ length: 40 }, (_, number) => number);
    const found = await test_.database.transaction(system, (tx) =>
      Promise.all(
        asked.map((number) => sql<{ number: number }>`select ${number}::int as number`.execute(tx)),
      ),
    );
    expect(found.map(({ rows }) => rows[0]?.number)).toEqual(asked);
  });

  test('fails with the first of the queries that were asked for together, and keeps none', async () => {
    const attempt = test_.database.transaction(system, (tx) =>
      Promise.all([
        tx.insertInto('agencies').values({ id: 'one', name: 'One', kind: 'x' }).execute(),
        sql`select 1 / 0`.execute(tx),
        tx.insertInto('agencies').values({ id: 'two', name: 'Two', kind: 'x' }).execute(),
      ]),
    );
    await expect(attempt).rejects.toThrow('division by zero');
    const ids = await listAgencies();
    expect(ids).not.toContain('one');
    expect(ids).not.toContain('two');
  });

  test('does nothing for somebody whom the database does not know', async () => {
    let hasBegun = false;
    const nobody: Principal = { ...analyst, userId: '6f0e9a30-0000-4000-8000-00000000dead' };
    const attempt = test_.database.transaction(nobody, async () => {
      hasBegun = true;
    });
    await expect(attempt).rejects.toThrow('not here any more');
    expect(hasBegun).toBe(false);
    expect(await listAgencies()).not.toContain('nobody');
  });

  test('takes no query once it is over', async () => {
    const { tx } = await test_.database.transaction(system, async (kept) => ({ tx: kept }));
    await expect(sql`select 1`.execute(tx)).rejects.toThrow('This transaction is over');
    let failed: Transaction | undefined;
    const attempt = test_.database.transaction(system, async (kept) => {
      failed = kept;
      throw new Error('and then');
    });
    await expect(attempt).rejects.toThrow('and then');
    await expect(sql`select 1`.execute(failed ?? tx)).rejects.toThrow('This transaction is over');
  });

  test('whose connection is cut says what went wrong, and the next has another connection', async () => {
    const attempt = test_.database.transaction(system, async (tx) => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
    });
    await expect(attempt).rejects.toThrow(/terminat/);
    expect(await listAgencies()).not.toContain('one');
  });

  test('that is cancelled in the middle leaves nothing of it to the next on its connection', async () => {
    let cancelled = 0;
    const attempt = test_.database.transaction(system, async (tx) => {
      cancelled = await backendOf(tx);
      await sql`set local statement_timeout = 20`.execute(tx);
      await sql`select pg_sleep(5)`.execute(tx);
    });
    await expect(attempt).rejects.toThrow('canceling statement');
    const found = await test_.database.transaction(system, async (tx) => {
      const { rows } = await sql<{ limit: string }>`
        select current_setting('statement_timeout') as limit`.execute(tx);
      return { backend: await backendOf(tx), limit: rows[0]?.limit };
    });
    expect(found).toEqual({ backend: cancelled, limit: '15s' });
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
