import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { nameKey } from './name-key.ts';

let test_: TestDatabase;
beforeAll(async () => {
  test_ = await makeTestDatabase();
});
afterAll(() => test_.drop());

async function ask<T>(expression: ReturnType<typeof sql<T>>): Promise<T[]> {
  const start = { kind: 'system', name: 'start' } as const;
  return test_.database.transaction(start, async (tx) => {
    const { rows } = await sql<{ answer: T }>`select ${expression} as answer`.execute(tx);
    return rows.map(({ answer }) => answer);
  });
}

const names = fc.string({
  unit: fc.constantFrom(
    'a',
    'b',
    'z',
    'é',
    'È',
    'ñ',
    'ç',
    'Ø',
    'ł',
    'ß',
    'Æ',
    '’',
    "'",
    '`',
    '-',
    '.',
    ' ',
    'O',
    '1',
    'ŵ',
    'e\u0301',
  ),
  minLength: 1,
  maxLength: 20,
});

test('the database keys names as the service does', async () => {
  const some = fc.sample(names, 300);
  const [keys] = await ask(sql<string[]>`(select array_agg(access.name_key(name) order by place)
    from unnest(${some}::text[]) with ordinality given (name, place))`);
  expect(keys).toEqual(some.map(nameKey));
});

test.each([
  ['Inspector Dawn Hallam', ['dawn hallam', 'dawn hallam']],
  ['Acting Detective Sergeant Mary Ann O’Neill', ['mary ann oneill', 'mary oneill']],
  ['Dr Samir Halloway', ['samir halloway', 'samir halloway']],
  ['Priya', null],
])('%s is known without a title', async (name, known) => {
  expect(await ask(sql`access.names_of_staff(${name})`)).toEqual([known]);
});

test.each([
  ['07700 900123', ['7700900123']],
  ['+44 (0)7700 900123 or jo@home.example.', ['jo@home.example', '7700900123']],
  ['Ring her sister', []],
])('“%s” holds these ways to reach somebody', async (contact, keys) => {
  expect(await ask(sql`access.contact_keys(${contact})`)).toEqual([keys]);
});

test('an address is known by its first number and postcode, however it is written', async () => {
  const [one = [], other = []] = await Promise.all(
    ['Flat 2, 14 Tern Walk, Nuneaton, CV11 4AB', 'flat 2 14 tern walk cv114ab'].map(
      async (address) => (await ask(sql<string[]>`access.address_keys(${address})`))[0],
    ),
  );
  expect(one.filter((key) => other.includes(key))).toEqual(['2 at cv114ab']);
});
