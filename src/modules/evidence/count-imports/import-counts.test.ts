import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Principal } from '#platform/database/principal.ts';
import { Conflict, Forbidden, NotFound } from '#platform/http/failures.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import { operator } from '#tests/support/sign-in.ts';
import { makePerson } from '#tests/support/person.ts';
import { ReplacementDoubtful } from '../receipts/replacement-doubtful.ts';
import type { CountMapping } from '../count-files/count-mapping.ts';
import { importStateInWords, leaveOutInvented } from './count-import-line.ts';
import {
  getCountReceipt,
  listCountDuplicateRows,
  listCountImports,
  listCountRowsSetAside,
} from './count-receipt-store.ts';
import {
  findCurrentOrigin,
  listSeries,
  listSeriesCounts,
} from '../partner-counts/count-series-store.ts';
import { CountFileRefused, importCounts, MappingDoesNotFit } from './import-counts.ts';
import { countFileLimit } from '../count-files/read-count-file.ts';
import { saveMapping } from './save-mapping.ts';
import { seedCounts } from './seed-counts.ts';
import { withdrawCounts } from './withdraw-counts.ts';

let opened: TestService;
beforeAll(async () => {
  opened = await makeTestService({ demonstration: true });
});
afterAll(() => opened.close());

/** Rows for one source of its own, so that tests do not meet. */
function mappingFor(source: string): CountMapping {
  return {
    source: { fixed: source },
    measure: { fixed: 'People treated' },
    part: { fixed: 'quayside' },
    area: { column: 'area' },
    month: { column: 'month' },
    count: { column: 'count' },
  };
}

const [east, west] = ['E99000001', 'E99000002'];
const file = (...rows: readonly string[]): string => ['area,month,count', ...rows, ''].join('\n');

async function load(
  source: string,
  text: string,
  more: { mayReplace?: boolean; principal?: Principal } = {},
) {
  const { service } = opened;
  const kept = await service.files.keep(Readable.from([text]), countFileLimit);
  return importCounts(service, more.principal ?? operator, {
    id: randomUUID(),
    origin: 'partners',
    file: { name: 'counts.csv', ...kept },
    mapping: { id: null, fields: mappingFor(source) },
    mayReplace: more.mayReplace ?? false,
  });
}

const receiptOf = ({ id }: { id: string }) =>
  opened.service.database.transaction(operator, (tx) => getCountReceipt(tx, id));

/** What pages read of a source: the count of each area and month. */
async function countsOf(source: string): Promise<Record<string, number | null>> {
  const key = { source, measure: 'People treated', part: 'quayside' };
  const counts = await opened.service.database.transaction(operator, (tx) =>
    listSeriesCounts(tx, 'partners', key),
  );
  return Object.fromEntries(
    counts.map(({ areaCode, month, count }) => [`${areaCode} ${month}`, count]),
  );
}

describe('loading a partner’s counts', () => {
  test('invented counts are shown until there are real ones, and the two are never together', async () => {
    const { service } = opened;
    await seedCounts(service);
    await seedCounts(service);
    const look = () =>
      service.database.transaction(operator, async (tx) => {
        const origin = await findCurrentOrigin(tx);
        const series = origin === undefined ? [] : await listSeries(tx, origin);
        return { origin, sources: new Set(series.map(({ source }) => source)) };
      });
    const before = await look();
    expect(before.origin).toBe('demonstration');
    expect([...before.sources].every((source) => source.startsWith('Demonstration:'))).toBe(true);
    await load('First real one', file(`${east},2025-06,4`));
    expect(await look()).toEqual({ origin: 'partners', sources: new Set(['First real one']) });
    const imports = await service.database.transaction(operator, (tx) => listCountImports(tx, 10));
    const [invented, ...others] = imports.filter(({ origin }) => origin === 'demonstration');
    expect(others).toEqual([]);
    const asked = { id: invented?.id ?? '' };
    await expect(withdrawCounts(service, { principal: operator }, asked)).rejects.toThrow(Conflict);
    const states = leaveOutInvented(imports).map(importStateInWords);
    expect(states).toContain('No, real counts are loaded');
  });

  test('every row of the receipt is accounted for, and a blank stays missing', async () => {
    const made = await load(
      'Clinic',
      file(`${east},2025-06,4`, `${east},06/2025,4`, `${west},June 2025,`, `${east},soon,1`),
    );
    const receipt = await receiptOf(made);
    expect(receipt.rows).toEqual({
      read: 4,
      accepted: 2,
      duplicate: 1,
      quarantined: 1,
      replaced: 0,
    });
    expect(await countsOf('Clinic')).toEqual({ [`${east} 2025-06`]: 4, [`${west} 2025-06`]: null });
    const aside = await opened.service.database.transaction(operator, (tx) =>
      listCountRowsSetAside(tx, made.id, { from: 0, limit: 9 }),
    );
    const repeated = await opened.service.database.transaction(operator, (tx) =>
      listCountDuplicateRows(tx, made.id, { from: 0, limit: 9 }),
    );
    const fileName = 'counts.csv';
    expect(repeated).toEqual([{ fileName, line: 3, firstFileName: fileName, firstLine: 2 }]);
    expect(receipt.file).toMatchObject({ rowsRead: 4, rowsDuplicate: 1, rowsQuarantined: 1 });
    expect(receipt.rowsBlank).toBe(1);
    expect(aside).toMatchObject([{ line: 5, rule: 'month-malformed', raw: `${east},soon,1` }]);
  });

  test('the same file read in the same way again changes nothing and gives the first receipt', async () => {
    const text = file(`${east},2025-06,4`);
    const first = await load('Again', text);
    expect(await load('Again', text)).toEqual({ id: first.id, alreadyImported: true });
    expect((await load('Again, otherwise', text)).alreadyImported).toBe(false);
  });

  test('a month sent again replaces that month of that source, and no other; withdrawing brings it back', async () => {
    const first = await load('Twice', file(`${east},2025-06,4`, `${east},2025-07,5`));
    await load('Bystander', file(`${east},2025-06,40`));
    const second = await load('Twice', file(`${east},2025-06,6`, `${west},2025-06,1`));
    expect((await receiptOf(second)).rows).toMatchObject({ accepted: 2, replaced: 1 });
    const july = { [`${east} 2025-07`]: 5 };
    expect(await countsOf('Twice')).toEqual({
      [`${east} 2025-06`]: 6,
      [`${west} 2025-06`]: 1,
      ...july,
    });
    expect((await receiptOf(first)).units.map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
    const { service } = opened;
    const withdrawn = await withdrawCounts(service, { principal: operator }, { id: second.id });
    expect(withdrawn).toMatchObject({ monthsTakenOut: 1, monthsRestored: 1 });
    expect(await countsOf('Twice')).toEqual({ [`${east} 2025-06`]: 4, ...july });
    expect(await countsOf('Bystander')).toEqual({ [`${east} 2025-06`]: 40 });
    expect((await receiptOf(second)).withdrawal).not.toBeNull();
    await expect(
      withdrawCounts(service, { principal: operator }, { id: second.id }),
    ).rejects.toThrow('withdrawn already');
  });

  test('a month that comes again as it was is told apart, and its rows are replaced all the same', async () => {
    await load('Same', file(`${east},2025-06,4`, `${west},2025-06,`, `${east},2025-07,5`));
    const again = await load(
      'Same',
      file(`${west},2025-06,`, `${east},2025-06,4`, `${east},2025-07,6`, `${east},2025-08,7`),
    );
    const receipt = await receiptOf(again);
    expect(receipt.rows.replaced).toBe(3);
    expect(receipt.units.map(({ month, isUnchanged }) => [month, isUnchanged])).toEqual([
      ['2025-06', true],
      ['2025-07', false],
      ['2025-08', false],
    ]);
    const zero = await load(
      'Same',
      file(`${west},2025-06,0`, `${east},2025-06,4`, `${east},2025-07,6`),
    );
    expect((await receiptOf(zero)).units.map(({ isUnchanged }) => isUnchanged)).toEqual([
      false,
      true,
    ]);
  });

  test('a version that was withdrawn never comes back by itself, and its file can be loaded again', async () => {
    const first = await load('Thrice', file(`${east},2025-06,1`));
    const second = await load('Thrice', file(`${east},2025-06,2`));
    const third = await load('Thrice', file(`${east},2025-06,3`));
    const { service } = opened;
    await withdrawCounts(service, { principal: operator }, { id: second.id });
    expect(await countsOf('Thrice')).toEqual({ [`${east} 2025-06`]: 3 });
    await withdrawCounts(service, { principal: operator }, { id: third.id });
    expect(await countsOf('Thrice')).toEqual({ [`${east} 2025-06`]: 1 });
    await withdrawCounts(service, { principal: operator }, { id: first.id });
    expect(await countsOf('Thrice')).toEqual({});
    expect((await load('Thrice', file(`${east},2025-06,2`))).alreadyImported).toBe(false);
  });

  test('a month that would lose more than half of its rows, or be replaced with faults, asks first', async () => {
    const areas = ['E01000001', 'E01000002', 'E01000003', 'E01000004', 'E01000005'];
    const rows = areas.map((area) => `${area},2025-06,3`);
    await load('Careful', file(...rows));
    const cut = file(...rows.slice(0, 2));
    await expect(load('Careful', cut)).rejects.toThrow(
      'June 2025 of Careful (People treated) would fall from 5 rows to 2.',
    );
    const faulty = file(...rows, 'Eastmole,2025-06,3');
    await expect(load('Careful', faulty)).rejects.toThrow(ReplacementDoubtful);
    expect(Object.keys(await countsOf('Careful'))).toHaveLength(5);
    await load('Careful', cut, { mayReplace: true });
    expect(Object.keys(await countsOf('Careful'))).toHaveLength(2);
  });

  test('of two files for one month at the same time one replaces the other, whole', async () => {
    const made = await Promise.all([
      load('Race', file(`${east},2025-06,1`, `${west},2025-06,1`)),
      load('Race', file(`${east},2025-06,2`, `${west},2025-06,2`)),
    ]);
    const replaced = (await Promise.all(made.map(receiptOf))).map(({ rows }) => rows.replaced);
    expect(replaced.toSorted((a, b) => a - b)).toEqual([0, 2]);
    expect(new Set(Object.values(await countsOf('Race'))).size).toBe(1);
  });

  test('a refused file and one with other columns load nothing and say why', async () => {
    await expect(load('Refused', '<html>')).rejects.toThrow(CountFileRefused);
    await expect(load('Refused', 'a,b\n1,2\n')).rejects.toThrow(MappingDoesNotFit);
    expect(await countsOf('Refused')).toEqual({});
  });

  test('is for analysts and the command line only, and there is nothing to withdraw that is not there', async () => {
    const practitioner = await makePerson(opened.service, 'practitioner');
    const text = file(`${east},2025-06,1`);
    await expect(load('Nobody', text, { principal: practitioner })).rejects.toThrow(Forbidden);
    await expect(
      withdrawCounts(opened.service, { principal: operator }, { id: randomUUID() }),
    ).rejects.toThrow(NotFound);
  });
});

test('of two people who save a mapping under one name at once, one is told that it is taken', async () => {
  const people = ['ann', 'ben', 'cat', 'dan'].map(
    (name) => ({ kind: 'operator', email: `${name}@harbourshire.example` }) as const,
  );
  const saved = await Promise.allSettled(
    people.map((principal) =>
      saveMapping(
        opened.service,
        { principal },
        { name: 'Same', fields: mappingFor(principal.email) },
      ),
    ),
  );
  const refused = saved.flatMap((one) =>
    one.status === 'rejected' ? [one.reason as unknown] : [],
  );
  expect(refused).toHaveLength(3);
  for (const problem of refused) expect(problem).toBeInstanceOf(Conflict);
});
