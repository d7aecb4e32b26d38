import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimKey } from '#core/actions/idempotency-store.ts';
import { makeSignInThrottle } from '#core/sign-in/sign-in-throttle.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { clearExpired } from './clear-expired.ts';

const operator = { kind: 'operator', email: 'ops@county.example' } as const;

let test_: TestDatabase;
beforeAll(async () => {
  test_ = await makeTestDatabase();
});
afterAll(() => test_.drop());

test('form keys of yesterday and failures that count no longer are cleared, and nothing else', async () => {
  const { database } = test_;
  const throttle = makeSignInThrottle(database.pool, 'password');
  const [old, young] = [randomUUID(), randomUUID()];
  const left = await database.transaction(operator, async (tx) => {
    for (const key of [old, young]) await claimKey(tx, key, operator, 'something.done', {});
    await sql`update idempotency_keys set created_at = now() - interval '25 hours'
      where key = ${old}`.execute(tx);
    await sql`update idempotency_keys set created_at = now() - interval '23 hours'
      where key = ${young}`.execute(tx);
    return young;
  });
  await throttle.take('long.ago@county.example', '192.0.2.1');
  await database.transaction(operator, (tx) =>
    sql`update rate_limits set expire = extract(epoch from now()) * 1000 - 1`.execute(tx),
  );
  await throttle.take('just.now@county.example', '192.0.2.2');
  await clearExpired({ database });
  await clearExpired({ database });
  const kept = await database.transaction(operator, async (tx) => ({
    keys: await tx.selectFrom('idempotency_keys').select('key').execute(),
    limits: await tx.selectFrom('rate_limits').select('key').orderBy('key').execute(),
  }));
  expect(kept.keys).toEqual([{ key: left }]);
  expect(kept.limits).toEqual([
    { key: expect.stringMatching(/^account/) },
    { key: 'address:192.0.2.2' },
  ]);
});
