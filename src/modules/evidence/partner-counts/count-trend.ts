import { makeTrendOf, type Period, type Trend } from '../figures/trend.ts';
import type { SeriesCount } from './count-series-store.ts';

/** The areas of a series, and whether their counts may be added to one figure. */
export type SeriesAreas = { codes: readonly string[]; mayBeAdded: boolean };

/** Areas of one kind lie beside each other; of several kinds, one may lie within another. */
export function findAreas(counts: readonly SeriesCount[]): SeriesAreas {
  const codes = [...new Set(counts.map(({ areaCode }) => areaCode))].toSorted();
  const kinds = new Set(codes.map(kindOf));
  return { codes, mayBeAdded: kinds.size === 1 };
}

/** E06 to E09 are all districts of one kind or another, and never overlap. */
function kindOf(code: string): string {
  const kind = code.slice(0, 3);
  return /^E0[6-9]$/.test(kind) ? 'district' : kind;
}

/**
 * The counts of one area by month, or of all together. A month in which any of the areas was not given is
 * missing as a whole: a sum of the others would look like a fall.
 */
export function makeCountTrend(
  counts: readonly SeriesCount[],
  areaCode: string | undefined,
  period: Period = 'all',
): Trend {
  const codes = areaCode === undefined ? findAreas(counts).codes : [areaCode];
  const wanted = new Set(codes);
  const own = counts.filter((count) => wanted.has(count.areaCode));
  const byMonth = new Map<string, (number | null)[]>();
  for (const { month, count } of own) {
    const given = byMonth.get(month);
    if (given === undefined) byMonth.set(month, [count]);
    else given.push(count);
  }
  const sums = [...byMonth].map(([month, given]) => [month, addUp(given, codes.length)] as const);
  return makeTrendOf(new Map(sums), period);
}

/** The newest month that was sent, with a count or without. There is always one. */
export function findNewestMonth(counts: readonly SeriesCount[]): string {
  return counts.reduce((newest, { month }) => (month > newest ? month : newest), '');
}

/** The months in which some of the areas were given and others not, so that they are in no sum. */
export function findPartMonths(counts: readonly SeriesCount[]): string[] {
  const areas = findAreas(counts).codes.length;
  const given = new Map<string, number>();
  for (const { month, count } of counts) {
    if (count !== null) given.set(month, (given.get(month) ?? 0) + 1);
  }
  return [...given].flatMap(([month, many]) => (many < areas ? [month] : [])).toSorted();
}

function addUp(counts: readonly (number | null)[], areas: number): number | null {
  if (counts.length < areas) return null;
  let sum = 0;
  for (const count of counts) {
    if (count === null) return null;
    sum += count;
  }
  return sum;
}
