import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadLookup } from '#core/places/load-lookup.ts';
import { areasChangedTaskName } from '#core/places/record-load.ts';
import { writeInto } from '#tests/support/area-files.ts';
import { keepText, policeFile } from '#tests/support/police-files.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import { operator } from '#tests/support/sign-in.ts';
import { importPoliceFiles } from './import-police-files.ts';

let opened: TestService;
beforeAll(async () => {
  opened = await makeTestService();
  const pairs = 'A,B\nE01000010,E01000011\nE01000010,E01000012\n';
  const path = await writeInto(opened.dataDirectory, 'lookup.csv', pairs);
  const fields = { fromField: 'A', toField: 'B' };
  await loadLookup(opened.service, operator, { from: 'lsoa11', to: 'lsoa21', path, ...fields });
});
afterAll(() => opened.close());

async function load(areaCode: string): Promise<void> {
  const files = [await keepText(opened.service, 'a.csv', policeFile({ 'LSOA code': areaCode }))];
  await importPoliceFiles(opened.service, operator, { id: randomUUID(), source: 'police', files });
}

const countJobs = () =>
  opened.service.database.transaction(operator, async (tx) => {
    const jobs = await tx.selectFrom('job_runs').select('task').execute();
    return jobs.filter(({ task }) => task === areasChangedTaskName).length;
  });

test('an import with rows in split areas asks for the job that places them, with its own commit', async () => {
  const before = await countJobs();
  await load('E01000001');
  expect(await countJobs()).toBe(before);
  await load('E01000010');
  expect(await countJobs()).toBe(before + 1);
});
