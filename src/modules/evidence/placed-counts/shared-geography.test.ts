import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AreaType } from '#core/places/area-type.ts';
import { loadAreas } from '#core/places/load-areas.ts';
import { loadLookup } from '#core/places/load-lookup.ts';
import { loadPopulations } from '#core/places/load-populations.ts';
import { listDistrictPopulations } from '#core/places/population-store.ts';
import type { Transaction } from '#platform/database/database.ts';
import { keepFile } from '#tests/support/police-files.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import {
  describeWithSharedData,
  listSharedFiles,
  sharedFolder,
} from '#tests/support/shared-data.ts';
import { countOutsideArea, listAreaCounts } from '../incident-counts/area-counts-store.ts';
import { readIncidentCounts } from '../incident-counts/district-counts.ts';
import { findCurrentSource } from '../incident-counts/incident-source-store.ts';
import { importPoliceFiles } from '../police-imports/import-police-files.ts';
import { placeSplitCodes } from './place-split-codes.ts';

const start = { kind: 'system', name: 'start' } as const;
const carrying = 'lookup_lsoa11_lsoa21_ltla22.csv.gz';
const warwickshire = ['E07000218', 'E07000219', 'E07000220', 'E07000221', 'E07000222'];

describeWithSharedData('the published geography', 'geography', () => {
  let place: TestService;
  let importId: string;
  let known: ReadonlyMap<string, string>;
  let published: readonly Record<string, string>[];

  beforeAll(async () => {
    place = await makeTestService({ partnership: 'warwickshire' });
    published = await readCsv(join(sharedFolder('geography'), carrying));
    known = new Map(
      published.flatMap((row) => [
        [row['lsoa11_code'] ?? '', row['ltla22_code'] ?? ''] as const,
        [row['lsoa21_code'] ?? '', row['ltla22_code'] ?? ''] as const,
      ]),
    );
    await load('lsoa21', ['boundaries_lsoa21.geojson.gz'], 'lsoa21_code', 'lsoa21_name');
    await lookup(carrying, 'lsoa11', 'lsoa21', 'lsoa11_code', 'lsoa21_code');
    await lookup(carrying, 'lsoa21', 'district', 'lsoa21_code', 'ltla22_code');
    const early = listSharedFiles('police/warwickshire', '.csv.gz').filter((path) =>
      /201[89]-\d\d-warwickshire/.test(path),
    );
    const files = [];
    for (const path of early) files.push(await keepFile(place.service, path));
    const order = { id: randomUUID(), source: 'police' as const, files };
    importId = (await importPoliceFiles(place.service, start, order)).id;
  }, 120_000);
  afterAll(() => place.close());

  async function load(
    type: AreaType,
    names: string[],
    code: string,
    name: string,
    parent?: string,
  ) {
    const paths = names.map((one) => join(sharedFolder('geography'), one));
    const fields = { code, name, ...(parent !== undefined && { parent }) };
    return (await loadAreas(place.service, start, { type, paths, fields })).load.rows;
  }

  async function lookup(
    name: string,
    from: AreaType,
    to: AreaType,
    fromField: string,
    toField: string,
  ): Promise<number> {
    const path = join(sharedFolder('geography'), name);
    const order = { from, to, path, fromField, toField };
    return (await loadLookup(place.service, start, order)).load.rows;
  }

  const read = <Found>(work: (tx: Transaction) => Promise<Found>): Promise<Found> =>
    place.service.database.transaction(start, work);

  test('Warwickshire has 354 areas of 2021 and had 339 of 2011', async () => {
    const areas = await read((tx) =>
      tx
        .selectFrom('small_areas')
        .select(['code', 'type'])
        .where('district_code', 'in', warwickshire)
        .execute(),
    );
    const codesOf = (field: string) =>
      new Set(
        published
          .filter((row) => warwickshire.includes(row['ltla22_code'] ?? ''))
          .map((row) => row[field] ?? ''),
      );
    const newer = areas.filter(({ type }) => type === 'lsoa21').map(({ code }) => code);
    const published11 = codesOf('lsoa11_code');
    const older = areas.filter(({ code }) => published11.has(code));
    expect(new Set(newer)).toEqual(codesOf('lsoa21_code'));
    expect([newer.length, older.length]).toEqual([354, 339]);
  });

  test('every area code of the 14 months is in the district that the lookup says', async () => {
    const months = listSharedFiles('police/warwickshire', '.csv.gz');
    expect(months).toHaveLength(14);
    const codes = new Set<string>();
    for (const path of months) {
      for (const [code] of (await readWhole(path)).matchAll(/\b[EW]01\d{6}\b/g)) codes.add(code);
    }
    const stored = await read((tx) =>
      tx
        .selectFrom('small_areas')
        .select(['code', 'district_code'])
        .where('code', 'in', [...codes])
        .execute(),
    );
    const found = new Map(stored.map(({ code, district_code }) => [code, district_code]));
    const wrong = [...codes].filter((code) => found.get(code) !== known.get(code));
    expect(wrong).toEqual([]);
    expect(codes.size).toBeGreaterThan(500);
  });

  test('the districts’ totals of 2018 and 2019 are those of joining the rows to the lookup', async () => {
    const expected = new Map<string, number>();
    let beyond = 0;
    let located = 0;
    let inSplitAreas = 0;
    const became = new Map<string, Set<string>>();
    for (const row of published) {
      const older = row['lsoa11_code'] ?? '';
      const newer = became.get(older) ?? new Set();
      became.set(older, newer.add(row['lsoa21_code'] ?? ''));
    }
    for (const path of listSharedFiles('police/warwickshire', '.csv.gz').slice(0, 5)) {
      for (const row of await readCsv(path)) {
        const code = row['LSOA code'] ?? '';
        if (code === '') continue;
        located += 1;
        if ((became.get(code) ?? new Set()).size > 1) inSplitAreas += 1;
        const district = known.get(code) ?? '';
        if (!warwickshire.includes(district)) beyond += 1;
        else
          expected.set(
            `${row['Month']} ${district}`,
            (expected.get(`${row['Month']} ${district}`) ?? 0) + 1,
          );
      }
    }
    const counted = await read(async (tx) => {
      const current = await findCurrentSource(tx, place.service);
      if (current === undefined) throw new Error('Nothing is loaded.');
      return readIncidentCounts(tx, place.service, current);
    });
    const found = new Map<string, number>();
    for (const { month, districtCode, count } of counted) {
      const key = `${month} ${districtCode}`;
      found.set(key, (found.get(key) ?? 0) + count);
    }
    expect(found).toEqual(expected);
    expect(await read((tx) => countOutsideArea(tx, importId))).toBe(beyond);
    const query = { level: 'lsoa21', source: 'police', from: '2018-10', to: '2019-02' } as const;
    const placed = await placeSplitCodes(place.service, start, importId);
    const after = await read((tx) => listAreaCounts(tx, query));
    const sum = (counts: readonly { count: number }[]) =>
      counts.reduce((total, { count }) => total + count, 0);
    expect(sum(after.counts) + sum(after.marked)).toBe(located);
    expect(placed + sum(after.marked)).toBe(inSplitAreas);
    // Points are snapped to streets, so some fall outside their own area's simplified boundary.
    expect(placed / inSplitAreas).toBeGreaterThan(0.9);
    expect(after.marked.every(({ why }) => why === 'split')).toBe(true);
  });

  test('residents add up to those of the districts', async () => {
    const path = join(sharedFolder('geography'), 'census21_usual_residents_lsoa21.csv');
    const fields = { code: 'lsoa21_code', count: 'total_residents' };
    const order = { type: 'lsoa21', year: 2021, path, fields } as const;
    expect((await loadPopulations(place.service, start, order)).load.rows).toBe(35_672);
    const residents = await read(listDistrictPopulations);
    const expected = new Map<string, number>();
    for (const row of await readCsv(path)) {
      const district = known.get(row['lsoa21_code'] ?? '') ?? '';
      const people = Number(row['total_residents']);
      expected.set(district, (expected.get(district) ?? 0) + people);
    }
    expect(residents).toEqual(
      residents.map(({ code }) => ({
        code,
        people: expected.get(code),
        year: 2021,
        from: 'loaded',
      })),
    );
    expect(residents).toHaveLength(5);
  });

  test('every other set of boundaries loads', async () => {
    const files = (folder: string) => warwickshire.map((code) => `${folder}/${code}.geojson`);
    expect([
      await load('district', ['boundaries_ltla24.geojson'], 'ltla24_code', 'ltla24_name'),
      await load('force', ['boundaries_pfa20.geojson'], 'pfa20_code', 'pfa20_name'),
      await load('msoa21', files('warwickshire-msoa21'), 'MSOA21CD', 'MSOA21NM', 'LADCD_ACTIVE'),
      await load('ward', files('warwickshire-wards'), 'WD25CD', 'WD25NM', 'LAD25CD'),
      await load('lsoa11', files('warwickshire-lsoa11'), 'LSOA11CD', 'LSOA11NM', 'LADCD_ACTIVE'),
      await load('lsoa21', files('warwickshire-lsoa21'), 'LSOA21CD', 'LSOA21NM', 'LADCD_ACTIVE'),
    ]).toEqual([361, 43, 67, 108, 339, 354]);
  });
});

async function readWhole(path: string): Promise<string> {
  const bytes = await readFile(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

async function readCsv(path: string): Promise<Record<string, string>[]> {
  return parse(await readWhole(path), { columns: true });
}
