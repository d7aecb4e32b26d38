import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ground } from '#core/actions/action.ts';
import { fixedClock } from '#platform/clock.ts';
import type { Principal } from '#platform/database/principal.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { connectAs, makeSealKey, openTestSeal, sealEverything } from '#tests/support/sealing.ts';
import { writeAuditEntry } from './audit-store.ts';
import { emptyTree, growTree, leafHashOf, rootOf } from './merkle-tree.ts';
import { SealingProblem, type LogSeal } from './seal-log.ts';
import { getSealingState, isSealingLate } from './sealing-state-store.ts';
import { isSignatureRight } from './signed-head.ts';

const operator: Principal = { kind: 'operator', email: 'ops@county.example' };
const clock = fixedClock('2026-11-22T10:00:00Z');
const key = makeSealKey();
let test_: TestDatabase;
let ground: Ground;
let seal: LogSeal;
let administrator: pg.Client;

beforeAll(async () => {
  test_ = await makeTestDatabase();
  ground = { database: test_.database, clock };
  seal = openTestSeal(ground, key);
  administrator = await connectAs(test_.database, 'administrator');
});
afterAll(async () => {
  await administrator.end();
  await seal.close();
  await test_.drop();
});

async function write(action = 'thing.done'): Promise<void> {
  await ground.database.transaction(operator, (tx) =>
    writeAuditEntry(tx, {
      at: clock.now(),
      principal: operator,
      action,
      outcome: 'done',
      about: [],
      detail: { one: randomUUID() },
    }),
  );
}

const insertByHand = `insert into audit_entries (at, actor, actor_name, role, action, outcome)
  values (now(), 'system:start', 'the service', 'system', $1, 'done')`;

async function sealedActions(): Promise<string[]> {
  const { rows } = await administrator.query<{ action: string }>(
    'select action from audit_leaves l join audit_entries e on e.id = l.entry_id order by position',
  );
  return rows.map(({ action }) => action);
}

async function countOf(table: string): Promise<number> {
  const { rows } = await administrator.query<{ count: number }>(`select count(*) from ${table}`);
  return rows[0]?.count ?? -1;
}

describe('sealing', () => {
  test('folds every committed entry in once, and signs a head that stands for them all', async () => {
    await write('first.done');
    await write('second.done');
    const round = await seal.seal();
    expect(round).toMatchObject({ kind: 'sealed', entries: 2, isMore: false });
    expect(await seal.seal()).toEqual({ kind: 'nothing' });
    expect(await sealedActions()).toEqual(['first.done', 'second.done']);
    const { rows } = await administrator.query<{ text: string }>(
      'select audit_entry_text(e) as text from audit_entries e order by id',
    );
    const root = rootOf(
      growTree(
        emptyTree,
        rows.map(({ text }) => leafHashOf(text)),
      ),
    );
    if (round.kind !== 'sealed') throw new Error('Nothing was sealed.');
    expect(round.head.root.equals(root)).toBe(true);
    expect(isSignatureRight(round.head)).toBe(true);
    expect(isSignatureRight({ ...round.head, size: 3 })).toBe(false);
  });

  test('an entry that commits after later ones were sealed is sealed in the next round', async () => {
    const late = await connectAs(test_.database, 'administrator');
    await late.query('begin');
    await late.query(insertByHand, ['late.committed']);
    await write('overtook.it');
    await sealEverything(seal);
    expect(await sealedActions()).not.toContain('late.committed');
    // Several more rounds, in which any mark on numbers or times would move past it.
    for (const name of ['more.done', 'yet-more.done']) {
      await write(name);
      await sealEverything(seal);
    }
    await late.query('commit');
    await late.end();
    await sealEverything(seal);
    expect((await sealedActions()).at(-1)).toBe('late.committed');
    expect(await countOf('audit_leaves')).toBe(await countOf('audit_entries'));
  });

  test('goes on where another sealer stopped, whose memory it does not share', async () => {
    const other = openTestSeal(ground, key);
    await write('for-the-other.done');
    await sealEverything(other);
    await write('for-the-first.done');
    await sealEverything(seal);
    await write('for-the-other-again.done');
    await sealEverything(other);
    await other.close();
    expect(await countOf('audit_leaves')).toBe(await countOf('audit_entries'));
    await expect(seal.seal()).resolves.toEqual({ kind: 'nothing' });
  });

  test('is done by one at a time; the others stand by', async () => {
    await administrator.query('begin');
    await administrator.query(
      `select pg_advisory_xact_lock(hashtext('breakwater: seal the audit log'))`,
    );
    await write();
    expect(await seal.seal()).toEqual({ kind: 'standing-by' });
    await administrator.query('rollback');
    await sealEverything(seal);
  });

  test('killed at any moment, it leaves a whole round or none, and misses nothing', async () => {
    for (let round = 0; round < 8; round += 1) {
      for (let entry = 0; entry < 5; entry += 1) await write(`round-${round}.done`);
      const sealing = seal.seal().catch(() => 'killed' as const);
      await new Promise((resolve) => setTimeout(resolve, round));
      await administrator.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and usename = 'breakwater_sealer'`,
      );
      await sealing;
      const { rows } = await administrator.query<{ heads: number; leaves: number }>(
        `select (select max(tree_size) from audit_heads) as heads, (select count(*) from audit_leaves) as leaves`,
      );
      expect(rows[0]?.heads).toBe(rows[0]?.leaves);
    }
    // The pool may hand out a connection that was cut once more.
    await seal.seal().catch(() => undefined);
    await sealEverything(seal);
    expect(await countOf('audit_leaves')).toBe(await countOf('audit_entries'));
  });

  test('starts again from an edge that was kept, over more entries than one round takes', async () => {
    await administrator.query(
      `insert into audit_entries (at, actor, actor_name, role, action, outcome)
      select now(), 'system:start', 'the service', 'system', 'many.done', 'done' from generate_series(1, 6000)`,
    );
    expect(await seal.seal()).toMatchObject({ entries: 5_000, isMore: true });
    const other = openTestSeal(ground, key);
    await sealEverything(other);
    await write();
    await sealEverything(other);
    await other.close();
    const { rows } = await administrator.query<{ hash: Buffer; root: Buffer }>(
      `select leaf_hash as hash, (select root_hash from audit_heads order by tree_size desc limit 1) as root
      from audit_leaves order by position`,
    );
    const root = rootOf(
      growTree(
        emptyTree,
        rows.map(({ hash }) => hash),
      ),
    );
    expect(rows[0]?.root.equals(root)).toBe(true);
    expect(rows).toHaveLength(await countOf('audit_entries'));
  });

  test('will not go on with another key, or over leaves that were changed', async () => {
    const stranger = openTestSeal(ground, makeSealKey());
    await expect(stranger.seal()).rejects.toThrow(SealingProblem);
    await stranger.close();
    await administrator.query('begin');
    await administrator.query(
      `update audit_leaves set leaf_hash = sha256('x')
      where position = (select max(position) from audit_leaves)`,
    );
    await administrator.query('commit');
    const later = openTestSeal(ground, key);
    await expect(later.seal()).rejects.toThrow('changed after it was sealed');
    await later.close();
  });
});

describe('what nobody else may do', () => {
  const tables = [
    'audit_entries',
    'audit_leaves',
    'audit_heads',
    'audit_witness_reports',
    'audit_subject_keys',
  ];

  test.each(tables)('the service cannot change, remove or empty %s', async (table) => {
    const app = await connectAs(test_.database, 'breakwater_app');
    const column = table === 'audit_subject_keys' ? 'made_at' : 'at';
    const change = table === 'audit_leaves' ? 'position = 1' : `${column} = now()`;
    for (const statement of [
      `update ${table} set ${change}`,
      `delete from ${table}`,
      `truncate ${table}`,
      `drop table ${table}`,
      `alter table ${table} disable trigger all`,
    ]) {
      await expect(app.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    }
    await app.end();
  });

  test('the service cannot seal, nor choose the number or the transaction of an entry', async () => {
    const app = await connectAs(test_.database, 'breakwater_app');
    for (const statement of [
      `insert into audit_leaves (position, entry_id, leaf_hash) values (999999, 1, sha256('x'))`,
      `insert into audit_heads (tree_size, root_hash, at, public_key, signature, sealed_below)
        values (999999, sha256('x'), now(), sha256('x'), sha512('x'), '3')`,
      `insert into audit_witness_reports (at, witness, outcome, tree_size) values (now(), 'x', 'held', 1)`,
      `insert into audit_entries (id, at, actor, actor_name, role, action, outcome)
        overriding system value values (-1, now(), 'a', 'a', 'a', 'a', 'done')`,
      `insert into audit_entries (written_in, at, actor, actor_name, role, action, outcome)
        values ('3', now(), 'a', 'a', 'a', 'a', 'done')`,
      'set role breakwater_sealer',
      'set role breakwater_owner',
    ]) {
      await expect(app.query(statement)).rejects.toThrow('permission denied');
    }
    await app.end();
  });

  test('the sealer reads entries and adds what seals them, and can touch nothing else', async () => {
    const { rows } = await administrator.query<{ table: string; may: string }>(`
      select format('%I.%I', n.nspname, c.relname) as table, p.may
      from pg_class c join pg_namespace n on n.oid = c.relnamespace,
        unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) p (may)
      where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
        and (has_table_privilege('breakwater_sealer', c.oid, p.may)
          or p.may in ('select', 'insert', 'update', 'references')
            and has_any_column_privilege('breakwater_sealer', c.oid, p.may))
      order by 1, 2`);
    expect(rows.map(({ table, may }) => `${may} ${table}`)).toEqual([
      'select public.audit_entries',
      'insert public.audit_heads',
      'select public.audit_heads',
      'insert public.audit_leaves',
      'select public.audit_leaves',
      'insert public.audit_witness_reports',
      'select public.audit_witness_reports',
    ]);
    const roles = await administrator.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = 'breakwater_sealer'`,
    );
    expect(Object.values(roles.rows[0] ?? {})).toEqual([false, false, false, false]);
    const sealer = await connectAs(test_.database, 'breakwater_sealer');
    await expect(sealer.query('select * from users')).rejects.toThrow('permission denied');
    await expect(sealer.query(insertByHand, ['x'])).rejects.toThrow('permission denied');
    await sealer.end();
  });
});

describe('how far the seal lags', () => {
  test('is told from the oldest entry that waits, and stops what must not happen unsealed', async () => {
    const fresh = await makeTestDatabase();
    const moving = fixedClock('2026-11-22T10:00:00Z');
    const own = { database: fresh.database, clock: moving };
    const ask = <T>(work: Parameters<typeof fresh.database.transaction<T>>[1]) =>
      fresh.database.transaction(operator, work);
    const asked = () => ask((tx) => isSealingLate(tx, moving.now()));
    expect(await asked()).toBe(false);
    await ask((tx) =>
      writeAuditEntry(tx, {
        at: moving.now(),
        principal: operator,
        action: 'thing.done',
        outcome: 'done',
        about: [],
        detail: {},
      }),
    );
    moving.moveTo('2026-11-22T10:15:00Z');
    expect(await asked()).toBe(false);
    moving.moveTo('2026-11-22T10:15:01Z');
    expect(await asked()).toBe(true);
    const later = openTestSeal(own);
    await sealEverything(later);
    await later.close();
    expect(await asked()).toBe(false);
    expect(await ask(getSealingState)).toMatchObject({ waiting: 0, lastHead: { size: 1 } });
    await fresh.drop();
  });
});
