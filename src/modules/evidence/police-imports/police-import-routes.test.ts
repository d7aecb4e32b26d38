import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepText, policeFile } from '#tests/support/police-files.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { operator, signInAs } from '#tests/support/sign-in.ts';
import type { Visitor } from '#tests/support/visitor.ts';
import { evidencePaths } from '../paths.ts';
import { importPoliceFiles } from './import-police-files.ts';

let opened: TestServiceWithApp;
let app: FastifyInstance;
let analyst: Visitor;
beforeAll(async () => {
  opened = await openTestApp();
  ({ app } = opened);
  analyst = (await signInAs(app, opened.service, 'analyst')).visitor;
});
afterAll(async () => {
  await opened.close();
});

async function load(name: string, text: string): Promise<string> {
  const id = randomUUID();
  const files = [await keepText(opened.service, name, text)];
  await importPoliceFiles(opened.service, operator, { id, source: 'police', files });
  return id;
}

const rows = (many: number) =>
  policeFile(...Array.from({ length: many }, (_, index) => ({ 'Crime ID': `${many}-${index}` })));

describe('an analyst who withdraws an import', () => {
  test('is asked first, told what will be in use instead, and sees it on both receipts', async () => {
    const first = await load('june.csv', rows(3));
    const second = await load('june-again.csv', rows(4));
    const receipt = await analyst.get(evidencePaths.receipt(first));
    expect(receipt.text).toContain('No, but what was loaded on 22 November 2026');
    expect(receipt.html).toContain(`href="${evidencePaths.receipt(second)}"`);

    const asked = await analyst.get(evidencePaths.importWithdrawal(second));
    expect(asked.text).toContain('What ops@harbourshire.example (command line) loaded on 22');
    const done = await analyst.submit(asked, { idempotencyKey: randomUUID() });
    expect(done.path).toBe(evidencePaths.receipt(second));
    expect(done.text).toContain('This import was withdrawn by The analyst on 22 November 2026');
    expect((await analyst.get(evidencePaths.receipt(first))).text).toContain(
      'June 2025YesHarbourshire Constabulary30',
    );
    expect((await analyst.get(evidencePaths.imports())).text).toContain('No, withdrawn');

    const again = await analyst.post(evidencePaths.importWithdrawal(second));
    expect(again.status).toBe(409);
    expect(again.text).toContain('withdrawn already, by The analyst');
    const late = await analyst.get(evidencePaths.importWithdrawal(second));
    expect(late.text).toContain('withdrawn already, by The analyst');
    expect(late.html).not.toContain('govuk-button--warning');
  });

  test('finds no such page for an import that does not exist', async () => {
    for (const id of [randomUUID(), 'nonsense']) {
      expect((await analyst.get(evidencePaths.importWithdrawal(id))).status).toBe(404);
      expect((await analyst.post(evidencePaths.importWithdrawal(id))).status).toBe(404);
    }
  });

  test('is told of an import of which every file was refused, with its receipt', async () => {
    const refused = await load('page.csv', '<html></html>').catch(() => 'refused');
    expect(refused).toBe('refused');
    const listed = await analyst.get(evidencePaths.imports());
    expect(listed.text).toContain('No, refused');
    const [, id = ''] = /href="\/evidence\/imports\/([0-9a-f-]{36})"/.exec(listed.html) ?? [];
    const receipt = await analyst.get(evidencePaths.receipt(id));
    expect(receipt.text).toContain('The file is a web page, not CSV.');
    expect(receipt.html).not.toContain(evidencePaths.importWithdrawal(id));
  });
});

test('a coordinator reads receipts and cannot withdraw anything', async () => {
  const { visitor } = await signInAs(app, opened.service, 'coordinator');
  const id = await load('july.csv', rows(2).replaceAll('2025-06', '2025-07'));
  const receipt = await visitor.get(evidencePaths.receipt(id));
  expect(receipt.status).toBe(200);
  expect(receipt.html).not.toContain(evidencePaths.importWithdrawal(id));
  expect((await visitor.get(evidencePaths.importWithdrawal(id))).status).toBe(403);
  expect((await visitor.post(evidencePaths.importWithdrawal(id))).status).toBe(403);
});

describe('the receipt of an import with duplicates', () => {
  test('names each with the line that it repeats, on the page and in a download', async () => {
    const id = randomUUID();
    const august = (...ids: string[]) =>
      policeFile(...ids.map((one) => ({ 'Crime ID': one, Month: '2025-08' })));
    const files = [
      await keepText(opened.service, 'first.csv', august('a', 'b', 'a')),
      await keepText(opened.service, 'second.csv', august('c', 'b')),
    ];
    await importPoliceFiles(opened.service, operator, { id, source: 'police', files });
    const receipt = await analyst.get(evidencePaths.receipt(id));
    expect(receipt.text).toContain('5 rows read = 3 accepted + 2 duplicates + 0 set aside.');
    expect(receipt.text).toContain('first.csv4Line 2second.csv3Line 3 of first.csv');
    expect(receipt.text).toMatch(/first.csv310Read to its endsecond.csv210Read to its end/);
    const csv = await analyst.get(evidencePaths.duplicateRows(id));
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.html.trim().split('\n').slice(1)).toEqual([
      'first.csv,4,first.csv,2',
      'second.csv,3,first.csv,3',
    ]);
    expect((await analyst.get(evidencePaths.duplicateRows(randomUUID()))).status).toBe(404);
  });
});

describe('the receipt of months of which some came again as they were', () => {
  test('says which hold the same rows as before, in whatever order', async () => {
    const of = (month: string, ...ids: string[]) =>
      ids.map((one) => ({ 'Crime ID': one, Month: month }));
    await load('2024.csv', policeFile(...of('2024-01', 'a', 'b'), ...of('2024-02', 'c')));
    const again = await load(
      '2024-again.csv',
      policeFile(...of('2024-03', 'e'), ...of('2024-02', 'd'), ...of('2024-01', 'b', 'a')),
    );
    const { text } = await analyst.get(evidencePaths.receipt(again));
    expect(text).toContain('3 rows of earlier versions were replaced; the old versions are kept.');
    expect(text).toContain(
      '1 of the 3 months holds the same rows as before, so nothing changes for it.',
    );
    expect(text).toContain('January 2024Yes, the same rows as before');
    expect(text).toMatch(/February 2024YesHarbourshire Constabulary10March 2024/);
  });
});

describe('the receipt of a large import', () => {
  test('shows its months in pages, and the files that need a look first', async () => {
    const forces = Array.from({ length: 120 }, (_, index) => `Force ${1000 + index}`);
    const id = randomUUID();
    const files = [
      await keepText(
        opened.service,
        'many.csv',
        policeFile(...forces.map((force) => ({ 'Reported by': force }))),
      ),
      await keepText(opened.service, 'page.csv', '<!doctype html><p>Not found</p>'),
    ];
    await importPoliceFiles(opened.service, operator, { id, source: 'police', files });

    const receipt = await analyst.get(evidencePaths.receipt(id));
    expect(receipt.text).toContain('Showing 1 to 100 of 120');
    expect(receipt.text).toContain('Force 1099');
    expect(receipt.text).not.toContain('Force 1100');
    const [, list = ''] = receipt.text.split('Files in this import');
    expect(list.indexOf('page.csv')).toBeLessThan(list.indexOf('many.csv'));

    const rest = await analyst.get(`${evidencePaths.receipt(id)}?months=2`);
    expect(rest.text).toContain('Showing 101 to 120 of 120');
    expect(rest.text).toContain('Force 1100');
    expect(rest.text).not.toContain('Force 1099');
  });
});
