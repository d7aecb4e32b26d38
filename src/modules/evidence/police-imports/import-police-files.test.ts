import { randomUUID } from 'node:crypto';
import { mkdir, readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Service } from '#core/service.ts';
import { uploadLimit } from '#platform/http/server.ts';
import { Forbidden } from '#platform/http/failures.ts';
import { keepFile, keepText, policeFile } from '#tests/support/police-files.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import { describeWithSharedData, listSharedFiles } from '#tests/support/shared-data.ts';
import { operator } from '#tests/support/sign-in.ts';
import { makePerson } from '#tests/support/person.ts';
import { readIncidentCounts } from '../incident-counts/district-counts.ts';
import { findCurrentSource } from '../incident-counts/incident-source-store.ts';
import type { FileToImport } from './gather-files.ts';
import { importPoliceFiles } from './import-police-files.ts';
import type { Receipt } from './police-import.ts';
import { getReceipt, listImports, listQuarantinedRows } from './receipt-store.ts';
import { AllFilesRefused } from './refuse-import.ts';
import { withdrawImport } from './withdraw-import.ts';

let opened: TestService;
let service: Service;

async function load(...files: readonly FileToImport[]) {
  return importPoliceFiles(service, operator, { id: randomUUID(), source: 'police', files });
}

async function receiptOf({ id }: { id: string }): Promise<Receipt> {
  return service.database.transaction(operator, (tx) => getReceipt(tx, id));
}

/** All incidents in the districts, by month, as pages count them. */
async function countsByMonth(): Promise<Record<string, number>> {
  return service.database.transaction(operator, async (tx) => {
    const current = await findCurrentSource(tx, service);
    const totals: Record<string, number> = {};
    if (current === undefined) return totals;
    for (const { month, count } of await readIncidentCounts(tx, service, current)) {
      totals[month] = (totals[month] ?? 0) + count;
    }
    return totals;
  });
}

const robberies = (many: number, month = '2025-06') =>
  policeFile(
    ...Array.from({ length: many }, (_, index) => ({ 'Crime ID': `r${index}`, Month: month })),
  );

describe('loading police files', () => {
  beforeAll(async () => {
    opened = await makeTestService();
    service = opened.service;
  });
  afterAll(() => opened.close());

  /** Each test begins with nothing in use. */
  beforeEach(async () => {
    const imports = await service.database.transaction(operator, (tx) => listImports(tx, 100));
    for (const { id, rows, withdrawnAt } of imports) {
      if (rows.accepted > 0 && withdrawnAt === null)
        await withdrawImport(service, { principal: operator }, { id });
    }
  });

  test('every row of the receipt is accounted for, and pages count what was accepted', async () => {
    const file = await keepText(
      service,
      '2025-06-street.csv',
      policeFile(
        { 'Crime ID': 'a' },
        { 'Crime ID': 'a' },
        { 'Crime ID': 'b', Month: 'June' },
        { 'Crime ID': 'c', 'LSOA name': 'Elsewhere 001A' },
        { Longitude: '', Latitude: '', Location: 'No Location', 'LSOA code': '', 'LSOA name': '' },
        { 'Crime type': 'Anti-social behaviour' },
        { 'Crime type': 'Anti-social behaviour' },
      ),
    );
    const receipt = await receiptOf(await load(file));
    expect(receipt.rows).toEqual({
      read: 7,
      accepted: 5,
      duplicate: 1,
      quarantined: 1,
      replaced: 0,
    });
    expect(receipt).toMatchObject({ withoutLocation: 1, outsideArea: null, sharedCrimeIds: 0 });
    expect(await countsByMonth()).toEqual({ '2025-06': 3 });
    const aside = await service.database.transaction(operator, (tx) =>
      listQuarantinedRows(tx, receipt.id, { from: 0, limit: 10 }),
    );
    expect(aside).toMatchObject([{ fileName: file.name, line: 4, rule: 'month-malformed' }]);
  });

  test('the same bytes under another name change nothing and give the first receipt', async () => {
    const first = await load(await keepText(service, 'one.csv', robberies(3)));
    const again = await load(await keepText(service, 'two.csv', robberies(3)));
    expect(again).toEqual({ id: first.id, alreadyImported: true });
    expect(await countsByMonth()).toEqual({ '2025-06': 3 });
  });

  test('a month sent again replaces that month and no other, and the old version is kept', async () => {
    const june = await load(await keepText(service, 'june.csv', robberies(3)));
    await load(await keepText(service, 'july.csv', robberies(2, '2025-07')));
    const again = await load(await keepText(service, 'june-again.csv', robberies(5)));
    expect((await receiptOf(again)).rows).toMatchObject({ read: 5, replaced: 3 });
    expect(await countsByMonth()).toEqual({ '2025-06': 5, '2025-07': 2 });
    expect((await receiptOf(june)).months).toMatchObject([{ isCurrent: false, rowsAccepted: 3 }]);
  });

  test('content that was replaced since can be loaded again and is current again', async () => {
    await load(await keepText(service, 'june.csv', robberies(3)));
    await load(await keepText(service, 'june-again.csv', robberies(5)));
    const back = await load(await keepText(service, 'june.csv', robberies(3)));
    expect(back.alreadyImported).toBe(false);
    expect(await countsByMonth()).toEqual({ '2025-06': 3 });
  });

  test('a refused file beside a good one stops nothing and stands on the receipt', async () => {
    const good = await keepText(service, 'good.csv', robberies(2));
    const bad = await keepText(service, 'bad.csv', '<!DOCTYPE html><title>Not found</title>');
    const receipt = await receiptOf(await load(good, bad));
    expect(receipt.rows.read).toBe(2);
    expect(receipt.files).toMatchObject([
      { name: 'good.csv', refusal: null },
      { name: 'bad.csv', refusal: { sentence: 'The file is a web page, not CSV.' } },
    ]);
  });

  test('two files of one name are told apart', async () => {
    const june = await keepText(service, 'street.csv', robberies(2));
    const july = await keepText(service, 'street.csv', robberies(3, '2025-07'));
    const { files } = await receiptOf(await load(june, july));
    expect(files.map(({ rowsRead }) => rowsRead)).toEqual([2, 3]);
  });

  test('a file chosen twice is read once, rows without a Crime ID too', async () => {
    const june = await keepText(service, 'june.csv', policeFile({}, {}));
    const receipt = await receiptOf(await load(june, { ...june, name: 'june (1).csv' }));
    expect(receipt.rows).toMatchObject({ read: 2, accepted: 2, duplicate: 0 });
    expect(receipt.files[1]?.notes).toEqual([
      'Another file of this import has the same content, so this one was left out. The other is june.csv.',
    ]);
  });

  test('a month chosen packed and plain is counted once', async () => {
    const text = policeFile({}, {});
    const plain = await keepText(service, 'june.csv', text);
    const content = Readable.from([gzipSync(text)]);
    const packed = { name: 'june.csv.gz', ...(await service.files.keep(content, uploadLimit)) };
    const receipt = await receiptOf(await load(plain, packed));
    expect(receipt.rows).toMatchObject({ read: 2, accepted: 2 });
    expect(receipt.files[1]?.notes.join()).toContain('has the same content');
    expect(await countsByMonth()).toEqual({ '2025-06': 2 });
  });

  test('when every file is refused nothing is loaded, each is told why, and the receipt is kept', async () => {
    const bad = await keepText(service, 'bad.csv', '<html>');
    await expect(load(bad)).rejects.toThrow(/^bad\.csv: The file is a web page, not CSV\. /);
    const order = { id: randomUUID(), source: 'police', files: [bad] } as const;
    for (const time of ['first', 'again']) {
      const trying = importPoliceFiles(service, operator, order);
      await expect(trying, time).rejects.toThrow(AllFilesRefused);
    }
    expect(await countsByMonth()).toEqual({});
    const listed = await service.database.transaction(operator, (tx) => listImports(tx, 10));
    expect(listed.slice(0, 2)).toMatchObject([
      {
        id: order.id,
        importedBy: expect.stringContaining(operator.email) as string,
        rows: { read: 0 },
        units: 0,
      },
      { rows: { read: 0 } },
    ]);
    expect((await receiptOf(order)).files).toMatchObject([
      { name: 'bad.csv', refusal: { sentence: 'The file is a web page, not CSV.' } },
    ]);
    expect(await readdir(join(service.parquetDirectory, 'police', order.id))).toEqual([]);
  });

  test('what a killed import left behind is gone after a day, and nothing that has a receipt is', async () => {
    const folder = join(service.parquetDirectory, 'police');
    const { id } = await load(await keepText(service, 'june.csv', robberies(2)));
    const killed = randomUUID();
    await mkdir(join(folder, killed));
    await load(await keepText(service, 'july.csv', robberies(2, '2025-07')));
    expect(await readdir(folder)).toContain(killed);
    const longAgo = new Date('2026-11-20T10:00:00Z');
    for (const name of [id, killed]) await utimes(join(folder, name), longAgo, longAgo);
    await load(await keepText(service, 'august.csv', robberies(2, '2025-08')));
    expect(await readdir(folder)).toContain(id);
    expect(await readdir(folder)).not.toContain(killed);
  });

  test('only who may load data can', async () => {
    const practitioner = await makePerson(service, 'practitioner');
    const files = [await keepText(service, 'june.csv', robberies(1))];
    const order = { id: randomUUID(), source: 'police', files } as const;
    await expect(importPoliceFiles(service, practitioner, order)).rejects.toThrow(Forbidden);
    expect(await countsByMonth()).toEqual({});
  });

  test('rows of another force stand on the receipt and in no figure of this one', async () => {
    const file = await keepText(
      service,
      'neighbours.csv',
      policeFile({}, { 'Reported by': 'Neighbour Police' }, { 'Reported by': 'Neighbour Police' }),
    );
    expect((await receiptOf(await load(file))).rows.accepted).toBe(3);
    expect(await countsByMonth()).toEqual({ '2025-06': 1 });
  });
});

describeWithSharedData('the fourteen real months', 'police/warwickshire', () => {
  beforeAll(async () => {
    opened = await makeTestService({ partnership: 'warwickshire', demonstration: true });
    service = opened.service;
  });
  afterAll(() => opened.close());

  test('load to exactly their rows, and their districts add up to what lies in the county', async () => {
    const paths = listSharedFiles('police/warwickshire', '-street.csv.gz');
    const files = await Promise.all(paths.map((path) => keepFile(service, path)));
    const receipt = await receiptOf(await load(...files));
    expect(receipt.months).toHaveLength(14);
    expect(receipt.rows).toEqual({
      read: 61_558,
      accepted: 61_558,
      duplicate: 0,
      quarantined: 0,
      replaced: 0,
    });
    expect(receipt.outsideArea).toBeNull();
    // Until areas are loaded, the published name of an area tells its district.
    const counted = Object.values(await countsByMonth()).reduce((sum, count) => sum + count, 0);
    const outside = 61_558 - counted - receipt.withoutLocation;
    expect(outside / 61_558).toBeGreaterThan(0.01);
    expect(outside / 61_558).toBeLessThan(0.015);
  }, 60_000);
});
