import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newFindingPath } from '#core/findings/paths.ts';
import type { AreaType } from '#core/places/area-type.ts';
import { loadLookup } from '#core/places/load-lookup.ts';
import { writeInto } from '#tests/support/area-files.ts';
import { keepText, policeFile } from '#tests/support/police-files.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { operator, signInAs } from '#tests/support/sign-in.ts';
import type { Visitor } from '#tests/support/visitor.ts';
import { importCounts } from '../count-imports/import-counts.ts';
import { evidencePaths } from '../paths.ts';
import { importPoliceFiles } from '../police-imports/import-police-files.ts';

const start = { kind: 'system', name: 'start' } as const;
const [rugby, ward, small] = ['E07000220', 'E05000001', 'E01000001'];
const series = { part: 'weapons', source: 'Harbour clinic', measure: 'People treated' };

let opened: TestServiceWithApp;
let analyst: Visitor;
let practitioner: Visitor;
beforeAll(async () => {
  opened = await openTestApp({ partnership: 'warwickshire' });
  analyst = await enterAs('analyst');
  practitioner = await enterAs('practitioner');
  await loadIncidents('Warwickshire Police', 4);
  await loadIncidents('Distant Police', 1);
  await lookup('district', rugby);
  await lookup('ward', ward);
  await loadCounts();
});
afterAll(() => opened.close());

async function enterAs(role: 'analyst' | 'practitioner'): Promise<Visitor> {
  return (await signInAs(opened.app, opened.service, role, 'police')).visitor;
}

async function loadIncidents(force: string, times: number): Promise<void> {
  const { service } = opened;
  const row = {
    Month: '2025-01',
    'LSOA name': 'Rugby 001A',
    'Reported by': force,
    'Falls within': force,
  };
  const text = policeFile(...Array.from({ length: times }, () => row));
  const files = [await keepText(service, `${force}.csv`, text)];
  const order = { id: randomUUID(), source: 'police' as const, files, mayReplace: false };
  await importPoliceFiles(service, start, order);
}

async function lookup(to: AreaType, code: string): Promise<void> {
  const { dataDirectory, service } = opened;
  const path = await writeInto(dataDirectory, `${to}.csv`, `A,B\n${small},${code}\n`);
  await loadLookup(service, start, { from: 'lsoa21', to, path, fromField: 'A', toField: 'B' });
}

async function loadCounts(): Promise<void> {
  const { service } = opened;
  const text = 'area,month,count\nE07000220,2025-01,7\nE07000221,2025-01,6\nE07000220,2025-02,5\n';
  const kept = await service.files.keep(Readable.from([text]), 10_000);
  const [source, part, measure] = [series.source, series.part, series.measure];
  await importCounts(service, operator, {
    id: randomUUID(),
    origin: 'partners',
    file: { name: 'counts.csv', ...kept },
    mapping: {
      id: null,
      fields: {
        source: { fixed: source },
        measure: { fixed: measure },
        part: { fixed: part },
        area: { column: 'area' },
        month: { column: 'month' },
        count: { column: 'count' },
      },
    },
    mayReplace: false,
  });
}

type Shown = { heading: string; record: string | undefined };

/** The figures of a page, each with where it is recorded. */
async function listFigures(visitor: Visitor, path: string): Promise<Shown[]> {
  const { html, status } = await visitor.get(path);
  expect(status).toBe(200);
  return [...parseHTML(html).document.querySelectorAll('figure')].map((figure) => ({
    heading: figure.querySelector('h2')?.textContent ?? '',
    record: [...figure.querySelectorAll('a')]
      .find(({ textContent }) => textContent?.includes('Record a finding'))
      ?.getAttribute('href')
      ?.toString(),
  }));
}

const pages: readonly [page: string, path: string, figures: readonly [string, RegExp][]][] = [
  [
    'the trend',
    evidencePaths.trend({ crimeType: 'robbery', place: ward, months: '24' }),
    [[`Robbery in ${ward}`, /January 2025\s*4\s*Too few.*It is not knife crime/]],
  ],
  [
    'a part of the definition',
    evidencePaths.part({ part: 'weapons', place: rugby }),
    [
      [
        'People treated, Rugby',
        /February 2025\s*5.*Harbour clinic, monthly counts.*version 1 \(2024\)/,
      ],
    ],
  ],
  [
    'the districts',
    evidencePaths.districts({ crimeType: 'robbery' }),
    [
      [
        'Robbery in Warwickshire, by district',
        /Incidents in 1 month\s*4\s*95% interval 1\.09 to 10\.2.*Rugby\s*Too few months to tell\s*4\s*4\s*0\.4.*does not mean a more dangerous place/,
      ],
    ],
  ],
  [
    'an area',
    evidencePaths.area(rugby),
    [
      ['Recorded in Rugby', /Robbery\s*4.*beside each other, not compared/],
      ['Wards in Rugby', /E05000001\s*not known\s*4/],
    ],
  ],
  [
    'one source’s counts',
    evidencePaths.countSeries(series),
    [
      [
        'People treated, all 2 areas together',
        /1 month is left out.*January 2025\s*13.*never added together/,
      ],
    ],
  ],
  [
    'one source’s counts of one area',
    evidencePaths.countSeries({ ...series, area: rugby }),
    [['People treated, Rugby', /January 2025\s*7\s*Too.*February 2025\s*5\s*Too/]],
  ],
  [
    'the coverage',
    evidencePaths.coverage(),
    [
      ['Months of Warwickshire Police', /2025\s*Loaded/],
      ['What the months of Warwickshire Police hold', /January 2025\s*Loaded\s*1\s*4/],
      ['Other forces', /Distant Police\s*1\s*January 2025/],
      ['Partners’ counts', /People treated\s*Harbour clinic\s*Violence with a weapon\s*1 of 2/],
    ],
  ],
];

describe.each(pages)('the page of %s', (_page, path, figures) => {
  let shown: readonly Shown[] = [];
  beforeAll(async () => {
    shown = await listFigures(analyst, path);
  });

  test('has a button on every figure, for those who may record', async () => {
    const here = figures.map(([heading]) => heading);
    expect(shown).toEqual(here.map((heading) => ({ heading, record: expect.any(String) })));
    const others = await listFigures(practitioner, path);
    expect(others).toEqual(here.map((heading) => ({ heading, record: undefined })));
  });

  test.each(figures)('lets “%s” be recorded with its table', async (heading, says) => {
    const found = shown.find((one) => one.heading === heading);
    const form = await analyst.get(found?.record ?? 'nowhere');
    const finding = await analyst.submit(form, { sentence: 'It is as it is' });
    expect(finding.path).toMatch(/^\/findings\/[0-9a-f-]{36}$/);
    expect(finding.text).toContain(heading);
    expect(finding.text).toMatch(says);
    const links = [...parseHTML(finding.html).document.querySelectorAll('a')];
    const back = links.find(({ textContent }) => textContent?.includes('as it is now'));
    expect(back?.getAttribute('href')).toBe(path);
  });
});

test.each([
  ['trend', 'crime-type=robery&months=24'],
  ['trend', 'crime-type=robbery'],
  ['part', 'part=weapons&source=Harbour+clinic'],
  ['part', 'part=weapons&source=Harbour+clinic&measure=Other'],
  ['part', 'part=weapons&source=Harbour+clinic&measure=People+treated&place=E07000999'],
  ['part', 'part=no-such&source=Harbour+clinic&measure=People+treated'],
  ['districts', 'crime-type=robery'],
  ['districts', 'crime-type=all'],
  ['districts', 'crime-type=robbery&sort=rate'],
  ['area', 'area=E07000220'],
  ['area', 'area=E07000220&figure=smaller-msoa21'],
  ['area', 'area=E07000999&figure=crime-types'],
  ['area', 'area=Rugby&figure=crime-types'],
  ['area', 'area=E07000220&figure=crime-types&months=24'],
  ['partner-counts', 'part=weapons&source=Harbour+clinic'],
  ['partner-counts', 'part=weapons&source=Harbour+clinic&measure=People+treated&area=E07000999'],
  ['coverage', ''],
  ['coverage', 'figure=no-such'],
  ['coverage', 'figure=months&force=Distant+Police'],
])('there is no figure “%s” of “%s”, and nothing else is taken for it', async (kind, query) => {
  expect((await analyst.get(newFindingPath({ kind, query }))).status).toBe(404);
});

describe('an address that names what is not known', () => {
  const { part, source, measure } = series;
  const ofSeries = (area: string) =>
    `${evidencePaths.countSeries({ part, source, measure })}${area}`;
  test.each([
    [`${evidencePaths.trend()}?place=%00`, 'No figure for this place'],
    [`${evidencePaths.trend()}?place=${rugby}&place=${ward}`, 'names several'],
    [`${evidencePaths.part()}?part=weapons&place=%00`, 'No figure for this place'],
    [ofSeries('&area=%00'), 'Harbour clinic gave no counts of “\uFFFD”'],
    [`${evidencePaths.trend()}?crime-type=robery`, 'We do not know the crime type “robery”'],
    [`${evidencePaths.trend()}?crime-type=%00`, 'No figure for this crime type'],
    [`${evidencePaths.trend()}?crime-type=robbery&crime-type=drugs`, 'names several'],
    [`${evidencePaths.districts()}?crime-type=robery`, 'No figure for this crime type'],
    [`${evidencePaths.hotspots()}?crime-type=robery`, 'No figure for this crime type'],
  ])('%s is told so, and is shown no other figure', async (path, words) => {
    const { status, text, html } = await analyst.get(path);
    expect([status, text]).toEqual([404, expect.stringContaining(words)]);
    expect(html).not.toContain('<figure');
  });

  test.each([
    evidencePaths.trendData(),
    evidencePaths.districtsData(),
    evidencePaths.hotspotsData(),
  ])('%s has nothing to download of a crime type that is not known', async (path) => {
    expect((await analyst.get(`${path}?crime-type=robery`)).status).toBe(404);
  });

  test('but nothing and “all” are every crime type, as the forms send them', async () => {
    for (const query of ['', '?crime-type=', '?crime-type=all']) {
      const { text } = await analyst.get(`${evidencePaths.trend()}${query}`);
      expect(text).toContain('All recorded crime and anti-social behaviour in Warwickshire');
    }
  });
});
