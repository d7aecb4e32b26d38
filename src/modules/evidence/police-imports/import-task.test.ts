import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepText, policeFile } from '#tests/support/police-files.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import { importTask } from './import-task.ts';

let opened: TestService;
beforeAll(async () => {
  opened = await makeTestService();
});
afterAll(() => opened.close());

async function run(...files: readonly (readonly [name: string, text: string])[]) {
  const { service } = opened;
  const kept = await Promise.all(files.map(([name, text]) => keepText(service, name, text)));
  return importTask(service).run(
    { files: kept, mayReplace: false },
    {
      runId: randomUUID(),
      actor: 'operator:ops@harbourshire.example',
      signal: new AbortController().signal,
      progress: async () => undefined,
    },
  );
}

test('whoever reads no further than the end of the job knows what was refused and set aside', async () => {
  const { message } = await run(
    ['june.csv', policeFile({}, { Month: '2031-01' })],
    ['page.csv', '<!doctype html><p>Not found</p>'],
  );
  expect(message).toBe(
    '2 rows were read. 1 row was set aside. 1 file was refused, and nothing of it is loaded. ' +
      'Each row is accounted for on the receipt.',
  );
});

test('a file without a usable row has changed nothing', async () => {
  const { message } = await run(['future.csv', policeFile({ Month: '2031-01' })]);
  expect(message).toBe(
    '1 row was read. None could be used. No figure has changed. 1 row was set aside.',
  );
});
