import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evidencePaths } from '#modules/evidence/paths.ts';
import { importPoliceFiles } from '#modules/evidence/police-imports/import-police-files.ts';
import { withdrawImport } from '#modules/evidence/police-imports/withdraw-import.ts';
import { keepText, policeFile } from '#tests/support/police-files.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { operator, signInAs } from '#tests/support/sign-in.ts';
import { makeVisitor, type SeenPage, type Visitor } from '#tests/support/visitor.ts';

let opened: TestServiceWithApp;
let analyst: Visitor;
let other: Visitor;
let practitioner: Visitor;
beforeAll(async () => {
  opened = await openTestApp();
  const { app, service } = opened;
  analyst = (await signInAs(app, service, 'analyst')).visitor;
  other = (await signInAs(app, service, 'analyst')).visitor;
  practitioner = (await signInAs(app, service, 'practitioner')).visitor;
});
afterAll(() => opened.close());

type Sent = { name: string; content: string };

/** Sends files as a browser does; gives the answer without following it. */
function send(
  who: Visitor,
  url: string,
  files: readonly Sent[],
  fields: Readonly<Record<string, string>> = {},
): ReturnType<Visitor['ask']> {
  const mark = 'mark-between-parts';
  const parts = [
    ...Object.entries(fields).map(([name, value]) => `name="${name}"\r\n\r\n${value}`),
    ...files.map(({ name, content }) => `name="files"; filename="${name}"\r\n\r\n${content}`),
  ];
  const payload = parts.map((part) => `--${mark}\r\ncontent-disposition: form-data; ${part}\r\n`);
  return who.ask({
    method: 'POST',
    url,
    payload: `${payload.join('')}--${mark}--\r\n`,
    headers: {
      'content-type': `multipart/form-data; boundary=${mark}`,
      'sec-fetch-site': 'same-origin',
    },
  });
}

const countsText = 'Place,When,How many\nE99000001,2025-01,4\nnowhere,2025-01,5\n';
const upload = { name: 'counts.csv', content: countsText };
const named = {
  name: 'A mapping',
  'measure-fixed': 'People treated',
  'part-fixed': 'indoors',
  'area-column': 'Place',
  'month-column': 'When',
  'count-column': 'How many',
  'source-fixed': 'Clinic',
};

async function importText(name: string, text: string): Promise<string> {
  const { service } = opened;
  const files = [await keepText(service, name, text)];
  const order = { id: randomUUID(), source: 'police' as const, files, mayReplace: true };
  return (await importPoliceFiles(service, operator, order)).id;
}

const rows = (path: 'police_imports' | 'count_uploads' | 'job_runs') =>
  opened.service.database.transaction(operator, (tx) =>
    tx
      .selectFrom(path)
      .select(({ fn }) => fn.countAll<string>().as('many'))
      .executeTakeFirstOrThrow(),
  );

describe('somebody whose role may not load data', () => {
  test('can send nothing, withdraw nothing and open no form for it, and nothing changes', async () => {
    const id = await importText('a.csv', policeFile({ 'Reported by': 'Guarded Police' }));
    const { headers } = await send(analyst, evidencePaths.countUploads(), [upload]);
    const theirs = String(headers.location).split('/').at(-1) ?? '';
    const before = [
      await rows('police_imports'),
      await rows('count_uploads'),
      await rows('job_runs'),
    ];
    for (const visitor of [practitioner, makeVisitor(opened.app)]) {
      const isOut = visitor !== practitioner;
      const asked = [
        await send(visitor, evidencePaths.imports(), [{ name: 'a.csv', content: policeFile() }]),
        await send(visitor, evidencePaths.countUploads(), [upload]),
        ...(await Promise.all(
          [
            evidencePaths.importWithdrawal(id),
            evidencePaths.countWithdrawal(id),
            evidencePaths.countImportsOf(theirs),
            evidencePaths.countMappingsOf(theirs),
          ].map((url) =>
            visitor.ask({
              method: 'POST',
              url,
              payload: new URLSearchParams({ ...named, mapping: theirs }).toString(),
              headers: {
                'content-type': 'application/x-www-form-urlencoded',
                'sec-fetch-site': 'same-origin',
              },
            }),
          ),
        )),
        ...(await Promise.all(
          [
            evidencePaths.newImport(),
            evidencePaths.newCounts(),
            evidencePaths.countUpload(theirs),
            evidencePaths.importWithdrawal(id),
          ].map((url) => visitor.ask({ method: 'GET', url })),
        )),
      ];
      for (const { statusCode, headers: answer } of asked) {
        if (isOut) expect(String(answer.location)).toContain('/sign-in');
        else expect(statusCode).toBe(403);
      }
    }
    expect([
      await rows('police_imports'),
      await rows('count_uploads'),
      await rows('job_runs'),
    ]).toEqual(before);
    expect((await analyst.get(evidencePaths.receipt(id))).text).not.toContain('withdrawn by');
  });

  test('sees an import that does not exist as nobody else does, whatever its id is written like', async () => {
    for (const id of [
      randomUUID(),
      'nonsense',
      '%00',
      '..%2f..%2fetc',
      "1'or'1",
      '0'.repeat(5_000),
    ]) {
      for (const url of [
        evidencePaths.receipt(id),
        evidencePaths.quarantinedRows(id),
        evidencePaths.countRowsSetAside(id),
      ]) {
        const { statusCode } = await practitioner.ask({ method: 'GET', url });
        expect([404, 400, 414], url.slice(0, 80)).toContain(statusCode);
      }
    }
  });
});

describe('an analyst', () => {
  test('cannot reach what another analyst sent, not even to load it', async () => {
    const { headers } = await send(analyst, evidencePaths.countUploads(), [upload]);
    const id = String(headers.location).split('/').at(-1) ?? '';
    expect((await other.get(evidencePaths.countUpload(id))).status).toBe(404);
    expect((await other.post(evidencePaths.countMappingsOf(id), named)).status).toBe(404);
    expect((await other.post(evidencePaths.countImportsOf(id), { mapping: id })).status).toBe(404);
  });

  test('gets nothing by another’s form key, and a key cannot be used for something else', async () => {
    const idempotencyKey = randomUUID();
    const file = { name: 'a.csv', content: policeFile({ 'Crime ID': 'key' }) };
    const ask = (who: Visitor, sent: Sent = file) =>
      send(who, evidencePaths.imports(), [sent], { idempotencyKey });
    const first = await ask(analyst);
    const again = await Promise.all([ask(analyst), ask(analyst)]);
    for (const { headers } of again) expect(headers.location).toBe(first.headers.location);
    const stolen = await ask(other);
    expect(stolen.headers.location).not.toBe(first.headers.location);
    expect(
      (await ask(analyst, { ...file, content: policeFile({ 'Crime ID': 'x' }) })).statusCode,
    ).toBe(409);
    for (const forged of ['', 'nonsense', "';drop table job_runs;--", '\u0000'.repeat(36)]) {
      const { statusCode } = await send(analyst, evidencePaths.imports(), [file], {
        idempotencyKey: forged,
      });
      expect(statusCode).toBe(303);
    }
  });

  test('is told in words of texts that cannot be kept, and none of them is run', async () => {
    const { headers } = await send(analyst, evidencePaths.countUploads(), [
      {
        name: '<img src=x onerror=alert(1)>.csv',
        content: countsText.replace('nowhere', '"=1+1"'),
      },
    ]);
    const url = String(headers.location);
    const page = await analyst.get(url);
    expect(page.html).not.toContain('<img src=x');
    for (const field of ['name', 'measure-fixed', 'source-fixed', 'part-fixed']) {
      const refused = await analyst.post(`${url}/mappings`, { ...named, [field]: 'a\0b' });
      expect(refused.status, field).toBe(422);
    }
    const odd = { ...named, name: '</script><script>alert(1)</script>', 'source-fixed': '=cmd|x' };
    const receipt = await analyst.post(`${url}/mappings`, odd);
    expect(receipt.status).toBe(200);
    expect(receipt.html).not.toContain('<script>alert');
    expect(receipt.html).not.toContain('<img src=x');
    const series = { part: 'indoors', source: '=cmd|x', measure: 'People treated' };
    for (const path of [`${receipt.path}/quarantined.csv`, evidencePaths.countSeriesData(series)]) {
      expectHarmless(await analyst.get(path));
    }
  });

  test.each([
    '=1+1',
    '+1',
    '-1+1',
    '@SUM(1)',
    '\t=1',
    ' =1+1',
    '"=1+1"',
    '＝1+1',
    '\u00a0=1',
    "'=1",
    '\u200b=1',
  ])('cannot put a formula into a list of rows set aside: %j', async (start) => {
    const text = policeFile({ Month: 'x' });
    const [header = '', row = ''] = text.split('\n');
    const faulty = [`${start},${row}`, row.replace(',x,', `,${start.replaceAll('"', '""')},`)];
    const name = `${start.replaceAll(/["\t]/g, '')}.csv`;
    const id = await importText(name, [header, ...faulty, ''].join('\n'));
    const list = await analyst.get(evidencePaths.quarantinedRows(id));
    expect(expectHarmless(list)).toBe(3);
  });

  test('asks for pages with queries that are nonsense, and no page breaks', async () => {
    await importText('b.csv', policeFile({ 'Reported by': 'Asked Police' }));
    const nonsense = [
      '%00',
      '%ff',
      "'",
      '<script>',
      '__proto__',
      '=1+1',
      '9'.repeat(400),
      '%F0%9F%98%80',
    ];
    for (const value of nonsense) {
      for (const url of [
        `/evidence/trend?crime-type=${value}&place=${value}&months=${value}`,
        `/evidence/trend.csv?place=${value}`,
        `/evidence/parts?part=${value}&place=${value}`,
        `/evidence/districts?crime-type=${value}`,
        `/evidence/areas/${value}`,
        `/evidence/areas?search=${value}`,
        `/evidence/coverage?from=${value}`,
        `/evidence/partner-counts/series?part=${value}&source=${value}&measure=${value}&area=${value}`,
      ]) {
        const { statusCode, payload } = await analyst.ask({ method: 'GET', url });
        expect(statusCode, url).toBeLessThan(500);
        expect(payload, url).not.toContain('<script>&');
      }
    }
  });
});

test('a withdrawal and a load at the same time end as one after the other would', async () => {
  for (let round = 0; round < 4; round += 1) {
    const force = `Raced ${round} Police`;
    const first = await importText('a.csv', policeFile({ 'Reported by': force, 'Crime ID': '1' }));
    const order = policeFile({ 'Reported by': force, 'Crime ID': '2' });
    const withdraw = () => withdrawImport(opened.service, { principal: operator }, { id: first });
    const loading = importText('b.csv', order);
    const withdrawals = await Promise.allSettled([withdraw(), withdraw()]);
    expect(withdrawals.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const second = await loading;
    const inUse = await opened.service.database.transaction(operator, (tx) =>
      tx
        .selectFrom('police_months')
        .select('import_id')
        .where('force', '=', force)
        .where('is_current', '=', true)
        .execute(),
    );
    expect(inUse).toEqual([{ import_id: second }]);
  }
});

/** No cell may be taken for a formula, whatever a program passes over at its beginning. Gives the rows. */
function expectHarmless({ status, html }: SeenPage): number {
  expect(status).toBe(200);
  const cells: string[][] = parse(html, { bom: true });
  for (const cell of cells.flat()) {
    if (/^-?\d+(\.\d+)?$/.test(cell)) continue;
    expect(cell).not.toMatch(/^[\s"\u200b\ufeff]*[=+\-@＝＋－＠]/u);
    expect(cell).not.toMatch(/^[\t\r]/);
  }
  return cells.length;
}
