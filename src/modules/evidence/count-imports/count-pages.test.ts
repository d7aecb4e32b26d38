import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { signInAs } from '#tests/support/sign-in.ts';
import { makeSpreadsheet } from '#tests/support/spreadsheet.ts';
import type { SeenPage, Visitor } from '#tests/support/visitor.ts';
import { evidencePaths } from '../paths.ts';

let opened: TestServiceWithApp;
let app: FastifyInstance;
let analyst: Visitor;
beforeAll(async () => {
  opened = await openTestApp();
  ({ app } = opened);
  ({ visitor: analyst } = await signInAs(app, opened.service, 'analyst'));
});
afterAll(async () => {
  await opened.close();
});

async function send(content: Buffer): Promise<SeenPage> {
  const mark = 'mark-between-parts';
  const head = `--${mark}\r\ncontent-disposition: form-data; name="files"; filename="sheet.xlsx"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  const response = await analyst.ask({
    method: 'POST',
    url: evidencePaths.countUploads(),
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${mark}--\r\n`)]),
    headers: {
      'content-type': `multipart/form-data; boundary=${mark}`,
      'sec-fetch-site': 'same-origin',
    },
  });
  const { location } = response.headers;
  if (location !== undefined) return analyst.get(location);
  return {
    status: response.statusCode,
    path: '',
    html: response.payload,
    text: response.payload,
    headers: response.headers,
  };
}

const sheet = (...counts: (number | string | null)[]) =>
  makeSpreadsheet([
    {
      name: 'Counts',
      rows: [
        ['Place', 'When', 'How many'],
        ...counts.map((count, index) => [
          'E99000001',
          `2025-${String(index + 1).padStart(2, '0')}`,
          count,
        ]),
      ],
    },
  ]);

const named = {
  name: 'Harbour clinic',
  'measure-fixed': 'People treated',
  'part-fixed': 'Violence indoors',
  'area-column': 'Place',
  'month-column': 'When',
  'count-column': 'How many',
  'source-fixed': 'Harbour clinic',
};

test('an analyst names the columns once, and next time only chooses the mapping', async () => {
  const mapping = await send(sheet(4, null, 0));
  expect(mapping.text).toContain('The rows of the file');
  const refused = await analyst.submit(mapping, { ...named, 'area-column': '', name: '' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('For “area” choose a column, or write one value for all rows');
  expect(refused.text).toContain('Give the mapping a name');
  expect(refused.html).toContain('value="People treated"');
  const receipt = await analyst.submit(mapping, named);
  expect(receipt.text).toContain('3 rows read = 3 accepted + 0 duplicates + 0 set aside.');
  expect(receipt.text).toContain('with the mapping “Harbour clinic”');

  const again = await send(sheet(5, 6, 7, 'many'));
  expect(again.text).toContain('Saved by The analyst');
  const id = /name="mapping"[^>]*value="([^"]+)"/.exec(again.html)?.[1] ?? '';
  const asked = await analyst.submit(again, { mapping: id });
  expect(asked.status).toBe(422);
  expect(asked.text).toContain('1 row of it cannot be used');
  const replaced = await analyst.submit(again, { mapping: id, mayReplace: 'yes' });
  expect(replaced.text).toContain('4 rows read = 3 accepted + 0 duplicates + 1 set aside.');
  expect(replaced.text).toContain('3 rows of earlier versions were replaced');
  const list = await analyst.get(`${replaced.path}/quarantined.csv`);
  expect(list.html).toContain('The count is not a whole number');

  const asking = await analyst.get(`${replaced.path}/withdrawal`);
  expect(asking.text).toContain('What will change');
  expect(asking.text).toContain('In use then');
  expect(asking.text).toMatch(
    /March 2025Harbour clinicPeople treatedWhat The analyst loaded on 22/,
  );
  expect(asking.text).toContain('March 2025');
  const withdrawn = await analyst.submit(asking, { idempotencyKey: randomUUID() });
  expect(withdrawn.text).toContain('This import was withdrawn by The analyst');
  expect(withdrawn.html).not.toContain(`${replaced.path}/withdrawal`);
  const { visitor: coordinator } = await signInAs(app, opened.service, 'coordinator');
  expect((await coordinator.get(`${replaced.path}/withdrawal`)).status).toBe(403);
  const late = await analyst.get(`${replaced.path}/withdrawal`);
  expect(late.text).toContain('This import was withdrawn already');
});

test('the counts stand by part and source, missing ones as not given, and can be downloaded', async () => {
  const overview = await analyst.get(evidencePaths.partnerCounts());
  expect(overview.text).toContain('Violence indoors');
  expect(overview.text).toContain('No partner’s counts of this part are loaded.');
  const series = { source: 'Harbour clinic', measure: 'People treated', part: 'indoors' };
  const page = await analyst.get(evidencePaths.countSeries(series));
  expect(page.text).toMatch(/February 2025\s*not given/);
  expect(page.text).toContain('Harbourshire definition, version 3');
  const download = await analyst.get(evidencePaths.countSeriesData(series));
  const lines = download.html.trim().split('\n');
  expect(lines.map((line) => line.split(',').slice(0, 4).join(','))).toEqual([
    'Month,Area code,Area,Count',
    '2025-01,E99000001,Eastmole,4',
    '2025-02,E99000001,Eastmole,',
    '2025-03,E99000001,Eastmole,0',
  ]);
  const missing = await analyst.get(evidencePaths.countSeries({ ...series, part: 'quayside' }));
  expect(missing.status).toBe(404);
});

test('loaded data lists the partners’ files beside the police ones', async () => {
  const { text } = await analyst.get(evidencePaths.imports());
  expect(text).toContain('Partners’ counts, the newest first');
  expect(text).toContain('No, withdrawn');
});

test('the definition says who sees what, whom to ask, and what is loaded', async () => {
  const { text } = await analyst.get(evidencePaths.definition());
  expect(text).toContain('Not seen: ask Harbourshire Constabulary');
  expect(text).toContain('Partly: ask Eastmole Council');
  expect(text).toContain('Harbour clinic (to be confirmed)');
  expect(text).toMatch(/Harbour clinic\s*March 2025/);
  expect(text).toContain('What the lighthouse sees');
});

test('a refused file is told on the same page, and somebody else’s file cannot be seen', async () => {
  const refused = await send(Buffer.from('d0cf11e0a1b11ae1', 'hex'));
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('password')]);
  const mine = await send(sheet(1));
  const { visitor: other } = await signInAs(app, opened.service, 'analyst');
  expect((await other.get(mine.path)).status).toBe(404);
  const { visitor: practitioner } = await signInAs(app, opened.service, 'practitioner');
  expect((await practitioner.get(evidencePaths.newCounts())).status).toBe(403);
});

test('a mapping of somebody else is not replaced', async () => {
  const { visitor: other } = await signInAs(app, opened.service, 'analyst');
  analyst = other;
  const page = await send(sheet(9));
  const refused = await analyst.submit(page, { ...named, 'measure-fixed': 'Something else' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('has saved another mapping under this name');
});

test('nothing is kept of a refused file, nor after a week of one whose columns nobody named', async () => {
  const { service, clock, dataDirectory } = opened;
  const kept = async () =>
    (await readdir(join(dataDirectory, 'files'), { recursive: true })).length;
  const before = await kept();
  await send(Buffer.from('d0cf11e0a1b11ae1', 'hex'));
  expect(await kept()).toBe(before);
  const unfinished = sheet(111);
  const { path } = await send(unfinished);
  const sha256 = createHash('sha256').update(unfinished).digest('hex');
  clock.moveTo('2026-11-30T10:00:00Z');
  const { visitor } = await signInAs(app, service, 'analyst');
  analyst = visitor;
  await send(sheet(112));
  expect(existsSync(service.files.pathOf(sha256))).toBe(false);
  expect((await analyst.get(path)).status).toBe(404);
});
