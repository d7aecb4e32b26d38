import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePerson } from '#tests/support/person.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';

let opened: TestService;
beforeAll(async () => {
  opened = await makeTestService();
});
afterAll(() => opened.close());

type Person = Awaited<ReturnType<typeof makePerson>>;

/** How many rows a statement changed that got into a request of this person. */
async function changedBy(person: Person, statement: string): Promise<bigint> {
  const { numAffectedRows } = await opened.service.database.transaction(person, (tx) =>
    sql.raw(statement).execute(tx),
  );
  return numAffectedRows ?? 0n;
}

test.each([
  "role = 'information-governance'",
  `email = 'other@x.example'`,
  'leaves_at = null, left_at = now()',
])('nobody gives themselves more by SQL: %s', async (change) => {
  const person = await makePerson(opened.service, 'practitioner');
  const attempt = changedBy(person, `update users set ${change} where id = '${person.userId}'`);
  await expect(attempt).rejects.toThrow('Nobody changes what they themselves may do');
});

test('an account stays with its agency, even for its administrator', async () => {
  const administrator = await makePerson(opened.service, 'administrator');
  const { userId } = await makePerson(opened.service, 'practitioner');
  const move = `update users set agency_id = 'eastmole-council' where id = '${userId}'`;
  await expect(changedBy(administrator, move)).rejects.toThrow('stays who and with whom it is');
});

test('an administrator changes nobody of another agency, and a practitioner nobody at all', async () => {
  const { service } = opened;
  const { userId } = await makePerson(service, 'practitioner', 'eastmole-council');
  const change = `update users set role = 'administrator' where id = '${userId}'`;
  expect(await changedBy(await makePerson(service, 'administrator'), change)).toBe(0n);
  expect(
    await changedBy(await makePerson(service, 'coordinator', 'eastmole-council'), change),
  ).toBe(0n);
});

test('what signing in keeps of somebody is for themselves alone', async () => {
  const { service } = opened;
  const [mine, theirs] = [
    await makePerson(service, 'analyst'),
    await makePerson(service, 'analyst'),
  ];
  await service.database.transaction({ kind: 'system', name: 'sign-in' }, (tx) =>
    tx
      .insertInto('authenticators')
      .values(
        [mine, theirs].map(({ userId: user_id }) => ({
          user_id,
          sealed_secret: Buffer.alloc(60),
          last_step: 0,
          created_at: service.clock.now(),
        })),
      )
      .execute(),
  );
  const seen = await service.database.transaction(mine, (tx) =>
    tx.selectFrom('authenticators').select('user_id').execute(),
  );
  expect(seen).toEqual([{ user_id: mine.userId }]);
});

test('nobody writes in the trace in another’s name', async () => {
  const { service } = opened;
  const [mine, theirs] = [
    await makePerson(service, 'analyst'),
    await makePerson(service, 'analyst'),
  ];
  const forged = `insert into audit_entries (at, actor, actor_name, role, action, outcome)
    values (now(), 'person:${theirs.userId}', 'Them', 'analyst', 'person-record.read', 'read')`;
  await expect(changedBy(mine, forged)).rejects.toThrow('row-level security');
});
