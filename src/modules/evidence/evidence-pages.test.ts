import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AreaType } from '#core/places/area-type.ts';
import { loadAreas } from '#core/places/load-areas.ts';
import { loadLookup } from '#core/places/load-lookup.ts';
import { loadPopulations } from '#core/places/load-populations.ts';
import { geoJson, writeInto } from '#tests/support/area-files.ts';
import { keepText, policeFile } from '#tests/support/police-files.ts';
import { makeTestApp, makeTestService, type TestService } from '#tests/support/service.ts';
import { signInAs } from '#tests/support/sign-in.ts';
import type { Visitor } from '#tests/support/visitor.ts';
import { evidencePaths } from './paths.ts';
import type { PoliceRow } from './police-files/police-row.ts';
import { importPoliceFiles } from './police-imports/import-police-files.ts';
import { withdrawImport } from './police-imports/withdraw-import.ts';

const start = { kind: 'system', name: 'start' } as const;
const operator = { kind: 'operator', email: 'ops@breakwater.example' } as const;
const [rugby, elsewhere] = ['E07000220', 'E07000999'];
const [eastWard, westWard] = ['E05000001', 'E05000002'];
const [split, east, west, beyond] = ['E01000010', 'E01000011', 'E01000012', 'E01000013'];

let place: TestService;
let app: FastifyInstance;
let analyst: Visitor;

beforeAll(async () => {
  place = await makeTestService({ partnership: 'warwickshire' });
  app = await makeTestApp(place);
  analyst = (await signInAs(app, place.service, 'analyst', 'police')).visitor;
});
afterAll(async () => {
  await app.close();
  await place.close();
});

type Rows = readonly (Partial<PoliceRow> & { times?: number })[];

async function load(month: string, rows: Rows, force = 'Warwickshire Police'): Promise<string> {
  const whole = rows.flatMap(({ times = 1, ...row }) =>
    Array.from({ length: times }, () => ({
      'LSOA code': east,
      'LSOA name': 'Rugby 001A',
      ...row,
      Month: month,
      'Reported by': force,
      'Falls within': force,
    })),
  );
  const files = [await keepText(place.service, `${month}-street.csv`, policeFile(...whole))];
  const order = { id: randomUUID(), source: 'police' as const, files, mayReplace: true };
  return (await importPoliceFiles(place.service, start, order)).id;
}

async function lookup(from: AreaType, to: AreaType, ...pairs: [string, string][]): Promise<void> {
  const text = ['A,B', ...pairs.map((pair) => pair.join(',')), ''].join('\n');
  const path = await writeInto(place.dataDirectory, 'lookup.csv', text);
  await loadLookup(place.service, start, { from, to, path, fromField: 'A', toField: 'B' });
}

async function name(type: AreaType, ...areas: { code: string; name: string }[]): Promise<void> {
  const paths = [await writeInto(place.dataDirectory, `${type}.geojson`, geoJson(...areas))];
  await loadAreas(place.service, start, { type, paths, fields: { code: 'CODE', name: 'NAME' } });
}

describe('before anything is loaded', () => {
  test('the pages say so, and offer a way on', async () => {
    expect((await analyst.get(evidencePaths.trend())).text).toContain('no police data is loaded');
    expect((await analyst.get(evidencePaths.area(rugby))).text).toContain(
      'no police data is loaded',
    );
    const coverage = await analyst.get(evidencePaths.coverage());
    expect(coverage.text).toContain('No police data is loaded yet.');
    expect(coverage.text).toContain('No partner’s counts are loaded yet.');
    const data = await analyst.get(evidencePaths.trendData());
    expect([data.status, data.html.trim().split('\n')]).toEqual([200, [expect.any(String)]]);
  });

  test('a part of the definition that nobody counts cannot be said to rise or fall, and whom to ask stands there', async () => {
    const { text } = await analyst.get(evidencePaths.part({ part: 'weapons', place: rugby }));
    expect(text).toContain('Violence with a weapon in Rugby');
    expect(text).toContain(
      'It cannot be said. No loaded source counts violence with a weapon in Rugby.',
    );
    expect(text).toContain('Not seen: ask Warwickshire Police');
    expect((await analyst.get(evidencePaths.part({ part: 'no-such' }))).status).toBe(404);
  });
});

describe('with months, but no areas smaller than districts', () => {
  test('districts are told by names, on their pages and in their caveats', async () => {
    await load('2025-01', [{ times: 3 }, { 'Crime type': 'Drugs' }]);
    await load('2025-02', [{ times: 2 }, { 'LSOA code': '', 'LSOA name': '' }]);
    const list = await analyst.get(evidencePaths.areas());
    expect(list.text).toContain('Only districts are known yet.');
    expect(list.text).toContain('5 areas');
    const page = await analyst.get(evidencePaths.area(rugby));
    expect(page.text).toContain('6 incidents in 2 loaded months, by crime type');
    expect(page.text).toContain('Districts are told by the names of small areas');
    expect(page.text).toMatch(
      /Not loaded: March 2024 to December 2024\. Rates are scaled to a year/,
    );
    expect(page.text).toContain('rounded, as the profile states');
    expect(page.text).toContain('No smaller areas of it are loaded.');
    const coverage = await analyst.get(evidencePaths.coverage());
    expect(coverage.text).toContain('is not known until a lookup of areas is loaded');
  });
});

describe('with wards and small areas', () => {
  beforeAll(async () => {
    await load('2025-04', [
      { times: 4 },
      { 'LSOA code': west, 'LSOA name': 'Rugby 001B', times: 2 },
      { 'LSOA code': beyond, 'LSOA name': 'Elsewhere 001A' },
      { 'LSOA code': split, Longitude: '', Latitude: '' },
    ]);
    const taken = await load('2025-03', [{ times: 9 }]);
    await withdrawImport(place.service, { principal: operator }, { id: taken });
    await load('2025-04', [{}, {}], 'Distant Police');
    await lookup('lsoa11', 'lsoa21', [split, east], [split, west]);
    await lookup('lsoa21', 'ward', [east, eastWard], [west, westWard]);
    await lookup('lsoa21', 'district', [east, rugby], [west, rugby], [beyond, elsewhere]);
    await name('ward', { code: eastWard, name: 'Eastward' }, { code: westWard, name: 'Westward' });
    await name('lsoa21', { code: east, name: 'Rugby 001A' }, { code: west, name: 'Rugby 001B' });
    const people = ['CODE,PEOPLE', `${east},1500`, `${west},1600`, ''].join('\n');
    const path = await writeInto(place.dataDirectory, 'people.csv', people);
    const fields = { code: 'CODE', count: 'PEOPLE' };
    await loadPopulations(place.service, start, { type: 'lsoa21', year: 2021, path, fields });
  });

  test('areas are found by part of a name, by code and by kind', async () => {
    const found = async (query: string) =>
      (await analyst.get(`${evidencePaths.areas()}?${query}`)).text;
    expect(await found('search=ward')).toMatch(/2 areas.*Eastward.*Westward/);
    expect(await found('search=e0500')).toContain('2 areas');
    expect(await found('kind=lsoa21')).toContain('2 areas');
    expect(await found('search=nowhere')).toContain('No area has this name or code.');
  });

  test('a ward says what it lies in, who lives there and what was recorded, with exact intervals', async () => {
    const page = await analyst.get(evidencePaths.area(eastWard));
    expect(page.text).toMatch(/Ward · E05000001EastwardDistrictRugbyResidents1,500 in 2021/);
    expect(page.text).toContain('Its middle is near 52.50° north, 1.25° west');
    // 10 incidents in 3 months among 1,500 people: 26.67 a year for each 1,000; the exact interval of 10 is 4.8 to 18.4.
    expect(page.text).toMatch(/All types1026\.712\.8 to 49/);
    expect(page.text).toMatch(/LSOAs of 2021 in Eastward1 area/);
    expect(page.html).toContain(evidencePaths.trend({ place: eastWard }).replace('&', '&amp;'));
    const list = await analyst.get(evidencePaths.areaData(eastWard));
    expect(list.html).toMatch(/All types,10,26\.66/);
    expect(list.html).toContain('They are not serious violence as the partnership defines it');
  });

  test('a district lists its wards, and says how many incidents are in none of them', async () => {
    const page = await analyst.get(evidencePaths.area(rugby));
    expect(page.text).toMatch(/Eastward1,5001026\.7/);
    expect(page.text).toMatch(/Westward1,60025/);
    expect(page.text).toContain('1 incident is marked');
    expect(page.text).toContain('Rates of Warwickshire are for 596,800 residents of 2021');
    const list = await analyst.get(evidencePaths.smallerAreasData(rugby));
    expect(list.html).toMatch(/E05000002,Westward,1600,2,5,/);
  });

  test('an area of 2011 leads to what it became, and one of elsewhere says that nothing is counted', async () => {
    const older = await analyst.get(evidencePaths.area(split));
    expect(older.text).toContain('It was split in 2021.');
    expect(older.html).toContain(evidencePaths.area(west));
    const other = await analyst.get(evidencePaths.area(beyond));
    expect(other.text).toContain('outside the partnership’s districts');
    expect((await analyst.get(evidencePaths.area('E05009999'))).status).toBe(404);
    expect((await analyst.get(evidencePaths.areaData(beyond))).status).toBe(404);
  });

  test('a ward whose small areas are not known has no figures, rather than zeros', async () => {
    await name('ward', { code: 'E05000003', name: 'Newward' });
    const { text } = await analyst.get(evidencePaths.area('E05000003'));
    expect(text).toContain('says which small areas lie in it, so nothing can be counted for it');
    expect((await analyst.get(evidencePaths.areas())).text).not.toContain('Newward');
    const trend = await analyst.get(evidencePaths.trend({ place: 'E05000003' }));
    expect(trend.status).toBe(404);
    expect(trend.text).toContain('which small areas lie in Newward');
  });

  test('the trend of a ward has its months, what is missing of them, and all of it in its download', async () => {
    const query = { place: eastWard, crimeType: 'robbery' };
    const { text } = await analyst.get(evidencePaths.trend(query));
    expect(text).toContain('Robbery in Eastward');
    expect(text).toContain('It is not knife crime.');
    expect(text).toContain('Too few months to tell: 3 months are loaded');
    expect(text).toContain('Withdrawn, so not counted: March 2025.');
    expect(text).toMatch(/Incidents in 3 months995% interval 4\.12 to 17\.1/);
    expect(text).toContain(
      'Rates are for the 1,500 residents of 2021 (added up from loaded counts)',
    );
    const lines = (await analyst.get(evidencePaths.trendData(query))).html.trim().split('\n');
    expect(lines.map((line) => line.split(',').slice(0, 2).join(','))).toEqual([
      'Month,Incidents',
      '2025-01,3',
      '2025-02,2',
      '2025-03,',
      '2025-04,4',
    ]);
    expect(lines[1]).toContain('not serious violence as the partnership defines it');
    expect(lines[1]).toContain('Withdrawn, so not counted: March 2025.');
  });

  test('a name, or a code of no area, is told that it is not known, and never shown the whole', async () => {
    for (const place of ['Nuneaton', 'E05999999', 'E07 or 1=1']) {
      for (const path of [evidencePaths.trend({ place }), evidencePaths.part({ place })]) {
        const { status, text } = await analyst.get(path);
        expect(status).toBe(404);
        expect(text).toContain(`We do not know the area “${place}”, so there is no figure for it.`);
      }
    }
    const download = evidencePaths.trendData({ place: 'Nuneaton' });
    expect((await analyst.get(download)).status).toBe(404);
    const whole = await analyst.get(`${evidencePaths.trend()}?place=`);
    expect(whole.text).toContain('All recorded crime and anti-social behaviour in Warwickshire');
  });

  test('coverage names what is missing, withdrawn and outside, and other forces apart', async () => {
    const { text } = await analyst.get(evidencePaths.coverage());
    expect(text).toContain(
      '3 of the 4 months of Warwickshire Police from January 2025 to April 2025 are loaded. Without data: March 2025. Of these, 1 was withdrawn.',
    );
    expect(text).toContain('2025LoadedLoadedWithdrawnLoaded––––––––');
    expect(text).toContain('1 row lies outside the partnership’s districts.');
    expect(text).toMatch(/Distant Police ?1/);
    const { html } = await analyst.get(evidencePaths.coverageData());
    expect(html).toContain('Warwickshire Police,2025-03,Withdrawn,1,,,,');
    expect(html).toContain('Warwickshire Police,2025-04,Loaded,1,8,1,1,');
    expect(html).toContain('Distant Police,2025-04,Loaded,1,2,0,,');
  });

  test('the districts have rates with exact intervals, for the residents that are loaded', async () => {
    const { html } = await analyst.get(evidencePaths.districtsData());
    expect(html).toMatch(/Rugby,Too few months to tell,7,13,16\.77/);
  });

  test('home says which months are missing and where to see more', async () => {
    const { text } = await analyst.get('/home');
    expect(text).toContain('Missing: March 2025.');
    expect(text).toContain('See what is loaded and what is missing');
  });
});
