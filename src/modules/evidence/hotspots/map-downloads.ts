import type { Provenance } from '#design-system/charts/provenance-lines.tsx';
import type { CsvCell } from '#platform/documents/csv.ts';
import type { MapScore } from '#statistics/back-test/map-score.ts';
import type { TestedMonth } from './back-test-months.ts';
import { figureCsv, type FigureDownload } from '../figures/figure-csv.ts';
import type { MapLine } from './map-tables.tsx';
import type { HotspotMap } from './read-map.ts';

type Table = { headings: readonly string[]; rows: readonly (readonly CsvCell[])[] };

const areaFields = [
  ['Code', 'code', ({ code }) => code],
  ['Area', 'name', ({ name }) => name],
  ['Incidents', 'count', ({ count }) => count],
  ['Residents', 'population', ({ population }) => population],
  ['Rate a year per 1,000 residents', 'rate', ({ rate }) => rate],
  ['Gi*', 'giStar', ({ giStar }) => giStar],
  ['p', 'p', ({ p }) => p],
  ['q', 'q', ({ q }) => q],
  ['Class', 'class', (line) => line.class],
  ['Incidents before', 'before', ({ change }) => change?.before ?? null],
  ['Now against before', 'ratio', ({ change }) => change?.ratio ?? null],
  ['Lower end of 95% interval', 'ratioLower', ({ change }) => change?.lower ?? null],
  ['Upper end of 95% interval', 'ratioUpper', ({ change }) => change?.upper ?? null],
  ['q of the change', 'changeQ', ({ change }) => change?.q ?? null],
  ['Change', 'change', ({ change }) => change?.says ?? null],
  ['Over the months', 'overTime', ({ place }) => place?.class ?? null],
  ['Months hot', 'monthsHot', ({ place }) => place?.hot ?? null],
] as const satisfies readonly (readonly [string, string, (line: MapLine) => CsvCell])[];

/** Every area of a map as a table, each row with the months that its numbers are of. */
export function mapCsv(
  { now, before }: Pick<HotspotMap, 'now' | 'before'>,
  lines: readonly MapLine[],
): Table {
  const monthsOf = (months: readonly string[]) => [
    months[0] ?? null,
    months.at(-1) ?? null,
    months.length,
  ];
  const months = [...monthsOf(now), ...monthsOf(before)];
  return {
    headings: [
      ...areaFields.map(([heading]) => heading),
      'From',
      'To',
      'Months counted',
      'From, before',
      'To, before',
      'Months counted before',
    ],
    rows: lines.map((line) => [...areaFields.map(([, , value]) => value(line)), ...months]),
  };
}

/**
 * A download whose first row alone says what must be known of the whole table: said in every row, it would be most
 * of the file.
 */
export function sayCaveatsOnce(download: FigureDownload): ReturnType<typeof figureCsv> {
  const [headings, rows] = figureCsv(download);
  const caveats = headings.indexOf('Caveats');
  return [headings, rows.map((row, place) => (place === 0 ? row : row.with(caveats, null)))];
}

/** Every area of a map with its boundary (WGS84) and its figures, as one GeoJSON FeatureCollection. */
export function mapGeoJson(
  { ground }: Pick<HotspotMap, 'ground'>,
  lines: readonly MapLine[],
  about: { subject: string; provenance: Omit<Provenance, 'csvHref'> },
): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    name: about.subject,
    about: about.provenance,
    features: ground.areas.map(({ boundary, districtCode }, number) => {
      const line = lines[number];
      return {
        type: 'Feature',
        properties:
          line === undefined
            ? {}
            : {
                ...Object.fromEntries(areaFields.map(([, name, value]) => [name, value(line)])),
                district: districtCode,
              },
        geometry: boundary,
      };
    }),
  });
}

/** The back-test of a map, a month to a row. */
export function backTestCsv(months: readonly TestedMonth[]): Table {
  const measures = ['hitRate', 'paiArea', 'paiCount', 'pei'] as const;
  const names = {
    hitRate: 'Hit rate',
    paiArea: 'PAI by km²',
    paiCount: 'PAI by areas',
    pei: 'PEI',
  };
  const headingsOf = (whose: string) =>
    measures.flatMap((measure) => [
      `${names[measure]}${whose}`,
      `${names[measure]}${whose}, lower end of 95% interval`,
      `${names[measure]}${whose}, upper end of 95% interval`,
    ]);
  const cellsOf = (score: MapScore | null) =>
    measures.flatMap((measure) => {
      const estimate = score?.[measure];
      return [estimate?.estimate ?? null, estimate?.lower ?? null, estimate?.upper ?? null];
    });
  return {
    headings: [
      'Month',
      'Months before it',
      'Areas flagged',
      'Areas',
      'Incidents',
      ...headingsOf(''),
      ...headingsOf(', plain map'),
      'Hit rate by chance',
    ],
    rows: months.map(({ month, trailing, test }) => [
      month,
      trailing.length,
      test.flagged,
      test.areas,
      test.incidents,
      ...cellsOf(test.map),
      ...cellsOf(test.rival),
      test.chance,
    ]),
  };
}
