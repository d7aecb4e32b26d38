import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { CountRecipe } from '#core/partnership/count-recipe.ts';
import type { Service } from '#core/service.ts';
import { dayOf, monthPlus } from '#platform/calendar.ts';
import { toCsv, type CsvCell } from '#platform/documents/csv.ts';
import { poissonCount, seededRandom } from '../demonstration-incidents/seeded-random.ts';
import { listLoadedSources } from '../partner-counts/count-series-store.ts';
import type { CountMapping } from '../count-files/count-mapping.ts';
import { importCounts } from './import-counts.ts';
import { countFileLimit } from '../count-files/read-count-file.ts';

const start = { kind: 'system', name: 'start' } as const;

/** Partners send a month about one month after it ended, and so does the demonstration. */
const monthsLate = 1;

const headings = ['Source', 'Measure', 'Part', 'Area', 'Month', 'Count'] as const;

const mapping: CountMapping = {
  source: { column: 'Source' },
  measure: { column: 'Measure' },
  part: { column: 'Part' },
  area: { column: 'Area' },
  month: { column: 'Month' },
  count: { column: 'Count' },
};

/** Loads the invented counts through the same door as real ones, and again when a month has passed. */
export async function seedCounts(service: Service): Promise<void> {
  const { database, demonstration, clock, files, profile } = service;
  if (demonstration === undefined) return;
  const newest = monthPlus(dayOf(clock.now()).slice(0, 7), -monthsLate);
  const loaded = await database.transaction(start, (tx) => listLoadedSources(tx, 'demonstration'));
  if (loaded.some(({ newestMonth }) => newestMonth >= newest)) return;
  const codes = new Map(profile.areas.districts.map(({ id, onsCode }) => [id, onsCode]));
  const rows = generateCounts(demonstration.partnerCounts, codes, newest);
  const content = Readable.from([toCsv(headings, rows)]);
  const kept = await files.keep(content, countFileLimit);
  await importCounts(service, start, {
    id: randomUUID(),
    origin: 'demonstration',
    file: { name: 'invented-partner-counts.csv', ...kept },
    mapping: { id: null, fields: mapping },
    mayReplace: true,
  });
}

/**
 * Invented counts, the oldest month first, ending with `newest` (YYYY-MM). `codes` are the districts'
 * ONS codes by id. Pure: a month's count does not depend on when it is made.
 */
function generateCounts(
  { series, months }: CountRecipe,
  codes: ReadonlyMap<string, string>,
  newest: string,
): CsvCell[][] {
  const rows: CsvCell[][] = [];
  for (const { source, measure, part, monthlyMeans, notGiven, change } of series)
    for (let offset = 1 - months; offset <= 0; offset += 1)
      for (const [district, mean] of Object.entries(monthlyMeans)) {
        const month = monthPlus(newest, offset);
        const isChanged = change?.district === district && offset >= change.fromMonth;
        const random = seededRandom(['invented', source, measure, part, district, month].join(' '));
        const count = poissonCount(random, mean * (isChanged ? change.factor : 1));
        const isGiven = !(notGiven ?? []).includes(offset);
        const area = codes.get(district) ?? '';
        rows.push([source, measure, part, area, month, isGiven ? count : null]);
      }
  return rows;
}
