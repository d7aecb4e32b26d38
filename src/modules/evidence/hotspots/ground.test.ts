import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandProblem, UsageProblem } from '#core/command-line/command.ts';
import type { AreaType } from '#core/places/area-type.ts';
import { loadAreas } from '#core/places/load-areas.ts';
import { loadLookup } from '#core/places/load-lookup.ts';
import { geoJson, writeInto, type InventedArea } from '#tests/support/area-files.ts';
import { keepText, policeFile } from '#tests/support/police-files.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import type { PoliceRow } from '../police-files/police-row.ts';
import { importPoliceFiles } from '../police-imports/import-police-files.ts';
import { listMonthFiles } from './ground-store.ts';
import type { Ground } from './ground.ts';
import { hotspotsCommand } from './hotspots-command.ts';
import { readAreaGround, type AreaGroundOrder } from './read-area-ground.ts';
import { readCommandGround } from './read-command-ground.ts';
import { readHexagonGround } from './read-hexagon-ground.ts';

const operator = { kind: 'operator', email: 'ops@county.example' } as const;
const start = { kind: 'system', name: 'start' } as const;
const [ours, theirs, others] = ['Warwickshire Police', 'West Midlands Police', 'Kent Police'];
const [rugby, stratford, coventry, solihull, birmingham] = [
  'E07000220',
  'E07000221',
  'E08000026',
  'E08000029',
  'E08000025',
];
/** Two small areas of Rugby and one of Stratford; two of Coventry, the second said to be Rugby’s by its parent alone. */
const [market, mill, ford] = ['E01900001', 'E01900002', 'E01900003'];
const [spire, stray] = ['E01900004', 'E01900005'];
/** An area of 2011 that became Market and Mill; areas that nothing loaded knows. */
const [split, unknown, kentish] = ['E01800001', 'E01999999', 'E01999998'];
/** Of Rugby, of Stratford and of Coventry. */
const [northern, southern, western] = ['E02000001', 'E02000002', 'E02000003'];
/** Half of Solihull and half of Birmingham. */
const border = 'E02000004';
/** The first has only one of the northern area’s two. */
const [marketWard, riverWard] = ['E05000001', 'E05000002'];

let place: TestService;

const boxOf = (column: number): Required<InventedArea>['box'] => [
  -1.5 + column / 50,
  52.3,
  -1.48 + column / 50,
  52.32,
];
const londonPoint = { Longitude: '-0.1', Latitude: '51.5' };
const noPoint = { Longitude: '', Latitude: '' };

beforeAll(async () => {
  place = await makeTestService({ partnership: 'warwickshire' });
  await areas('lsoa21', [
    { code: market, parent: rugby, box: boxOf(0) },
    { code: mill, parent: rugby, box: boxOf(1) },
    { code: ford, parent: stratford, box: boxOf(2) },
    { code: spire, parent: coventry, box: boxOf(3) },
    { code: stray, parent: rugby, box: boxOf(4) },
    { code: 'E01900006', parent: solihull, box: boxOf(5) },
    { code: 'E01900007', parent: birmingham, box: boxOf(6) },
  ]);
  await areas('msoa21', [
    { code: northern, parent: rugby, box: [-1.5, 52.3, -1.46, 52.32] },
    { code: southern, parent: stratford, box: boxOf(2) },
    { code: western, parent: coventry, box: [-1.44, 52.3, -1.4, 52.32] },
    { code: border, parent: solihull, box: [-1.4, 52.3, -1.36, 52.32] },
  ]);
  await lookup('lsoa21', 'district', [stray, coventry]);
  await lookup('lsoa11', 'lsoa21', [split, market], [split, mill]);
  await lookup(
    'lsoa21',
    'msoa21',
    [market, northern],
    [mill, northern],
    [ford, southern],
    [spire, western],
    [stray, western],
    ['E01900006', border],
    ['E01900007', border],
  );
  await lookup('lsoa21', 'ward', [market, marketWard], [mill, riverWard], [ford, riverWard]);
  for (const month of ['2025-01', '2025-02', '2025-03']) {
    await load(ours, month, [market, 3], [mill, 1], [ford, 2], ['', 1, noPoint]);
  }
  await load(
    ours,
    '2025-04',
    [market, 1],
    [unknown, 4, londonPoint],
    ['', 2, noPoint],
    [split, 1],
    [split, 1, { Longitude: '-1.49', Latitude: '52.31' }],
  );
  for (const month of ['2025-02', '2025-03', '2025-04', '2025-05']) {
    await load(theirs, month, [spire, 5], [stray, 7], ['', 3, noPoint]);
  }
  await load(others, '2025-01', [kentish, 2]);
});
afterAll(() => place.close());

async function areas(type: AreaType, given: readonly InventedArea[]): Promise<void> {
  const paths = [await writeInto(place.dataDirectory, 'areas.geojson', geoJson(...given))];
  const fields = { code: 'CODE', name: 'NAME', parent: 'PARENT' };
  await loadAreas(place.service, start, { type, paths, fields });
}

async function lookup(from: AreaType, to: AreaType, ...pairs: [string, string][]): Promise<void> {
  const text = ['A,B', ...pairs.map((pair) => pair.join(',')), ''].join('\n');
  const path = await writeInto(place.dataDirectory, 'lookup.csv', text);
  await loadLookup(place.service, start, { from, to, path, fromField: 'A', toField: 'B' });
}

type Rows = [code: string, many: number, rest?: Partial<PoliceRow>];

async function load(force: string, month: string, ...rows: readonly Rows[]): Promise<void> {
  const text = policeFile(
    ...rows.flatMap(([code, many, rest]) =>
      Array.from({ length: many }, () => ({
        Month: month,
        'Reported by': force,
        'Falls within': force,
        'LSOA code': code,
        'LSOA name': code === '' ? '' : 'Rugby 001A',
        ...rest,
      })),
    ),
  );
  const files = [await keepText(place.service, `${month}-street.csv`, text)];
  const order = { id: randomUUID(), source: 'police' as const, files };
  await importPoliceFiles(place.service, start, order);
}

const span = { crimeType: 'Robbery', from: '2025-01', to: '2025-05' } as const;

/** As a command asks for it. */
async function ask(
  within: readonly string[] | undefined,
  level: AreaGroundOrder['level'] = 'lsoa21',
): Promise<Ground> {
  const order = { ...span, level, within, value: 'count', permutations: 9, seed: 1 } as const;
  return readCommandGround({ service: place.service, principal: operator }, order, 0);
}

/** As a page asks for it. */
async function look(
  within: readonly string[],
  level: AreaGroundOrder['level'] = 'lsoa21',
): Promise<Ground> {
  return place.service.database.transaction(start, (tx) =>
    readAreaGround(tx, {
      ...span,
      level,
      within,
      source: 'police',
      own: { force: ours },
    }),
  );
}

const codesOf = ({ areas }: Ground) => areas.map(({ code }) => code);
const countsOf = ({ counts }: Ground) =>
  Object.fromEntries([...counts].map(([month, all]) => [month, [...all]]));
const textOf = (problem: unknown): string => {
  expect(problem).toBeInstanceOf(CommandProblem);
  return (problem as Error).message;
};

describe('areas of the partnership alone', () => {
  test('are counted of its own force, in every month it has, and nothing that happened vanishes', async () => {
    const ground = await ask([rugby]);
    expect(codesOf(ground)).toEqual([market, mill]);
    expect(ground.forces).toEqual([ours]);
    expect(ground.months).toEqual(['2025-01', '2025-02', '2025-03', '2025-04']);
    expect(ground.monthsLeftOut).toEqual([]);
    expect(countsOf(ground)).toMatchObject({ '2025-03': [3, 1], '2025-04': [2, 0] });
    // With those of Stratford, those that have no place, and in April those of an area that nothing knows.
    expect(ground.all.get('2025-03')).toBe(7);
    expect(ground.all.get('2025-04')).toBe(9);
  });

  test('leave vague what has no code, and what a split area did not pass on; not what is elsewhere', async () => {
    const { vague } = await ask([rugby]);
    expect(Object.fromEntries(vague)).toEqual({
      '2025-01': 1,
      '2025-02': 1,
      '2025-03': 1,
      '2025-04': 3,
    });
  });

  test('are those of their district as all that is loaded tells it, not as a parent alone does', async () => {
    const ground = await look([rugby, stratford]);
    expect(codesOf(ground)).toEqual([market, mill, ford]);
    expect(codesOf(await ask([coventry]))).toEqual([spire, stray]);
  });

  test('are on a page counted of its own force, whatever else is asked for', async () => {
    const ground = await look([rugby, stray]);
    expect(codesOf(ground)).toEqual([market, mill, stray]);
    expect(ground).toMatchObject({ forces: [ours], monthsLeftOut: [] });
    expect(ground.months).toHaveLength(4);
    expect(countsOf(ground)['2025-02']).toEqual([3, 1, 0]);
  });
});

describe('areas of which some lie elsewhere', () => {
  test('are counted of every force that reported any of them, in the months they all have', async () => {
    const ground = await ask([rugby, coventry]);
    expect(ground.forces).toEqual([ours, theirs].toSorted());
    expect(ground.months).toEqual(['2025-02', '2025-03', '2025-04']);
    expect(ground.monthsLeftOut).toEqual(['2025-01', '2025-05']);
    expect(countsOf(ground)['2025-02']).toEqual([3, 1, 5, 7]);
    expect([...ground.all]).toEqual([
      ['2025-02', 7 + 15],
      ['2025-03', 7 + 15],
      ['2025-04', 9 + 15],
    ]);
    expect(ground.vague.get('2025-02')).toBe(1 + 3);
  });

  test('alone are counted of their own force, and its months', async () => {
    const ground = await ask([coventry]);
    expect(ground.forces).toEqual([theirs]);
    expect(ground.months).toHaveLength(4);
    expect(ground.monthsLeftOut).toEqual([]);
  });

  test('and no loaded force reported are no zeros: there is no map of them', async () => {
    expect(textOf(await ask([solihull]).catch((problem: unknown) => problem))).toBe(
      'No loaded police data of these months has an incident in these areas.',
    );
  });

  test('a command says which forces it counted, and which months it left out', async () => {
    const said: string[] = [];
    const options = { type: 'lsoa21', 'crime-type': 'Robbery', from: span.from, to: span.to };
    const run = async (within: string) => {
      said.length = 0;
      await hotspotsCommand.run({
        service: place.service,
        principal: operator,
        words: [],
        options: { ...options, within, permutations: '9' },
        address: '',
        say: (sentence) => void said.push(sentence),
      });
      return said.filter((sentence) => !sentence.includes('permutations'));
    };
    expect(await run(`${rugby},${coventry}`)).toEqual([
      'Counted: what Warwickshire Police and West Midlands Police reported. An area of a force that is not loaded cannot be told from one where nothing happened.',
      'Left out, because not all of these forces have them loaded: January 2025, May 2025.',
    ]);
    expect(await run(rugby)).toEqual([]);
  });

  test('are not counted of a force that strays in with a row, so that its missing months leave nothing out', async () => {
    const before = await ask([rugby, coventry]);
    await load(others, '2025-03', [spire, 1]);
    const ground = await ask([rugby, coventry]);
    expect(ground.months).toEqual(['2025-02', '2025-03', '2025-04']);
    expect(countsOf(ground)).toEqual(countsOf(before));
    expect(ground).toMatchObject({
      forces: [ours, theirs].toSorted(),
      strays: [{ force: others, count: 1 }],
    });
    const said: string[] = [];
    const options = { type: 'lsoa21', 'crime-type': 'Robbery', from: span.from, to: span.to };
    await hotspotsCommand.run({
      service: place.service,
      principal: operator,
      words: [],
      options: { ...options, within: `${rugby},${coventry}`, permutations: '9' },
      address: '',
      say: (sentence) => void said.push(sentence),
    });
    expect(said).toContain(
      'Not counted: 1 incident that Kent Police reported in these areas, because in no district here did it report the most.',
    );
  });
});

describe('an area lies within others', () => {
  test('when all of its small areas do', async () => {
    expect(codesOf(await ask([rugby], 'msoa21'))).toEqual([northern]);
    expect(codesOf(await ask([coventry], 'msoa21'))).toEqual([western]);
    expect(codesOf(await ask([marketWard, riverWard], 'msoa21'))).toEqual([northern, southern]);
    expect(codesOf(await ask([riverWard], 'msoa21'))).toEqual([southern]);
    expect(codesOf(await ask([marketWard]))).toEqual([market]);
    expect(codesOf(await ask([market, mill], 'msoa21'))).toEqual([northern]);
  });

  test('and one that lies in two districts is in neither', async () => {
    expect((await look([solihull, birmingham], 'msoa21')).areas).toMatchObject([
      { code: border, districtCode: null },
    ]);
    expect(codesOf(await look([solihull], 'msoa21'))).toEqual([]);
  });

  test('and where none lies wholly within one of them, calling it so is a mistake that names it', async () => {
    for (const within of [[marketWard], [marketWard, stratford], [coventry, marketWard]]) {
      const problem = await ask(within, 'msoa21').catch((caught: unknown) => caught);
      expect(problem).toBeInstanceOf(UsageProblem);
      expect(String(problem)).toContain(
        `No loaded area of the type msoa21 lies wholly within ${marketWard}. Ask for smaller areas with --type.`,
      );
    }
    // Two codes that hold an area only together both match it.
    expect(codesOf(await ask([marketWard, riverWard, stratford], 'msoa21'))).toHaveLength(2);
  });

  test('and where none of them is loaded at all, the problem says how to load them', async () => {
    expect(textOf(await ask([rugby], 'ward').catch((problem: unknown) => problem))).toContain(
      'areas import',
    );
  });
});

test('hexagons leave vague only what has no point; a point elsewhere is among all', async () => {
  const months = ['2025-03', '2025-04'];
  const paths = await place.service.database.transaction(start, (tx) =>
    listMonthFiles(tx, { source: 'police', forces: [ours], from: '2025-03', to: '2025-04' }),
  );
  const order = { forces: [ours], paths, months, crimeType: 'Robbery' };
  const ground = await readHexagonGround(place.service, order);
  expect(ground).toMatchObject({ level: 'hexagon', forces: [ours], monthsLeftOut: [] });
  expect(Object.fromEntries(ground.all)).toEqual({ '2025-03': 7, '2025-04': 9 });
  expect(Object.fromEntries(ground.vague)).toEqual({ '2025-03': 1, '2025-04': 2 });
  const mapped = (month: string) => ground.counts.get(month)?.reduce((sum, count) => sum + count);
  expect(months.map(mapped)).toEqual([6, 3]);
});

test('an area whose loaded boundary has nothing inside it is left out by name, as if it had none', async () => {
  const line = JSON.stringify({
    type: 'Polygon',
    coordinates: [Array.from({ length: 4 }, () => [-1.5, 52.3])],
  });
  await place.service.database.transaction(start, (tx) =>
    sql`update areas set boundary = ${line}::json where code = ${mill}`.execute(tx),
  );
  const ground = await look([rugby]);
  expect(codesOf(ground)).toEqual([market]);
  expect(ground.withoutBoundary).toEqual([`Area ${mill}`]);
  expect(ground.all.get('2025-03')).toBe(7);
});
