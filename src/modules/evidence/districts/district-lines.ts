import type { District } from '#core/places/district-store.ts';
import type { IncidentCount } from '../incident-counts-store.ts';
import { makeTrend, usualPeriod, type Trend } from '../trends/trend.ts';
import { usualRangeWords, verdictInShort } from '../trends/trend-words.ts';

export type DistrictLine = {
  /** Null for the whole area. */
  code: string | null;
  name: string;
  newest: number | null;
  /** Mean of the loaded months of the period, to one decimal place. */
  average: number | null;
  usual: string | null;
  says: string;
};

/** A line for each district in the order given, and one for the whole area. */
export function makeDistrictLines(
  districts: readonly District[],
  wholeArea: string,
  months: readonly string[],
  counts: readonly IncidentCount[],
): DistrictLine[] {
  const lines = districts.map(({ code, name }) => {
    const own = counts.filter(({ districtCode }) => districtCode === code);
    return makeLine(code, name, makeTrend(months, own, usualPeriod));
  });
  return [...lines, makeLine(null, wholeArea, makeTrend(months, counts, usualPeriod))];
}

function makeLine(code: string | null, name: string, trend: Trend): DistrictLine {
  const loaded = trend.values.filter((value) => value !== null);
  const total = loaded.reduce((sum, value) => sum + value, 0);
  return {
    code,
    name,
    newest: trend.values.at(-1) ?? null,
    average: loaded.length === 0 ? null : Math.round((10 * total) / loaded.length) / 10,
    usual: usualRangeWords(trend),
    says: verdictInShort(trend),
  };
}
