import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixedClock } from '#platform/clock.ts';
import type { Principal } from '#platform/database/principal.ts';
import { Conflict, Forbidden } from '#platform/http/failures.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { action, type Ground } from './action.ts';
import { reading } from './reading.ts';

let test_: TestDatabase;
let ground: Ground;
const clock = fixedClock('2026-11-22T10:00:00Z');
const operator: Principal = { kind: 'operator', email: 'ops@county.example' };
const practitioner = {
  kind: 'person',
  userId: randomUUID(),
  name: 'Sam Field',
  agencyId: 'police',
  role: 'practitioner',
} as const satisfies Principal;

beforeAll(async () => {
  test_ = await makeTestDatabase();
  ground = { database: test_.database, clock };
  const { userId: id, name, agencyId: agency_id, role } = practitioner;
  await ground.database.transaction(operator, async (tx) => {
    await tx
      .insertInto('agencies')
      .values({ id: agency_id, name: 'Police', kind: 'police' })
      .execute();
    const user = { id, name, agency_id, role, email: 'sam@police.example' };
    await tx.insertInto('users').values(user).execute();
  });
});
afterAll(() => test_.drop());

const addAgency = action('agency.added', 'user.create', async ({ tx }, id: string) => {
  await tx.insertInto('agencies').values({ id, name: id, kind: 'test' }).execute();
  return { result: { id, made: randomUUID() }, about: [{ kind: 'agency', id }] };
});

async function trail(action: string) {
  return ground.database.transaction(operator, (tx) =>
    tx.selectFrom('audit_entries').selectAll().where('action', '=', action).execute(),
  );
}

test('an action leaves its change and its entry, or neither', async () => {
  await addAgency(ground, { principal: operator }, 'fire');
  expect(await trail('agency.added')).toMatchObject([
    {
      actor: 'operator:ops@county.example',
      outcome: 'done',
      about: [{ kind: 'agency', id: 'fire' }],
      at: clock.now(),
    },
  ]);
  await expect(addAgency(ground, { principal: operator }, 'fire')).rejects.toThrow('duplicate key');
  expect(await trail('agency.added')).toHaveLength(1);
});

test('a second submission with the same key gets the first result and changes nothing', async () => {
  const caller = { principal: operator, idempotencyKey: randomUUID() };
  const first = await addAgency(ground, caller, 'probation');
  const second = await addAgency(ground, caller, 'probation');
  expect(second).toEqual(first);
});

test('ten submissions of one form at once have one effect', async () => {
  const caller = { principal: operator, idempotencyKey: randomUUID() };
  const results = await Promise.all(
    Array.from({ length: 10 }, () => addAgency(ground, caller, 'council')),
  );
  expect(new Set(results.map(({ made }) => made)).size).toBe(1);
});

test('a key that served one thing does not quietly swallow another', async () => {
  const caller = { principal: operator, idempotencyKey: randomUUID() };
  await addAgency(ground, caller, 'school');
  await expect(addAgency(ground, caller, 'college')).rejects.toThrow(Conflict);
});

test('a key that served one action does not serve another', async () => {
  const idempotencyKey = randomUUID();
  await addAgency(ground, { principal: operator, idempotencyKey }, 'health');
  const other = action('agency.renamed', 'user.create', async () => ({ result: 1, about: [] }));
  await expect(other(ground, { principal: operator, idempotencyKey }, undefined)).rejects.toThrow(
    Conflict,
  );
});

test('somebody without the permission changes nothing, and the attempt is on record', async () => {
  const attempt = addAgency(ground, { principal: practitioner }, 'hidden');
  await expect(attempt).rejects.toThrow(Forbidden);
  expect((await trail('agency.added')).filter(({ outcome }) => outcome === 'refused')).toHaveLength(
    1,
  );
});

test('a reading is on record before its caller has anything to show', async () => {
  const look = reading('agencies.listed', 'user.list', async ({ tx }) => {
    const seen = await tx.selectFrom('agencies').select('id').execute();
    return { seen, about: seen.map(({ id }) => ({ kind: 'agency', id })) };
  });
  const seen = await look(ground, operator, undefined);
  const [entry] = await trail('agencies.listed');
  expect(entry?.outcome).toBe('read');
  expect(entry?.about).toHaveLength(seen.length);
});

test('when the entry cannot be written, a reading returns nothing', async () => {
  const look = reading('agencies.listed', 'user.list', async ({ tx }) => {
    await sql`set transaction read only`.execute(tx);
    return { seen: 'secret', about: [] };
  });
  await expect(look(ground, operator, undefined)).rejects.toThrow('could not write down');
});

test('the service cannot change or remove an entry', async () => {
  for (const statement of [
    sql`delete from audit_entries`,
    sql`update audit_entries set role = ''`,
  ]) {
    const attempt = ground.database.transaction(operator, (tx) => statement.execute(tx));
    await expect(attempt).rejects.toThrow('permission denied');
  }
});
