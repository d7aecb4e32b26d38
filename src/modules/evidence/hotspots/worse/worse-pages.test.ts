import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadAreas } from '#core/places/load-areas.ts';
import { loadLookup } from '#core/places/load-lookup.ts';
import { homePath } from '#core/home/paths.ts';
import { evidencePaths, type WorseAddress } from '#modules/evidence/paths.ts';
import { importPoliceFiles } from '#modules/evidence/police-imports/import-police-files.ts';
import { withdrawImport } from '#modules/evidence/police-imports/withdraw-import.ts';
import { monthsBetween } from '#platform/calendar.ts';
import { geoJson, writeInto } from '#tests/support/area-files.ts';
import { keepText, policeFile } from '#tests/support/police-files.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { signInAs } from '#tests/support/sign-in.ts';
import type { SeenPage, Visitor } from '#tests/support/visitor.ts';

const start = { kind: 'system', name: 'start' } as const;
const operator = { kind: 'operator', email: 'ops@county.example' } as const;
const [rugby, stratford] = ['E07000220', 'E07000221'];
const [shops, cars] = ['Shoplifting', 'Vehicle crime'];

/**
 * Twelve squares, the first six Rugby's. From April on, shoplifting rises much in one and a little in two, in one of
 * them mostly in May.
 */
const squares = Array.from({ length: 12 }, (_, square) => square);
const leamington = 'about 6 km north-east of Royal Leamington Spa';
const dunchurch = {
  7: 'about 5 km south-west of Dunchurch',
  9: 'about 3 km south of Dunchurch',
};
const codeOf = (square: number) => `E01${String(900_000 + square)}`;
const countOf = (square: number, type: string, month: string): number => {
  const isLater = month >= '2025-04';
  if (type === cars) return 2;
  if (square === 2) return isLater ? 12 : 2;
  if (square === 7) return month === '2025-05' ? 11 : 2;
  return square === 9 ? (isLater ? 3 : 2) : 1;
};

let opened: TestServiceWithApp;
let analyst: Visitor;
let practitioner: Visitor;
beforeAll(async () => {
  opened = await openTestApp({ partnership: 'warwickshire' });
  const { app, service } = opened;
  analyst = (await signInAs(app, service, 'analyst', 'police')).visitor;
  practitioner = (await signInAs(app, service, 'practitioner', 'police')).visitor;
});
afterAll(() => opened.close());

async function loadMonths(first: string, last: string): Promise<string> {
  const files = [];
  for (const month of monthsBetween(first, last)) {
    const rows = squares.flatMap((square) =>
      [shops, cars].flatMap((type) =>
        Array.from({ length: countOf(square, type, month) }, () => ({
          Month: month,
          'Crime type': type,
          'Reported by': 'Warwickshire Police',
          'Falls within': 'Warwickshire Police',
          'LSOA code': codeOf(square),
          'LSOA name': `Rugby ${square}`,
        })),
      ),
    );
    files.push(await keepText(opened.service, `${month}-street.csv`, policeFile(...rows)));
  }
  const order = { id: randomUUID(), source: 'police' as const, files, mayReplace: true };
  return (await importPoliceFiles(opened.service, start, order)).id;
}

async function loadSquares(): Promise<void> {
  const areas = squares.map((square) => {
    const west = -1.5 + square / 50;
    const parent = square < 6 ? rugby : stratford;
    const box = [west, 52.3, west + 0.02, 52.32] as const;
    return { code: codeOf(square), name: `Square ${square}`, parent, box } as const;
  });
  const paths = [await writeInto(opened.dataDirectory, 'squares.geojson', geoJson(...areas))];
  const fields = { code: 'CODE', name: 'NAME', parent: 'PARENT' };
  await loadAreas(opened.service, start, { type: 'lsoa21', paths, fields });
}

const open = (query: WorseAddress = {}): Promise<SeenPage> =>
  analyst.get(evidencePaths.worse(query));
const documentOf = ({ html }: SeenPage) => parseHTML(html).document;

/** The rows of a table of the page, cell by cell. */
function readRows(page: SeenPage, id: string): string[][] {
  const rows = [...documentOf(page).querySelectorAll(`table#${id}-table tbody tr`)];
  return rows.map((row) =>
    [...row.querySelectorAll('th, td')].map((cell) =>
      (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
    ),
  );
}

function findLink(page: SeenPage, words: string): string {
  const links = [...documentOf(page).querySelectorAll('main a')];
  const found = links.find(({ textContent }) =>
    (textContent ?? '').replaceAll(/\s+/g, ' ').includes(words),
  );
  return found?.getAttribute('href') ?? `no link “${words}”`;
}

async function readCsv(path: string): Promise<Record<string, string>[]> {
  const { statusCode, payload } = await analyst.ask({ method: 'GET', url: path });
  expect(statusCode, path).toBe(200);
  return parse(payload, { columns: true, bom: true });
}

describe('before there is anything to compare', () => {
  test('without data the page says so, and there is no file', async () => {
    expect((await open()).text).toContain('no police data is loaded');
    expect((await analyst.get(evidencePaths.worseData())).status).toBe(404);
  });

  test('on hexagons it works without boundaries, and says what they are', async () => {
    const id = await loadMonths('2025-02', '2025-05');
    const seen = await open();
    expect(seen.status).toBe(200);
    expect(seen.text).toContain('in the hexagon of about 5 km²');
    expect(seen.html).not.toContain('/evidence/areas/87');
    // A district cannot be told of a hexagon.
    expect((await open({ place: rugby })).text).toContain('What has become worse in Warwickshire');
    await withdrawImport(opened.service, { principal: operator }, { id });
  });

  test('of one month alone the page says what to load, and records nothing', async () => {
    await loadSquares();
    const id = await loadMonths('2025-06', '2025-06');
    const seen = await open();
    expect(seen.text).toContain('Nothing is loaded of July 2023 to June 2024, the period before');
    expect(seen.text).not.toContain('Record a finding');
    expect((await analyst.get(homePath())).text).toContain('Nothing is loaded of July 2023');
    const query = new URLSearchParams({ to: '2025-06', months: '12', figure: 'worse' }).toString();
    const address = new URLSearchParams({ figure: 'become-worse', query }).toString();
    expect((await analyst.get(`/findings/new?${address}`)).status).toBe(404);
    await withdrawImport(opened.service, { principal: operator }, { id });
  });
});

describe('half a year with boundaries', () => {
  let page: SeenPage;
  beforeAll(async () => {
    await loadMonths('2025-01', '2025-06');
    page = await open();
  });

  test('compares the longest period of which all months and all before are loaded', () => {
    expect(page.text).toContain('April 2025 to June 2025, against January 2025 to March 2025');
  });

  test('names what has become worse, then what comes nearest, with how sure that is', () => {
    expect(page.text).toContain('All 2 crime types in all 12 small areas were compared: 1 rise is');
    expect(readRows(page, 'worse').map((row) => row.slice(0, 5))).toEqual([
      [`Square 2 ${leamington}`, shops, '6', '36', '30'],
    ]);
    // Three are named in all, also where the others are no more than chance.
    expect(readRows(page, 'next').map((row) => row.slice(0, 5))).toEqual([
      [`Square 7 ${dunchurch[7]}`, shops, '6', '15', '9'],
      [`Square 9 ${dunchurch[9]}`, shops, '6', '9', '3'],
    ]);
    expect(page.text).toContain(
      `Shoplifting in Square 2 (${leamington}) went from 6 (January 2025 to March 2025) to 36 (April 2025 to June 2025), 6.00 times as many a month (95% interval 2.50 to 17). This is more than chance explains`,
    );
    expect(page.text).toContain(
      'It may be chance: among rises this sure or surer, about 94 in 100',
    );
    expect(page.text).toContain('It may well be chance: among rises this sure or surer, up to all');
    expect(page.text).toContain('24 comparisons (12 small areas, 2 crime types)');
    expect(page.html).not.toMatch(/\b(NaN|undefined|Infinity)\b/);
  });

  test('is sorted by what is asked, at first from the largest', async () => {
    const link = findLink(page, 'More by');
    expect(link).toContain('sort=more&direction=descending');
    const sorted = await analyst.get(link.replace('descending', 'ascending'));
    expect(readRows(sorted, 'next').map(([area]) => area)).toEqual([
      `Square 9 ${dunchurch[9]}`,
      `Square 7 ${dunchurch[7]}`,
    ]);
    expect(findLink(page, 'False alarms')).toContain('direction=ascending');
  });

  test('says of a rise that is mostly one month which that is, in row, sentence and file', async () => {
    const words = '11 of the 15 in May 2025';
    const said = [...readRows(page, 'worse'), ...readRows(page, 'next')].map((row) => row[6]);
    expect(said).toEqual(['No', words, 'No']);
    expect(page.text).toContain(
      `(95% interval 0.92 to 7.86). It is mostly one month: ${words}. It`,
    );
    const [first, second] = await readCsv(evidencePaths.nextWorseData());
    expect(first).toMatchObject({
      'Month with the most now': '2025-05',
      'Incidents in that month': '11',
      'Mostly that month': 'Yes',
    });
    expect(second?.['Mostly that month']).toBe('No');
  });

  test('says how sure each is in the same words in row, sentence and file, and what they mean', async () => {
    const [file] = await readCsv(evidencePaths.nextWorseData());
    const share = 'about 94 in 100';
    expect(readRows(page, 'next')[0]?.[7]).toBe(share);
    expect(file?.['False alarms among rises this sure or surer']).toBe(share);
    expect(file?.['Sentence']).toContain(`among rises this sure or surer, ${share} are false`);
    expect(page.text).toContain('It is not the chance that this one rise is wrong.');
  });

  test('says how old the data is, and why these months are compared', async () => {
    expect(page.text).toContain('The newest month that is loaded is June 2025, 17 months ago.');
    expect(page.text).toContain('Why 3 months: nobody chose a length');
    expect((await open({ months: '3' })).text).not.toContain('Why 3 months');
  });

  test('of six months against three, it says so and compares what happened in a month', async () => {
    expect((await open({ months: '6' })).text).toContain('6 months (nothing before is loaded)');
    const id = await loadMonths('2024-10', '2024-12');
    const uneven = await open({ months: '6' });
    expect(uneven.text).toContain('6 months against the 3 that are loaded, compared by the month');
    expect(uneven.text).toContain(': 2.0 a month before, 7.0 now');
    expect(uneven.text).toContain('went from 2.0 a month (6 in 3 months, October 2024 to');
    await withdrawImport(opened.service, { principal: operator }, { id });
  });

  test('leads to the trend of that crime type in that area, and each page names the other', async () => {
    const trend = await analyst.get(findLink(page, 'Trend: Shoplifting in Square 2'));
    expect(trend.text).toContain('Shoplifting in Square 2');
    expect(findLink(trend, 'What has become worse')).toBe(evidencePaths.worse());
    expect(trend.text).toContain('So the two can differ, and neither is wrong.');
    expect(page.text).toContain('So the two can differ, and neither is wrong.');
  });

  test('the page of an area keeps the crime type for the trend and the map', async () => {
    const area = await analyst.get(findLink(page, 'Square 2'));
    expect(area.text).toContain('Begins with: Shoplifting.');
    expect(findLink(area, 'Has anything changed in Square 2?')).toContain('crime-type=shoplifting');
    expect(findLink(area, 'beside its neighbours')).toContain('crime-type=shoplifting');
    const unknown = await analyst.get(`${evidencePaths.area(codeOf(2))}?crime-type=piracy`);
    expect([unknown.status, unknown.text.includes('Begins with')]).toEqual([200, false]);
  });

  test('leads to the map of the crime type, the months and the area', async () => {
    const href = findLink(page, 'Map: Shoplifting in Square 2');
    const map = await analyst.get(href.split('#')[0] ?? '');
    expect(map.text).toContain('Shoplifting in Warwickshire, April 2025 to June 2025');
    expect(map.text).toContain('Square 2 and its neighbours');
    const sheet = documentOf(map).querySelector('[data-map]');
    expect(sheet?.getAttribute('data-map-pick')).toBe(codeOf(2));
    const ring = sheet?.querySelector('svg [data-map-ring]');
    expect(Number(ring?.getAttribute('r'))).toBeGreaterThan(10);
  });

  test('stands first on the map’s page and is on the home, with the way to all of it', async () => {
    for (const path of [evidencePaths.hotspots(), homePath()]) {
      const seen = await analyst.get(path);
      expect(seen.text, path).toContain(
        `Shoplifting in Square 2 (${leamington}): 6 before, 36 now`,
      );
      expect(findLink(seen, 'See what has become worse, what comes next')).toBe(
        evidencePaths.worse(),
      );
    }
    const map = await analyst.get(evidencePaths.hotspots());
    const headings = [...documentOf(map).querySelectorAll('main h2')].map((one) => one.textContent);
    expect(headings[0]).toBe('What has become worse, in every crime type');
  });

  test('in a district only its areas are compared', async () => {
    const seen = await open({ place: stratford });
    expect(seen.text).toContain('What has become worse in Stratford-on-Avon');
    expect(seen.text).toContain('12 comparisons (6 small areas, 2 crime types)');
    expect(seen.text).not.toContain('Square 2:');
  });

  test('each list is a file with only its rows, a sentence in each and a name of its own', async () => {
    const worse = await readCsv(findLink(page, 'Download the figures (CSV): Worse'));
    expect(worse).toMatchObject([
      { Code: codeOf(2), 'Incidents before': '6', 'Incidents now': '36', 'Months counted': '3' },
    ]);
    expect(worse[0]?.['Sentence']).toContain('This is more than chance explains');
    expect(worse[0]?.['Caveats']).toContain('Incidents are taken as independent.');
    expect(worse[0]?.['Caveats']).not.toContain('Picked by the chance');
    const next = await readCsv(findLink(page, 'Download the figures (CSV): Next'));
    expect(next.map((row) => row['Area'])).toEqual(['Square 7', 'Square 9']);
    expect(next[0]?.['Caveats']).toContain('Picked by the chance of so large a rise');
    const names = await Promise.all(
      [evidencePaths.worseData(), evidencePaths.nextWorseData()].map(
        async (url) => (await analyst.ask({ method: 'GET', url })).headers['content-disposition'],
      ),
    );
    expect(names).toEqual([
      'attachment; filename="what-has-become-worse-warwickshire-3-months-to-2025-06.csv"',
      'attachment; filename="next-may-be-chance-warwickshire-3-months-to-2025-06.csv"',
    ]);
  });

  test.each(['?to=2025-13', '?to=2024-01', '?months=7', '?place=E07999999', '?place=%00'])(
    'of %s there is no figure, and the page says why',
    async (query) => {
      const seen = await analyst.get(`${evidencePaths.worse()}${query}`);
      expect([seen.status, seen.text.includes('No figure for this')]).toEqual([404, true]);
      expect((await analyst.get(`${evidencePaths.worseData()}${query}`)).status).toBe(404);
    },
  );

  describe('a finding', () => {
    async function record(words: string): Promise<SeenPage> {
      const form = await analyst.get(findLink(page, words));
      expect(form.text).toContain('The figure that will be kept');
      return analyst.submit(form, { sentence: `About ${words}.` });
    }

    test('from a list keeps it in its order, with the sentences and what must be known', async () => {
      const found = await record('Record a finding: Next: may be chance');
      expect(found.path).toMatch(/^\/findings\/[0-9a-f-]{36}$/);
      expect(found.text).toContain(`Shoplifting in Square 7 (${dunchurch[7]}) went from 6 (`);
      expect(found.text).toContain('It may be chance');
      expect(found.text).toContain('One event, one offender');
      expect(readRows(found, 'figure').map(([area]) => area)).toEqual([
        `Square 7 (${dunchurch[7]})`,
        `Square 9 (${dunchurch[9]})`,
      ]);
    });

    test('from one rise keeps that rise, and leads back to its list', async () => {
      const found = await record('Record a finding: Shoplifting in Square 2');
      expect(readRows(found, 'figure')).toHaveLength(1);
      expect(found.text).toContain('This is more than chance explains');
      expect(findLink(found, 'Open the figure as it is now')).toMatch(/#worse-heading$/);
    });

    test('is never of what no list holds', async () => {
      const asked = [
        'to=2025-06&months=3',
        'to=2025-06&months=3&figure=better',
        'months=3&figure=worse',
        `to=2025-06&months=3&crime-type=vehicle-crime&area=${codeOf(2)}`,
        `to=2025-06&months=3&crime-type=shoplifting&area=${codeOf(2)}&figure=worse`,
      ];
      for (const query of asked) {
        const address = new URLSearchParams({ figure: 'become-worse', query });
        const { status } = await analyst.get(`/findings/new?${address.toString()}`);
        expect(status, query).toBe(404);
      }
    });

    test('is not offered to a practitioner', async () => {
      const seen = await practitioner.get(evidencePaths.worse());
      expect([seen.status, seen.text.includes('Record a finding')]).toEqual([200, false]);
    });
  });

  test('says the ward of an area from when a lookup of wards is loaded', async () => {
    const ward = 'E05000001';
    const areas = await writeInto(opened.dataDirectory, 'wards.csv', `A,N\n${ward},Benn\n`);
    const fields = { code: 'A', name: 'N' };
    await loadAreas(opened.service, start, { type: 'ward', paths: [areas], fields });
    const path = await writeInto(opened.dataDirectory, 'w.csv', `A,B\n${codeOf(2)},${ward}\n`);
    const order = { from: 'lsoa21', to: 'ward', path, fromField: 'A', toField: 'B' } as const;
    await loadLookup(opened.service, start, order);
    page = await open();
    expect(page.text).toContain('Shoplifting in Square 2 (Benn ward) went from 6');
    expect(page.text).toContain(`Shoplifting in Square 7 (${dunchurch[7]}) went from 6`);
    expect((await readCsv(evidencePaths.worseData()))[0]?.['Where']).toBe('Benn ward');
  });

  test('a newer month changes it at once', async () => {
    const id = await loadMonths('2025-07', '2025-07');
    expect((await open()).text).toContain('May 2025 to July 2025, against February 2025');
    await withdrawImport(opened.service, { principal: operator }, { id });
    expect((await open()).text).toBe(page.text);
  });
});
