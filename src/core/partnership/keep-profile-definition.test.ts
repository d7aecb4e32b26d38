import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Transaction } from '#platform/database/database.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import type { Definition } from './definition.ts';
import { listDefinitionVersions } from './definition-store.ts';
import { keepProfileDefinition } from './keep-profile-definition.ts';
import { ProfileProblems } from './profile-problems.ts';

const start = { kind: 'system', name: 'start' } as const;
const later = new Date('2027-03-01T09:00:00Z');

let opened: TestService;
beforeAll(async () => {
  opened = await makeTestService();
});
afterAll(() => opened.close());

const inDatabase = <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> =>
  opened.service.database.transaction(start, work);

/** Starts again with a definition that differs from the kept one. */
const startWith = (change: Partial<Definition>): Promise<void> => {
  const { profile } = opened.service;
  const changed = { ...profile, definition: { ...profile.definition, ...change } };
  return inDatabase((tx) => keepProfileDefinition(tx, changed, later));
};

test('the version of the profile is kept from the first start, and starting again changes nothing', async () => {
  await startWith({});
  const [kept, ...others] = await inDatabase(listDefinitionVersions);
  expect(others).toEqual([]);
  expect(kept).toMatchObject({ version: 3, label: 'Harbourshire definition, version 3' });
  expect(kept?.content.parts.map(({ id }) => id)).toEqual(['quayside', 'indoors']);
  expect(kept?.firstSeenAt).not.toEqual(later);
});

test('the same version with other content is refused with its file and line, and nothing is changed', async () => {
  const classes = [{ id: 'indoors', title: 'Indoors', summary: 'Something else.' }];
  await expect(startWith({ classes })).rejects.toThrow(ProfileProblems);
  await expect(startWith({ classes })).rejects.toThrow(
    /definition\.yaml line 2: version 3 is in use here .* give it a new version$/,
  );
  const [kept] = await inDatabase(listDefinitionVersions);
  expect(kept?.content.parts).toHaveLength(2);
});

test('a source or a remark may be mended without a new version', async () => {
  await startWith({ sources: [{ title: 'A better source', standing: 'found' }] });
});

test('a new version is kept beside the old one, and the old one may come back as it was', async () => {
  await startWith({ version: 4, label: 'Harbourshire definition, version 4', summary: 'Other.' });
  await startWith({});
  expect((await inDatabase(listDefinitionVersions)).map(({ version }) => version)).toEqual([4, 3]);
});
