import { randomUUID } from 'node:crypto';
import { mkdir, readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Service } from '#core/service.ts';
import type { Principal } from '#platform/database/principal.ts';
import { uploadLimit } from '#platform/http/server.ts';
import { Forbidden } from '#platform/http/failures.ts';
import { keepFile, keepText, policeFile } from '#tests/support/police-files.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import { describeWithSharedData, listSharedFiles } from '#tests/support/shared-data.ts';
import { operator } from '#tests/support/sign-in.ts';
import { listIncidentCounts } from '../incident-counts-store.ts';
import { findCurrentSource } from '../incident-source-store.ts';
import { MonthWouldShrink } from './accept-import.ts';
import { AllFilesRefused, importPoliceFiles, type FileToImport } from './import-police-files.ts';
import type { Receipt } from './police-import.ts';
import { getReceipt, listQuarantinedRows } from './receipt-store.ts';

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
    for (const { month, count } of await listIncidentCounts(tx, current, {})) {
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
  beforeEach(async () => {
    opened = await makeTestService();
    service = opened.service;
    return () => opened.close();
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
    expect(receipt).toMatchObject({ withoutLocation: 1, outsideArea: 1, sharedCrimeIds: 0 });
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

  test('a month that would lose more than half of its rows is not replaced unless that is allowed', async () => {
    await load(await keepText(service, 'june.csv', robberies(9)));
    const cut = await keepText(service, 'june-cut-short.csv', robberies(4));
    await expect(load(cut)).rejects.toThrow(MonthWouldShrink);
    await expect(load(cut)).rejects.toThrow(
      'June 2025 of Harbourshire Constabulary would fall from 9 rows to 4.',
    );
    expect(await countsByMonth()).toEqual({ '2025-06': 9 });
    const order = { id: randomUUID(), source: 'police', files: [cut], mayShrink: true } as const;
    const allowed = await importPoliceFiles(service, operator, order);
    expect((await receiptOf(allowed)).rows).toMatchObject({ accepted: 4, replaced: 9 });
    expect(await countsByMonth()).toEqual({ '2025-06': 4 });
  });

  test('content that was replaced since can be loaded again and is current again', async () => {
    await load(await keepText(service, 'june.csv', robberies(3)));
    await load(await keepText(service, 'june-again.csv', robberies(5)));
    const back = await load(await keepText(service, 'june.csv', robberies(3)));
    expect(back.alreadyImported).toBe(false);
    expect(await countsByMonth()).toEqual({ '2025-06': 3 });
  });

  test('of two imports of one month at the same time one replaces the other, whole', async () => {
    const files = [
      await keepText(service, 'a.csv', robberies(4)),
      await keepText(service, 'b.csv', robberies(7)),
    ];
    const receipts = await Promise.all(
      (await Promise.all(files.map((file) => load(file)))).map(receiptOf),
    );
    const current = receipts.filter(({ months }) => months[0]?.isCurrent === true);
    expect(current).toHaveLength(1);
    expect(await countsByMonth()).toEqual({ '2025-06': current[0]?.rows.accepted });
    const replaced = receipts.map(({ rows }) => rows.replaced).toSorted((a, b) => a - b);
    expect([
      [0, 4],
      [0, 7],
    ]).toContainEqual(replaced);
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
    expect(receipt.files[1]?.notes).toEqual(['The same file as june.csv, so it was read once.']);
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

  test('when every file is refused nothing is loaded, and each is told why', async () => {
    const bad = await keepText(service, 'bad.csv', '<html>');
    await expect(load(bad)).rejects.toThrow(AllFilesRefused);
    await expect(load(bad)).rejects.toThrow(/^bad\.csv: The file is a web page, not CSV\. /);
    expect(await countsByMonth()).toEqual({});
  });

  test('an import that stopped half way is run again from the start and ends the same', async () => {
    const files = [await keepText(service, 'june.csv', robberies(6))];
    const order = { id: randomUUID(), source: 'police', files } as const;
    const stopped = new AbortController();
    const progress = (step: string): void => {
      if (step === 'Storing the rows') stopped.abort(new Error('stopped'));
    };
    const attempt = { ...order, progress, signal: stopped.signal };
    await importPoliceFiles(service, operator, attempt).catch(() => undefined);
    const { id } = await importPoliceFiles(service, operator, order);
    expect((await receiptOf({ id })).rows).toMatchObject({ read: 6, accepted: 6 });
    expect(await countsByMonth()).toEqual({ '2025-06': 6 });
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
    const practitioner: Principal = {
      kind: 'person',
      userId: randomUUID(),
      name: 'Sam Field',
      agencyId: 'constabulary',
      role: 'practitioner',
    };
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
    const counted = Object.values(await countsByMonth()).reduce((sum, count) => sum + count, 0);
    expect(counted + receipt.outsideArea + receipt.withoutLocation).toBe(61_558);
    expect(receipt.outsideArea / 61_558).toBeGreaterThan(0.01);
    expect(receipt.outsideArea / 61_558).toBeLessThan(0.015);
  }, 60_000);
});
