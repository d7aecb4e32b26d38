import { monthsBetween } from '#platform/calendar.ts';
import { judgeChange } from '#statistics/control-charts/change-verdict.ts';
import { drawXmr } from '#statistics/control-charts/xmr.ts';
import type { Trend } from '../trends/trend.ts';
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
 * The months from the first to the newest, with the count of one area, or of all together. A month
 * in which any of the areas was not given is missing as a whole: a sum of the others would look like a fall.
 */
export function makeCountTrend(
  counts: readonly SeriesCount[],
  areaCode: string | undefined,
): Trend {
  const codes = areaCode === undefined ? findAreas(counts).codes : [areaCode];
  const wanted = new Set(codes);
  const own = counts.filter((count) => wanted.has(count.areaCode));
  const known = own.map(({ month }) => month).toSorted();
  const [first, last] = [known[0], known.at(-1)];
  const months = first === undefined || last === undefined ? [] : monthsBetween(first, last);
  const byMonth = new Map<string, (number | null)[]>();
  for (const { month, count } of own) byMonth.set(month, [...(byMonth.get(month) ?? []), count]);
  const values = months.map((month) => addUp(byMonth.get(month) ?? [], codes.length));
  const chart = drawXmr(values, { isCount: true });
  return { months, values, chart, verdict: judgeChange(chart) };
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
