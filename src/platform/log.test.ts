import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { makeTestDatabase } from '#tests/support/database.ts';
import { makeLog } from './log.ts';

function listen() {
  const lines: string[] = [];
  const log = makeLog('debug', { write: (line) => void lines.push(line) });
  return { log, lines };
}

test('a failure of ours is logged with its name, its words, where it was and its cause', () => {
  const { log, lines } = listen();
  const cause = new RangeError('underneath');
  log.error({ err: new TypeError('something odd', { cause }), reference: 'r-1' }, 'failed');
  const entry = JSON.parse(lines[0] ?? '') as { err: Record<string, unknown>; reference: string };
  expect(entry.reference).toBe('r-1');
  expect(entry.err).toMatchObject({ type: 'TypeError', message: 'something odd' });
  expect(entry.err['stack']).toContain('log.test.ts');
  expect(JSON.stringify(entry)).toContain('underneath');
});

test('what the database says of a row it refused is not in the log', async () => {
  const test_ = await makeTestDatabase();
  const { log, lines } = listen();
  const refusedStatements = [
    sql`insert into agencies (id, name, kind) values ('secret-canary', 'a', 'b'), ('secret-canary', 'a', 'b')`,
    sql`insert into users (email, name, agency_id, role) values ('SECRET-CANARY', 'secret-canary', 'x', 'y')`,
    sql`select 'secret-canary'::uuid`,
    sql`select ${'secret-canary'}::integer`,
    sql`select 1 from agencies where id = 'secret-canary' and 1 / 0 = 1 or nothing = 2`,
  ];
  for (const statement of refusedStatements) {
    await test_.database
      .transaction({ kind: 'system', name: 'start' }, (tx) => statement.execute(tx))
      .catch((err: unknown) => log.error({ err }, 'failed'));
  }
  await test_.drop();
  expect(lines).toHaveLength(refusedStatements.length);
  expect(lines[0]).toContain('23505');
  expect(lines[0]).toContain('agencies_pkey');
  expect(lines.join('').toLowerCase()).not.toContain('secret-canary');
});
