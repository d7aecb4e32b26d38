import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#core/access/roles.ts';
import { loadAreas } from '#core/places/load-areas.ts';
import { loadPopulations } from '#core/places/load-populations.ts';
import { monthsBetween } from '#platform/calendar.ts';
import { geoJson, writeInto } from '#tests/support/area-files.ts';
import { keepText, policeFile } from '#tests/support/police-files.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { signInAs as enter } from '#tests/support/sign-in.ts';
import type { SeenPage, Visitor } from '#tests/support/visitor.ts';
import { evidencePaths, type MapAddress } from '../paths.ts';
import { importPoliceFiles } from '../police-imports/import-police-files.ts';
import { hotspotsCommand } from './hotspots-command.ts';
import { withdrawImport } from '../police-imports/withdraw-import.ts';

const start = { kind: 'system', name: 'start' } as const;
const operator = { kind: 'operator', email: 'ops@county.example' } as const;
const [rugby, stratford] = ['E07000220', 'E07000221'];
const violence = 'Violence and sexual offences';

/** Seven by seven squares: the upper four rows are Rugby's, where three by three have much and lately more. */
const width = 7;
const block = [8, 9, 10, 15, 16, 17, 22, 23, 24];
const squares = Array.from({ length: width * width }, (_, square) => square);
const codeOf = (square: number) => `E01${String(900_000 + square)}`;
const hostile = '=1+1 <b>“Ox & Co”</b>';
const nameOf = (square: number) => (square === 0 ? hostile : `Square ${square}`);
/** Nobody knows how many live here. */
const blank = codeOf(30);
const residentsOf = (square: number) => 1_000 + 100 * (square % 5);

const countOf = (square: number, month: string): number => {
  if (block.includes(square)) return month >= '2025-01' ? 9 : 3;
  return (square + Number(month.slice(-1))) % 3;
};

let opened: TestServiceWithApp;
let analyst: Visitor;
let practitioner: Visitor;
beforeAll(async () => {
  opened = await openTestApp({ partnership: 'warwickshire' });
  analyst = await signInAs('analyst');
  practitioner = await signInAs('practitioner');
});
afterAll(() => opened.close());

async function signInAs(role: Role): Promise<Visitor> {
  return (await enter(opened.app, opened.service, role, 'police')).visitor;
}

/** Loads months as the police publish them; two incidents a month have no place. */
async function loadMonths(first: string, last: string): Promise<string> {
  const files = [];
  for (const month of monthsBetween(first, last)) {
    const row = {
      Month: month,
      'Crime type': violence,
      'Reported by': 'Warwickshire Police',
      'Falls within': 'Warwickshire Police',
    };
    const located = squares.flatMap((square) =>
      Array.from({ length: countOf(square, month) }, () => ({
        ...row,
        'LSOA code': codeOf(square),
        'LSOA name': `Rugby ${square}`,
      })),
    );
    const nowhere = { ...row, Longitude: '', Latitude: '', 'LSOA code': '', 'LSOA name': '' };
    const text = policeFile(...located, nowhere, nowhere);
    files.push(await keepText(opened.service, `${month}-street.csv`, text));
  }
  const order = { id: randomUUID(), source: 'police' as const, files, mayReplace: true };
  return (await importPoliceFiles(opened.service, start, order)).id;
}

async function loadSquares(): Promise<void> {
  const areas = squares.map((square) => {
    const [x, y] = [-1.5 + (square % width) / 50, 52.4 - Math.floor(square / width) / 50];
    return {
      code: codeOf(square),
      name: nameOf(square),
      parent: square < 4 * width ? rugby : stratford,
      box: [x, y, -1.5 + ((square % width) + 1) / 50, 52.4 - (Math.floor(square / width) - 1) / 50],
    } as const;
  });
  const named = { code: 'CODE', name: 'NAME', parent: 'PARENT' };
  const paths = [await writeInto(opened.dataDirectory, 'squares.geojson', geoJson(...areas))];
  await loadAreas(opened.service, start, { type: 'lsoa21', paths, fields: named });
  const people = squares.flatMap((square) =>
    codeOf(square) === blank ? [] : [`${codeOf(square)},${residentsOf(square)}`],
  );
  const text = ['CODE,PEOPLE', ...people, ''].join('\n');
  const path = await writeInto(opened.dataDirectory, 'residents.csv', text);
  const fields = { code: 'CODE', count: 'PEOPLE' };
  await loadPopulations(opened.service, start, { type: 'lsoa21', year: 2021, path, fields });
}

const open = (query: MapAddress = {}): Promise<SeenPage> =>
  analyst.get(evidencePaths.hotspots(query));

const documentOf = ({ html }: SeenPage) => parseHTML(html).document;

/** The areas of the drawn map, by code, with the class that each has. */
function readMapOf(page: SeenPage): Map<string, string> {
  const groups = [...documentOf(page).querySelectorAll('[data-class]')];
  return new Map(
    groups.flatMap((group) =>
      [...group.querySelectorAll('[data-area]')].map(
        (area) =>
          [area.getAttribute('data-area') ?? '', group.getAttribute('data-class') ?? ''] as const,
      ),
    ),
  );
}

/** The rows of a table of the page, by its headings. */
function readTable(page: SeenPage, id: string): Record<string, string>[] {
  const table = documentOf(page).querySelector(`table#${id}, table#${id}-table`);
  const words = (cell: { textContent: string | null }) =>
    (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  const headings = [...(table?.querySelectorAll('thead th') ?? [])].map(words);
  return [...(table?.querySelectorAll('tbody tr') ?? [])].map((row) =>
    Object.fromEntries(
      [...row.querySelectorAll('th, td')].map((cell, column) => [
        headings[column] ?? '',
        words(cell),
      ]),
    ),
  );
}

/** Where the first link of a page that has these words leads. */
function findLink(page: SeenPage, words: string): string {
  const links = [...documentOf(page).querySelectorAll('main a')];
  const found = links.find(({ textContent }) => textContent?.includes(words));
  return found?.getAttribute('href') ?? `no link “${words}”`;
}

function listRepeatedIds(page: SeenPage): string[] {
  const ids = [...documentOf(page).querySelectorAll('[id]')].map((one) => one.id);
  return ids.filter((id, place) => ids.indexOf(id) !== place);
}

async function download(path: string): Promise<string> {
  const { statusCode, payload } = await analyst.ask({ method: 'GET', url: path });
  expect(statusCode, path).toBe(200);
  return payload;
}

const readCsv = async (path: string): Promise<Record<string, string>[]> =>
  parse(await download(path), { columns: true, bom: true });

const downloads = [
  evidencePaths.hotspotsData,
  evidencePaths.hotspotsWorseData,
  evidencePaths.hotspotsNeighboursData,
  evidencePaths.hotspotsAreas,
  evidencePaths.backTestData,
];

describe('before anything is loaded', () => {
  test('the page says so and offers a way on, and there is nothing to download', async () => {
    const page = await open();
    expect(page.status).toBe(200);
    expect(page.text).toContain('no police data is loaded');
    for (const path of downloads) {
      expect((await analyst.get(path())).status, path()).toBe(404);
    }
  });
});

describe('police data without boundaries', () => {
  let importId: string;
  let plain: SeenPage;
  beforeAll(async () => {
    importId = await loadMonths('2025-06', '2025-06');
    plain = await open();
  });

  test('is shown on hexagons, and the page says what they are and leave out', () => {
    expect(plain.text).toContain('a grid of hexagons of about 5 km² is laid over the area');
    expect(plain.text).toContain('Nobody’s residents are known in a hexagon.');
    expect(plain.text).toContain('2 incidents of these months');
    const map = readMapOf(plain);
    expect(map.size).toBeGreaterThan(300);
    for (const code of map.keys()) expect(code).toMatch(/^87[0-9a-f]{13}$/);
    expect(listRepeatedIds(plain)).toEqual([]);
    expect(plain.text).not.toContain('Compare areas by');
    expect(plain.html).not.toContain('/evidence/areas/87');
  });

  test('every hexagon has its incidents, and none is counted twice', async () => {
    const rows = await readCsv(evidencePaths.hotspotsData());
    const sum = rows.reduce((total, row) => total + Number(row['Incidents']), 0);
    expect(sum).toBe(squares.reduce((total, square) => total + countOf(square, '2025-06'), 0));
    expect(rows.map((row) => row['Residents'])).toEqual(rows.map(() => ''));
  });

  test('a district or a rate cannot be asked of hexagons, and the page does not pretend', async () => {
    for (const query of [{ place: rugby }, { by: 'rate' }]) {
      const page = await open(query);
      expect(page.text).toContain(`${violence} in Warwickshire, June 2025`);
      expect(page.text).not.toContain('Rates are for the residents');
      expect([...readMapOf(page).values()]).toEqual([...readMapOf(plain).values()]);
      expect(documentOf(page).querySelector('figcaption, figure p')?.textContent).toBe(
        documentOf(plain).querySelector('figcaption, figure p')?.textContent,
      );
    }
  });

  test('one month is too few to tell what becomes of a place or to test a map', async () => {
    expect(plain.text).toContain('it cannot be tested');
    expect(plain.text).toContain('A missing month is not a zero; 1 month is counted.');
    expect((await open({ view: 'time' })).text).toContain(
      '1 month is too few to tell what becomes of a place',
    );
    expect((await open({ view: 'change' })).text).toContain('so no change can be told');
  });

  test('once boundaries are loaded the same address shows their areas', async () => {
    await loadSquares();
    expect(readMapOf(await open()).has(codeOf(8))).toBe(true);
    await withdrawImport(opened.service, { principal: operator }, { id: importId });
    expect((await open()).text).toContain('no police data is loaded');
  });
});

describe('two years with boundaries and residents', () => {
  let page: SeenPage;
  beforeAll(async () => {
    await loadMonths('2024-07', '2025-12');
    page = await open();
  });

  test('the page says where incidents gather, and its table begins with the surest', () => {
    expect(page.text).toContain(`${violence} in Warwickshire, January 2025 to December 2025`);
    const map = readMapOf(page);
    expect(new Set(map.keys())).toEqual(new Set(squares.map(codeOf)));
    expect(map.get(codeOf(16))).toBe('hot');
    const hot = [...map.values()].filter((found) => found === 'hot').length;
    expect(page.text).toContain(`Of 49 small areas, ${hot} have hot surroundings`);
    const rows = readTable(page, 'areas');
    expect(rows).toHaveLength(25);
    expect(rows[0]).toMatchObject({ Surroundings: 'Hot' });
    expect(rows.find((row) => row['Area'] === 'Square 16')).toMatchObject({
      'Incidents in 12 months': '108',
      'In 6 months before': '18',
      'Changed?': 'More',
      'Over the months': 'Persistent',
    });
    expect(page.text).toContain('24 incidents of these months');
  });

  test('every view shows the same areas by something else, each with its answer first', async () => {
    const first = {
      gather: 'On average at most 1 in 20',
      count: 'incidents in 49 small areas',
      change: 'more incidents a month than in the 6 months before',
      time: 'hot in at least one of the 12 months',
    };
    for (const view of ['gather', 'count', 'change', 'time'] as const) {
      const seen = await open({ view });
      const document = documentOf(seen);
      expect(new Set(readMapOf(seen).keys()), view).toEqual(new Set(squares.map(codeOf)));
      expect(document.querySelector('figure p')?.textContent, view).toContain(first[view]);
      const current = [...document.querySelectorAll('[aria-current="page"]')].map((link) =>
        link.getAttribute('href'),
      );
      expect(
        current.some((href) => href?.includes(`view=${view}`)),
        view,
      ).toBe(true);
      expect(listRepeatedIds(seen), view).toEqual([]);
      expect(seen.html).not.toMatch(/\b(NaN|undefined|Infinity)\b/);
    }
  });

  test('in a district only its own areas are the map', async () => {
    const seen = await open({ place: rugby });
    expect(seen.text).toContain(`${violence} in Rugby,`);
    const own = squares.slice(0, 4 * width).map(codeOf);
    expect(new Set(readMapOf(seen).keys())).toEqual(new Set(own));
  });

  test('an earlier and shorter period counts its own months, beside those before them', async () => {
    const query = { to: '2025-06', months: '6' };
    const rows = await readCsv(evidencePaths.hotspotsData(query));
    const of = (first: string, last: string, square: number) =>
      monthsBetween(first, last).reduce((sum, month) => sum + countOf(square, month), 0);
    expect(rows.map((row) => [Number(row['Incidents']), Number(row['Incidents before'])])).toEqual(
      squares.map((square) => [of('2025-01', '2025-06', square), of('2024-07', '2024-12', square)]),
    );
    expect((await open(query)).text).toContain('January 2025 to June 2025');
  });

  test('with two years asked and 18 months loaded, the page says what is missing', async () => {
    const seen = await open({ months: '24', view: 'change' });
    expect(seen.text).toContain('Not loaded: January 2024 to June 2024.');
    expect(seen.text).toContain('Nothing is loaded of the period before');
    // The section stays, and says what to load.
    expect(documentOf(seen).querySelector('#worse-heading')).not.toBeNull();
    expect(seen.text).toContain(
      'Nothing is loaded of January 2022 to December 2023, the 24 months',
    );
    const [row = {}] = readTable(seen, 'areas');
    expect(Object.keys(row).join()).not.toContain('before');
    const [line] = await readCsv(evidencePaths.hotspotsData({ months: '24' }));
    expect(line).toMatchObject({
      From: '2024-07',
      To: '2025-12',
      'Months counted': '18',
      'From, before': '',
      'To, before': '',
      'Months counted before': '0',
    });
    expect(line?.['Caveats']).toContain('Not loaded: January 2024 to June 2024.');
  });

  test('by rate, an area without residents is not known, on the map and in the table', async () => {
    const seen = await open({ by: 'rate', view: 'gather' });
    expect(readMapOf(seen).get(blank)).toBe('missing');
    expect(seen.text).toContain('Areas without residents loaded are left out.');
    expect(seen.html).not.toMatch(/\b(NaN|undefined|Infinity)\b/);
    const rows = await readCsv(evidencePaths.hotspotsData({ by: 'rate' }));
    expect(rows[30]).toMatchObject({
      Code: blank,
      Residents: '',
      'Gi*': '',
      p: '',
      q: '',
      Class: 'none',
    });
    expect(Number(rows[16]?.['Rate a year per 1,000 residents'])).toBeCloseTo(
      (108 / residentsOf(16)) * 1_000,
      9,
    );
  });

  test('a crime type that did not happen is a map of zeros, with nothing to say', async () => {
    const seen = await open({ crimeType: 'robbery' });
    expect(seen.text).toContain('No row of this type is loaded for this period');
    expect(new Set(readMapOf(seen).values()).size).toBe(1);
    // Of nothing there is no account to give.
    expect(seen.text).not.toContain('of these months (0%)');
    expect(seen.text).not.toContain('has a place');
    expect((await open({ crimeType: 'robbery', view: 'gather' })).text).toContain(
      'Around none of the 49 small areas are there more or fewer incidents than chance',
    );
    expect(seen.html).not.toMatch(/\b(NaN|undefined|Infinity)\b/);
  });

  test.each([
    '?to=2025-13',
    '?to=0000-01',
    '?to=9999-12',
    '?months=7',
    '?months=6&months=12',
    '?place=E07999999',
    '?place=%27%3B--',
    '?place=%00',
  ])('of %s there is no figure, and the page says why', async (query) => {
    const seen = await analyst.get(`${evidencePaths.hotspots()}${query}`);
    expect(seen.status).toBe(404);
    expect(seen.text).toContain('No figure for this');
    expect((await analyst.get(`${evidencePaths.hotspotsData()}${query}`)).status).toBe(404);
  });

  test('of a crime type that is not known the page leads back to the maps', async () => {
    const seen = await analyst.get(`${evidencePaths.hotspots()}?crime-type=robery`);
    expect(seen.status).toBe(404);
    expect(seen.text).toContain('Back to where it happens');
    expect(findLink(seen, 'Choose a crime type')).toBe(evidencePaths.hotspots());
  });

  test('while many other maps are drawn the page says so, and leads to the same map again', async () => {
    const asked = monthsBetween('2025-01', '2025-12').flatMap((to) =>
      ['robbery', 'drugs'].map((crimeType) => ({ crimeType, to, months: '3', place: stratford })),
    );
    const seen = await Promise.all(asked.map(open));
    const busy = seen.filter(({ status }) => status === 429);
    expect(busy.length).toBeGreaterThan(0);
    expect(seen.filter(({ status }) => status === 200).length + busy.length).toBe(asked.length);
    for (const [place, { status, text, html }] of seen.entries()) {
      if (status !== 429) continue;
      const { crimeType = '', to = '' } = asked[place] ?? {};
      expect(text).toContain('Many maps are being drawn.');
      expect(html).toContain(`crime-type=${crimeType}`);
      expect(html).toContain(`to=${to}&amp;months=3`);
    }
    expect((await analyst.get(findLink(busy[0] ?? page, 'Ask for this map'))).status).toBe(200);
  });

  test('how a map is looked at is left out where an address cannot mean it', async () => {
    const nonsense = [
      '?by=density',
      '?view=heat',
      '?area=%3Cscript%3Ealert(1)%3C/script%3E',
      '?area=E01999999',
      '?page=0',
      '?page=-1',
      '?page=1e99',
      '?sort=__proto__',
      '?crime-type[]=x',
    ];
    const links = (seen: SeenPage) =>
      [...documentOf(seen).querySelectorAll('main a')].map((link) => link.getAttribute('href'));
    for (const query of nonsense) {
      const seen = await analyst.get(`${evidencePaths.hotspots()}${query}`);
      expect(seen.status, query).toBe(200);
      expect(seen.text, query).toBe(page.text);
      expect(links(seen), query).toEqual(links(page));
      expect(seen.html).not.toContain('<script>alert');
    }
    const far = await analyst.get(`${evidencePaths.hotspots()}?page=999999`);
    expect(readTable(far, 'areas')).toHaveLength(49 - 25);
  });

  test('names are shown as they are written, and never run', () => {
    expect(page.html).not.toContain('<b>“Ox');
    expect(page.html).toContain('&lt;b>“Ox &amp; Co”&lt;/b>');
  });

  test('an area’s neighbours stand together, and on the map with it', async () => {
    const seen = await open({ area: codeOf(0) });
    const rows = readTable(seen, 'neighbours');
    expect(rows.map((row) => row['Area'])).toEqual([hostile, 'Square 1', 'Square 7', 'Square 8']);
    const shown = documentOf(seen).querySelector('[data-map-highlight]');
    expect(shown?.getAttribute('data-map-highlight')?.split(' ')).toEqual([0, 1, 7, 8].map(codeOf));
    expect(listRepeatedIds(seen)).toEqual([]);
  });

  test('asking for another crime type keeps the view that was asked for, and no other', async () => {
    const askedOf = async (query: MapAddress) => {
      const field = documentOf(await open(query)).querySelector('form input[name="view"]');
      return field?.getAttribute('value');
    };
    expect(await askedOf({ view: 'change' })).toBe('change');
    expect(await askedOf({})).toBeUndefined();
    expect(await askedOf({ view: 'heat' })).toBeUndefined();
  });

  test('a number is first sorted from the largest, a chance from the smallest', () => {
    expect(findLink(page, 'Incidents in 12 months')).toContain('sort=count&direction=descending');
    expect(findLink(page, 'A month, against before')).toContain('direction=descending');
    expect(findLink(page, 'q of the surroundings')).toContain('direction=ascending');
  });

  test('sorted by how many times as many, areas that had none before come first', async () => {
    const seen = await analyst.get(findLink(page, 'A month, against before'));
    const ratios = readTable(seen, 'areas').map(
      (row) => row['A month, against before (95% interval)'] ?? '',
    );
    const numbers = ratios.map((words) =>
      words === 'none before' ? Infinity : Number.parseFloat(words),
    );
    expect(numbers).toEqual(numbers.toSorted((a, b) => (a === b ? 0 : b - a)));
  });

  test('the files of one map have different names, and the smaller tables only their rows', async () => {
    const query = { area: codeOf(0), to: '2025-12' };
    const names = await Promise.all(
      downloads.map(async (pathOf) => {
        const { headers } = await analyst.ask({ method: 'GET', url: pathOf(query) });
        return String(headers['content-disposition']);
      }),
    );
    expect(new Set(names).size).toBe(downloads.length);
    expect(names[1]).toContain('violence-and-sexual-offences-become-worse-2025-12.csv');
    const worse = await readCsv(findLink(page, 'Where it has become worse'));
    expect(worse.map((row) => row['Area'])).toEqual(
      readTable(page, 'worse').map((row) => row['Area']),
    );
    const around = await readCsv(evidencePaths.hotspotsNeighboursData(query));
    expect(around.map((row) => row['Code'])).toEqual([0, 1, 7, 8].map(codeOf));
    expect((await analyst.get(evidencePaths.hotspotsNeighboursData({}))).status).toBe(404);
  });

  test('a link near the top leads to where it has become worse', () => {
    expect(findLink(page, 'Go to: where it has become worse')).toBe('#worse-heading');
    expect(documentOf(page).querySelector('#worse-heading')).not.toBeNull();
  });

  test('where it has become worse, the surest come first', () => {
    const rows = readTable(page, 'worse');
    const worse = rows.map((row) => row['Area'] ?? '');
    expect(worse.length).toBeGreaterThan(5);
    for (const name of worse) expect(block.map(nameOf)).toContain(name);
  });

  test('every area’s link leads to its page', async () => {
    const link = [...documentOf(page).querySelectorAll('#areas a')].find((one) =>
      one.getAttribute('href')?.startsWith('/evidence/areas/'),
    );
    const area = await analyst.get(link?.getAttribute('href') ?? '');
    expect([area.status, area.text.includes(link?.textContent ?? '-')]).toEqual([200, true]);
  });

  test('an area’s page leads to the map with its neighbours, and they lead back to it', async () => {
    const area = await analyst.get(evidencePaths.area(codeOf(16)));
    const toMap = findLink(area, 'beside its neighbours');
    expect(toMap).toMatch(/#neighbours-heading$/);
    const map = await analyst.get(toMap.split('#')[0] ?? '');
    expect(readTable(map, 'neighbours').map((row) => row['Area'])).toContain('Square 16');
    expect(findLink(map, 'What was recorded in Square 16').split('?')[0]).toBe(area.path);
    // A district is no area of the map.
    const district = await analyst.get(evidencePaths.area(rugby));
    expect(district.text).not.toContain('beside its neighbours');
  });

  test('the pages of a sorted table stay in its order', async () => {
    const sorted = await analyst.get(
      `${evidencePaths.hotspots({ crimeType: 'all' })}&sort=count&direction=descending`,
    );
    const next = findLink(sorted, 'Next');
    expect(next).toContain('sort=count&direction=descending');
    const first = readTable(sorted, 'areas').map((row) => Number(row['Incidents in 12 months']));
    const second = readTable(await analyst.get(next), 'areas');
    expect(Number(second[0]?.['Incidents in 12 months'])).toBeLessThanOrEqual(first.at(-1) ?? 0);
  });

  test('all areas stand on one page for print, in the same order, and it says how', async () => {
    expect(findLink(page, 'Show all 49 areas, to print them')).toContain('rows=all');
    const all = await analyst.get(
      findLink(page, 'Show all 49 areas, to print them').split('#')[0] ?? '',
    );
    const rows = readTable(all, 'areas');
    expect(rows).toHaveLength(49);
    expect(rows.slice(0, 25)).toEqual(readTable(page, 'areas'));
    expect(all.text).not.toContain('Showing 1 to');
    const back = await analyst.get(findLink(all, 'Show 25 areas at a time').split('#')[0] ?? '');
    expect(readTable(back, 'areas')).toHaveLength(25);
    // Sorting keeps it.
    const sort = findLink(all, 'Incidents in 12 months');
    expect(readTable(await analyst.get(sort), 'areas')).toHaveLength(49);
  });

  test('the table is sorted by what is asked, through every page of it', async () => {
    const sorted = `${evidencePaths.hotspots({ crimeType: 'all' })}&sort=count&direction=descending`;
    const rows = [
      ...readTable(await analyst.get(sorted), 'areas'),
      ...readTable(await analyst.get(`${sorted}&page=2`), 'areas'),
    ];
    const counts = rows.map((row) => Number(row['Incidents in 12 months']));
    expect(counts).toHaveLength(49);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  });

  describe('downloads', () => {
    test('the areas are valid GeoJSON, the same areas and figures as the map and its table', async () => {
      const collection = JSON.parse(await download(evidencePaths.hotspotsAreas())) as Collection;
      expect(collection.type).toBe('FeatureCollection');
      const { features } = collection;
      expect(new Set(features.map(({ properties }) => properties['code']))).toEqual(
        new Set(readMapOf(page).keys()),
      );
      for (const { type, geometry } of features) {
        expect([type, geometry.type]).toEqual(['Feature', 'Polygon']);
        for (const ring of geometry.coordinates) {
          expect(ring.length).toBeGreaterThanOrEqual(4);
          expect(ring.at(-1)).toEqual(ring[0]);
          for (const [longitude = 0, latitude = 0] of ring) {
            expect(Math.abs(longitude + 1.4)).toBeLessThan(1);
            expect(Math.abs(latitude - 52.4)).toBeLessThan(1);
          }
        }
      }
      // By which the borders of districts are drawn.
      expect(features.map(({ properties: { name, district } }) => [name, district])).toEqual(
        squares.map((square) => [nameOf(square), square < 4 * width ? rugby : stratford]),
      );
      const rows = await readCsv(evidencePaths.hotspotsData());
      const figures = (values: readonly (string | number | null | undefined)[]) =>
        values.map((value) => String(value ?? ''));
      expect(
        rows.map((row) => figures([row['Code'], row['Incidents'], row['q'], row['Class']])),
      ).toEqual(
        features.map(({ properties: { code, count, q, class: found } }) =>
          figures([code, count, q, found]),
        ),
      );
    });

    test('every row of the table says where it comes from and which months it counts, and no name is a formula', async () => {
      const rows = await readCsv(evidencePaths.hotspotsData({ to: '2025-06', months: '6' }));
      expect(rows).toHaveLength(49);
      expect(rows[0]?.['Area']).toBe(`'${hostile}`);
      for (const row of rows) {
        expect(row['Figure']).toBe(`${violence} in Warwickshire, January 2025 to June 2025`);
        expect(row['Source']).toContain('Warwickshire Police');
        expect(row).toMatchObject({
          From: '2025-01',
          To: '2025-06',
          'Months counted': '6',
          'From, before': '2024-07',
          'To, before': '2024-12',
          'Months counted before': '6',
        });
      }
      // What must be known of the whole table is in it once.
      const [first, ...others] = rows.map((row) => row['Caveats']);
      expect(first).toContain('Much of “violence and sexual offences” happens in homes.');
      expect(new Set(others)).toEqual(new Set(['']));
    });

    test('the back-test is a row a month, whose figures are those of the page', async () => {
      const rows = await readCsv(evidencePaths.backTestData());
      expect(rows.map((row) => row['Month'])).toEqual(monthsBetween('2025-01', '2025-12'));
      expect(rows.map((row) => row['Months before it'])).toEqual([
        '6',
        '7',
        '8',
        '9',
        '10',
        '11',
        '12',
        '12',
        '12',
        '12',
        '12',
        '12',
      ]);
      const shown = readTable(page, 'back-test');
      expect(shown.map((row) => row['Areas flagged'])).toEqual(
        rows.map((row) => row['Areas flagged']),
      );
      const hitRate = Number(rows[11]?.['Hit rate']);
      expect(hitRate).toBeGreaterThan(0.3);
      expect(shown[11]?.['Caught by the map']).toContain(`${Math.round(hitRate * 1000) / 10}%`);
    });
  });

  describe('who may see it', () => {
    const everything = [
      evidencePaths.hotspots,
      ...downloads,
      evidencePaths.worse,
      evidencePaths.worseData,
      evidencePaths.nextWorseData,
    ];

    test.each(['organisation', 'administrator'] as const)('not the %s', async (role) => {
      const visitor = await signInAs(role);
      for (const path of everything) expect((await visitor.get(path())).status, path()).toBe(403);
    });

    test('nobody who is not signed in', async () => {
      for (const path of everything) {
        const { statusCode, headers } = await opened.app.inject({ method: 'GET', url: path() });
        expect([statusCode, headers.location?.startsWith('/sign-in')]).toEqual([303, true]);
      }
    });

    test('a practitioner, who is not offered to record findings', async () => {
      const seen = await practitioner.get(evidencePaths.hotspots());
      expect(seen.status).toBe(200);
      expect(seen.text).not.toContain('Record a finding');
      expect(page.text).toContain('Record a finding');
    });
  });

  describe('a finding', () => {
    /** Records a finding from the button of a figure, by the words that follow its "Record a finding". */
    async function record(query: MapAddress, subject: string, sentence: string): Promise<SeenPage> {
      const links = [...documentOf(await open(query)).querySelectorAll('a')];
      const link = links.find(
        ({ textContent }) =>
          textContent?.includes('Record a finding') && textContent.includes(subject),
      );
      const form = await analyst.get(link?.getAttribute('href') ?? 'no link');
      expect(form.text).toContain('The figure that will be kept');
      return analyst.submit(form, { sentence });
    }

    test('from the map keeps the whole table, the surest first, and leads back to the map', async () => {
      const query = { place: rugby, to: '2025-11', months: '6', by: 'rate' };
      const found = await record(query, `${violence} in Rugby`, 'Rugby’s middle has become worse.');
      expect(found.path).toMatch(/^\/findings\/[0-9a-f-]{36}$/);
      expect(found.text).toContain('Rugby’s middle has become worse.');
      expect(found.text).toContain(`${violence} in Rugby, June 2025 to November 2025`);
      expect(found.text).toContain('A year per 1,000 residents');
      expect(found.text).toContain('Square 16');
      const live = [...documentOf(found).querySelectorAll('a')]
        .map((link) => link.getAttribute('href') ?? '')
        .find((href) => href.startsWith(`${evidencePaths.hotspots()}?`));
      const map = await analyst.get(live ?? 'no link');
      expect(map.text).toContain(`${violence} in Rugby, June 2025 to November 2025`);
      expect((await practitioner.get(found.path)).text).toContain('Square 16');
    });

    test('from the back-test keeps its months and what it says', async () => {
      const found = await record({}, 'Would the map have been right?', 'The maps are of use.');
      expect(found.path).toMatch(/^\/findings\/[0-9a-f-]{36}$/);
      expect(found.text).toContain('Over 12 months the areas flagged beforehand held');
      expect(found.text).toContain('December 2025');
    });

    test('can be recorded from every figure of the page', async () => {
      const seen = await open({ area: codeOf(0) });
      const figures = [...documentOf(seen).querySelectorAll('figure')];
      expect(figures.map((figure) => figure.id || figure.getAttribute('aria-labelledby'))).toEqual(
        ['hotspots', 'neighbours', 'worse', 'back-test'].map((id) => `${id}-heading`),
      );
      for (const figure of figures) expect(figure.textContent).toContain('Record a finding');
    });

    test('from where it has become worse keeps the areas in the order shown, and what a map cannot say', async () => {
      const query = { view: 'change', place: rugby };
      const shown = readTable(await open(query), 'worse');
      expect(shown.length).toBeGreaterThan(5);
      const found = await record(query, 'Where it has become worse', 'The middle is worse.');
      expect(found.text).toContain(`Where it has become worse: ${violence} in Rugby, January 2025`);
      expect(readTable(found, 'figure-table')).toEqual(shown);
      expect(found.text).toContain('The test gives the exact chance of so large a difference');
      expect(found.text).toContain('Much of “violence and sexual offences” happens in homes.');
      expect(found.text).toContain('Tested within Rugby alone.');
    });

    test('from an area’s neighbours keeps them, and leads back to them', async () => {
      const query = { area: codeOf(16), by: 'rate' };
      const shown = readTable(await open(query), 'neighbours');
      expect(shown).toHaveLength(9);
      const found = await record(query, 'Square 16 and its neighbours', 'All around is high.');
      expect(readTable(found, 'figure-table')).toEqual(shown);
      const live = [...documentOf(found).querySelectorAll('a')]
        .map((link) => link.getAttribute('href') ?? '')
        .find((href) => href.endsWith('#neighbours-heading'));
      const again = await analyst.get(live?.split('#')[0] ?? 'no link');
      expect(readTable(again, 'neighbours')).toEqual(shown);
    });

    test('from a smaller table is superseded like any other, and both stay', async () => {
      const older = await record({}, 'Where it has become worse', 'Worse in the middle.');
      const supersede = [...documentOf(older).querySelectorAll('a')].find(({ textContent }) =>
        textContent?.includes('Supersede'),
      );
      const form = await analyst.get(supersede?.getAttribute('href') ?? 'no link');
      const newer = await analyst.submit(form, {
        sentence: 'Worse in nine squares.',
        reason: 'Counted.',
      });
      expect(newer.text).toContain('Worse in nine squares.');
      const kept = await analyst.get(older.path);
      expect(kept.text).toContain('Worse in the middle.');
      expect(kept.text).toContain('Worse in nine squares.');
    });

    test('that nothing has become worse is one too', async () => {
      const query = { crimeType: 'robbery' };
      const seen = await open(query);
      expect(seen.text).toContain('In none of the 49 small areas can more incidents a month');
      const found = await record(query, 'Where it has become worse', 'No robbery has risen.');
      expect(found.text).toContain('In none of the 49 small areas can more incidents a month');
    });

    test('is never of another map than its address names', async () => {
      const asked = [
        'crime-type=robbery',
        'crime-type=violence-and-sexual-offences&to=2031-01&months=12&by=count',
        'crime-type=violence-and-sexual-offences&place=E07999999&to=2025-12&months=12&by=count',
        'crime-type=violence-and-sexual-offences&to=2025-12&months=12&by=count&view=heat',
        'crime-type=violence-and-sexual-offences&to=2025-12&months=12&by=count&figure=better',
        'crime-type=violence-and-sexual-offences&to=2025-12&months=12&by=count&figure=neighbours',
        `crime-type=violence-and-sexual-offences&to=2025-12&months=12&by=count&area=E01999999&figure=neighbours`,
        `crime-type=violence-and-sexual-offences&to=2025-12&months=12&by=count&area=${codeOf(0)}&figure=worse`,
        'crime-type=violence-and-sexual-offences&to=2025-12&months=12&by=count&view=count&figure=worse',
        'crime-type=violence-and-sexual-offences&to=2025-12&months=24&by=count&figure=worse',
      ];
      for (const query of asked) {
        const address = new URLSearchParams({ figure: 'hotspots', query });
        expect((await analyst.get(`/findings/new?${address.toString()}`)).status).toBe(404);
      }
    });
  });

  test('withdrawing a month changes the map at once, and a finding keeps the one it was of', async () => {
    const query = { place: rugby };
    const before = await readCsv(evidencePaths.hotspotsData(query));
    const id = await loadMonths('2026-01', '2026-01');
    const newer = await open(query);
    expect(newer.text).toContain('February 2025 to January 2026');
    const link = [...documentOf(newer).querySelectorAll('a')].find(({ textContent }) =>
      textContent?.includes(`Record a finding: ${violence}`),
    );
    const form = await analyst.get(link?.getAttribute('href') ?? 'no link');
    const found = await analyst.submit(form, { sentence: 'Seen before it was withdrawn.' });
    await withdrawImport(opened.service, { principal: operator }, { id });
    const after = await open(query);
    expect(after.text).toContain('January 2025 to December 2025');
    expect(await readCsv(evidencePaths.hotspotsData(query))).toEqual(before);
    const kept = await analyst.get(found.path);
    expect([kept.status, kept.text.includes('February 2025 to January 2026')]).toEqual([200, true]);
  });

  test('new residents change the rates at once', async () => {
    const rateOf = async () =>
      (await readCsv(evidencePaths.hotspotsData({ by: 'rate' })))[16]?.[
        'Rate a year per 1,000 residents'
      ];
    const before = Number(await rateOf());
    const text = `CODE,PEOPLE\n${codeOf(16)},${2 * residentsOf(16)}\n`;
    const path = await writeInto(opened.dataDirectory, 'newer.csv', text);
    const fields = { code: 'CODE', count: 'PEOPLE' };
    await loadPopulations(opened.service, start, { type: 'lsoa21', year: 2022, path, fields });
    expect(Number(await rateOf())).toBeCloseTo(before / 2, 9);
  });

  test('rates of very unequal areas say that they flag more often by chance, and only they', async () => {
    const words = 'up to about 7 in 100 maps';
    const say = async (value: string) => {
      const said: string[] = [];
      const period = { type: 'lsoa21', 'crime-type': violence, from: '2025-01', to: '2025-12' };
      await hotspotsCommand.run({
        service: opened.service,
        principal: operator,
        words: [],
        options: { ...period, value, permutations: '9' },
        address: '',
        say: (sentence) => void said.push(sentence),
      });
      return said.filter((sentence) => sentence.includes(words));
    };
    expect((await open({ by: 'rate' })).text).not.toContain(words);
    expect(await say('rate')).toEqual([]);
    const text = `CODE,PEOPLE\n${codeOf(17)},${20 * residentsOf(17)}\n`;
    const path = await writeInto(opened.dataDirectory, 'many.csv', text);
    const fields = { code: 'CODE', count: 'PEOPLE' };
    await loadPopulations(opened.service, start, { type: 'lsoa21', year: 2023, path, fields });
    for (const view of ['gather', 'count', 'change', 'time']) {
      expect((await open({ by: 'rate', view })).text).toContain(words);
      expect((await open({ by: 'count', view })).text).not.toContain(words);
    }
    const rates = await open({ by: 'rate' });
    const links = [...documentOf(rates).querySelectorAll('figure a')].filter(({ textContent }) =>
      textContent?.includes('Record a finding'),
    );
    expect(links).toHaveLength(3);
    for (const link of links) {
      expect((await analyst.get(link.getAttribute('href') ?? '')).text).toContain(words);
    }
    expect(await say('rate')).toHaveLength(1);
    expect(await say('count')).toEqual([]);
  });
});

type Collection = {
  type: string;
  features: {
    type: string;
    properties: Record<string, string | number | null>;
    geometry: { type: string; coordinates: number[][][] };
  }[];
};
