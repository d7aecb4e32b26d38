import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AreaType } from '#core/places/area-type.ts';
import { loadAreas } from '#core/places/load-areas.ts';
import { loadLookup } from '#core/places/load-lookup.ts';
import { geoJson, writeInto, type InventedArea } from '#tests/support/area-files.ts';
import { keepText, policeFile } from '#tests/support/police-files.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import {
  countOutsideArea,
  listAreaCounts,
  type AreaCountQuery,
} from '../incident-counts/area-counts-store.ts';
import { readIncidentCounts } from '../incident-counts/district-counts.ts';
import { findCurrentSource } from '../incident-counts/incident-source-store.ts';
import type { PoliceRow } from '../police-files/police-row.ts';
import { importPoliceFiles } from '../police-imports/import-police-files.ts';
import { placeSplitCodes } from './place-split-codes.ts';
import { placeSplitCodesTask } from './place-split-codes-task.ts';

const start = { kind: 'system', name: 'start' } as const;
const rugby = 'E07000220';
const [split, west, east] = ['E01000010', 'E01000011', 'E01000012'];

let place: TestService;
let importId: string;

const at = (longitude: number, rest: Partial<PoliceRow> = {}): Partial<PoliceRow> => ({
  'Reported by': 'Warwickshire Police',
  Longitude: String(longitude),
  Latitude: '52.5',
  'LSOA code': split,
  'LSOA name': 'Rugby 001A',
  ...rest,
});

beforeAll(async () => {
  place = await makeTestService({ partnership: 'warwickshire' });
  importId = await load(
    '2019-01',
    at(-1.9),
    at(-1.9),
    at(-1.1),
    at(-1.5),
    at(-0.5),
    at(0, { Longitude: '', Latitude: '' }),
    at(-1.9, { 'LSOA code': 'E01000001', 'LSOA name': 'Rugby 002A' }),
    at(-1.9, { 'LSOA code': 'E01000002', 'LSOA name': 'Rugby' }),
    at(-1.9, { 'LSOA code': 'E01000003', 'LSOA name': 'Rugby Extra 001A' }),
    at(-1.9, { 'LSOA code': 'E01000005', 'LSOA name': 'Warwickshire 001A' }),
    at(-1.9, { 'LSOA code': '', 'LSOA name': '', Location: 'No Location' }),
  );
});
afterAll(() => place.close());

async function load(month: string, ...rows: readonly Partial<PoliceRow>[]): Promise<string> {
  const text = policeFile(...rows.map((row) => ({ ...row, Month: month })));
  const files = [await keepText(place.service, `${month}-street.csv`, text)];
  const order = { id: randomUUID(), source: 'police' as const, files };
  return (await importPoliceFiles(place.service, start, order)).id;
}

async function lookup(from: AreaType, to: AreaType, ...pairs: [string, string][]): Promise<void> {
  const text = ['A,B', ...pairs.map((pair) => pair.join(',')), ''].join('\n');
  const path = await writeInto(place.dataDirectory, 'lookup.csv', text);
  await loadLookup(place.service, start, { from, to, path, fromField: 'A', toField: 'B' });
}

async function boundaries(...areas: readonly InventedArea[]): Promise<void> {
  const paths = [await writeInto(place.dataDirectory, 'areas.geojson', geoJson(...areas))];
  const fields = { code: 'CODE', name: 'NAME' };
  await loadAreas(place.service, start, { type: 'lsoa21', paths, fields });
}

/** Does what the job does that every load of areas asks for. */
async function runJob(signal = new AbortController().signal): Promise<string> {
  const progress = async () => undefined;
  const context = { runId: randomUUID(), actor: 'system:start', progress, signal };
  return (await placeSplitCodesTask(place.service).run({}, context)).message;
}

const inTransaction: TestService['service']['database']['transaction'] = (principal, work) =>
  place.service.database.transaction(principal, work);

async function read(query: Partial<AreaCountQuery> = {}) {
  const whole = { level: 'lsoa21', source: 'police', from: '2019-01', to: '2019-01' } as const;
  const { counts, marked } = await inTransaction(start, (tx) =>
    listAreaCounts(tx, { ...whole, ...query }),
  );
  const sums: Record<string, number> = {};
  for (const { areaCode, count } of counts) sums[areaCode] = (sums[areaCode] ?? 0) + count;
  return {
    counts: sums,
    marked: marked.map(({ areaCode, count, why }) => [areaCode, count, why]),
  };
}

async function inDistricts(): Promise<number> {
  return inTransaction(start, async (tx) => {
    const current = await findCurrentSource(tx, place.service);
    if (current === undefined) throw new Error('Nothing is loaded.');
    const counts = await readIncidentCounts(tx, place.service, current);
    return counts.reduce((sum, { count }) => sum + count, 0);
  });
}

const outside = () => inTransaction(start, (tx) => countOutsideArea(tx, importId));

test('until a lookup is loaded, the whole name of an area tells its district, and nobody what is outside', async () => {
  // The six of the split area and the one of Rugby 002A; not "Rugby", "Rugby Extra 001A" or "Warwickshire 001A".
  expect(await inDistricts()).toBe(7);
  expect(await outside()).toBeNull();
  expect((await read()).counts).toEqual({});
});

test('once one is loaded only codes count, whatever the names say', async () => {
  await lookup('lsoa21', 'district', ['E01000003', rugby], ['E01000002', 'E07000999']);
  expect(await inDistricts()).toBe(1);
  expect(await outside()).toBe(9);
});

test('a split area without boundaries keeps its incidents, marked', async () => {
  await lookup('lsoa11', 'lsoa21', [split, west], [split, east], ['E01000001', 'E01000004']);
  expect(await runJob()).toBe('0 incidents in split areas were placed by their points.');
  expect(await read()).toEqual({
    counts: { E01000002: 1, E01000003: 1, E01000004: 1 },
    marked: [
      ['E01000005', 1, 'unknown'],
      [split, 6, 'split'],
    ],
  });
});

test('with boundaries they go where their points lie; a shared edge to the first code, the rest stays', async () => {
  await boundaries(
    { code: east, box: [-1.5, 52, -1, 53] },
    { code: west, box: [-2, 52, -1.5, 53] },
  );
  expect(await runJob()).toBe('4 incidents in split areas were placed by their points.');
  const expected = {
    counts: { E01000002: 1, E01000003: 1, E01000004: 1, [west]: 3, [east]: 1 },
    marked: [
      ['E01000005', 1, 'unknown'],
      [split, 2, 'split'],
    ],
  };
  expect(await read()).toEqual(expected);
  expect(await runJob()).toBe('0 incidents in split areas were placed by their points.');
  await placeSplitCodes(place.service, start, importId);
  expect(await read()).toEqual(expected);
});

test('a split area within one district counts there as a whole; across two, by its points', async () => {
  await lookup('lsoa21', 'district', [west, rugby], [east, rugby]);
  expect((await read({ level: 'district' })).counts).toEqual({ E07000999: 1, [rugby]: 7 });
  await lookup('lsoa21', 'district', [east, 'E07000999']);
  expect(await read({ level: 'district' })).toEqual({
    counts: { E07000999: 2, [rugby]: 4 },
    marked: [
      ['E01000001', 1, 'unknown'],
      ['E01000005', 1, 'unknown'],
      [split, 2, 'split'],
    ],
  });
  expect(await inDistricts()).toBe(4);
  expect(await outside()).toBe(6);
});

test('counts can be asked for some areas, one district, one crime type or one force', async () => {
  expect(await read({ areaCodes: [west] })).toEqual({ counts: { [west]: 3 }, marked: [] });
  expect((await read({ districtCode: rugby })).counts).toEqual({ [west]: 3, E01000003: 1 });
  expect(await read({ crimeType: 'Burglary' })).toEqual({ counts: {}, marked: [] });
  expect(await read({ force: 'Nobody' })).toEqual({ counts: {}, marked: [] });
  expect((await read({ from: '2019-02', to: '2019-12' })).counts).toEqual({});
});

test('a job that is stopped half way goes on where it was, and ends the same', async () => {
  const other = await load('2019-02', at(-1.9), at(-1.1));
  await boundaries({ code: west, box: [-2, 52, -1.6, 53] });
  const stopping = new AbortController();
  let asked = 0;
  const progress = async () => {
    asked += 1;
    if (asked === 2) stopping.abort();
  };
  const context = { runId: randomUUID(), actor: 'x', progress, signal: stopping.signal };
  await expect(placeSplitCodesTask(place.service).run({}, context)).rejects.toThrow();
  await runJob();
  // The edge at 1.5 degrees west now belongs to the eastern part alone.
  expect((await read({ from: '2019-01', to: '2019-02' })).counts).toMatchObject({
    [west]: 3,
    [east]: 3,
  });
  expect((await read()).counts).toMatchObject({ [west]: 2, [east]: 2 });
  const placed = await inTransaction(start, (tx) =>
    tx.selectFrom('police_placements').select('import_id').execute(),
  );
  expect(placed.map(({ import_id }) => import_id).toSorted()).toEqual([importId, other].toSorted());
});
