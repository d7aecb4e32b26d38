import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { browserOf, makePerson } from '#tests/support/person.ts';
import { listPermissionGroups, sayToReader } from './permission-words.ts';
import { permissions } from './permissions.ts';
import { roleNames, roles } from './roles.ts';

let test_: TestServiceWithApp;
beforeAll(async () => {
  test_ = await openTestApp();
});
afterAll(async () => {
  await test_.close();
});

test('a sentence about others is turned to whoever reads it', () => {
  expect(sayToReader('Change what they sign in with, and end their own sessions')).toBe(
    'Change what you sign in with, and end your own sessions',
  );
});

describe('what each role may do', () => {
  test('is said in words for everything in the matrix, once, and for exactly the roles it names', () => {
    const lines = listPermissionGroups().flatMap((group) => group.lines);
    expect(lines.map(({ permission }) => permission).toSorted()).toEqual(
      Object.keys(permissions).toSorted(),
    );
    expect(new Set(lines.map(({ sentence }) => sentence)).size).toBe(lines.length);
    for (const { permission, roles: those, sentence } of lines) {
      const actors: readonly string[] = permissions[permission];
      expect([permission, roleNames.filter((role) => actors.includes(role))]).toEqual([
        permission,
        roleNames.filter((role) => those.includes(role)),
      ]);
      expect(sentence).toMatch(/^[A-Z][^.]*(\. [^.]+)*$/);
    }
  });

  test.each(['organisation', 'administrator'] as const)(
    'is read by somebody of the role %s, with their own role first',
    async (role) => {
      const person = await makePerson(test_.service, role);
      const page = await (await browserOf(test_.app, test_.service, person)).get('/roles');
      expect(page.status).toBe(200);
      expect(page.text).toContain(`Your role: ${roles[role]}`);
      const mine = /You may:(.*?)If you need something else/.exec(page.text)?.[1] ?? '';
      for (const { lines } of listPermissionGroups()) {
        for (const { sentence, roles: those } of lines) {
          expect([sentence, mine.includes(sayToReader(sentence))]).toEqual([
            sentence,
            those.includes(role),
          ]);
        }
      }
    },
  );
});
