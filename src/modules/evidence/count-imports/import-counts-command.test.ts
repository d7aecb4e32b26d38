import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CommandProblem, UsageProblem } from '#core/command-line/command.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import { operator } from '#tests/support/sign-in.ts';
import {
  listImportsCommand,
  withdrawImportCommand,
} from '../police-imports/import-versions-commands.ts';
import { importCountsCommand } from './import-counts-command.ts';
import { saveMapping } from './save-mapping.ts';

let opened: TestService;
beforeAll(async () => {
  opened = await makeTestService();
});
afterAll(() => opened.close());

const run = (
  command: typeof importCountsCommand,
  words: readonly string[],
  options: Record<string, string | boolean> = {},
) =>
  command.run({
    service: opened.service,
    principal: operator,
    words,
    options,
    address: '',
    say: () => undefined,
  });

test('a file is loaded by a saved mapping, listed, and withdrawn, all from the command line', async () => {
  const path = join(opened.dataDirectory, 'clinic.csv');
  await writeFile(path, 'place,month,seen\nE99000001,2025-06,4\nE99000002,2025-06,\nx,2025-06,1\n');
  const options = { mapping: 'clinic' };
  await expect(run(importCountsCommand, [path], options)).rejects.toThrow('None is saved yet.');
  await saveMapping(
    opened.service,
    { principal: operator },
    {
      name: 'Clinic',
      fields: {
        measure: { fixed: 'Treated' },
        part: { fixed: 'indoors' },
        area: { column: 'place' },
        month: { column: 'month' },
        count: { column: 'seen' },
        source: { fixed: 'Harbour clinic' },
      },
    },
  );
  const { json, sentences } = await run(importCountsCommand, [path], options);
  expect(json).toMatchObject({
    alreadyImported: false,
    rows: { read: 3, accepted: 2, duplicate: 0, quarantined: 1, replaced: 0 },
    months: ['2025-06'],
    sources: ['Harbour clinic'],
  });
  expect(sentences[0]).toBe('3 rows read = 2 accepted + 0 duplicates + 1 set aside.');
  const again = await run(importCountsCommand, [path], options);
  expect(again.json).toMatchObject({ alreadyImported: true });
  const { id } = json as { id: string };
  expect((await run(listImportsCommand, [])).json).toMatchObject([{ id, current: true }]);
  expect((await run(withdrawImportCommand, [id])).json).toMatchObject({ id, monthsTakenOut: 1 });
  expect((await run(listImportsCommand, [])).sentences[0]).toContain('No, withdrawn');
});

test('what is missing is asked for: one file, a mapping, a file that is there', async () => {
  await expect(run(importCountsCommand, [])).rejects.toThrow(UsageProblem);
  await expect(run(importCountsCommand, ['a.csv'])).rejects.toThrow('--mapping NAME');
  const gone = run(importCountsCommand, ['/nowhere/a.csv'], { mapping: 'Clinic' });
  await expect(gone).rejects.toThrow(CommandProblem);
  await expect(gone).rejects.toThrow('does not exist');
});
