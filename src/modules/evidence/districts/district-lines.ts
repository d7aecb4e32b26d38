import type { District } from '#core/places/district-store.ts';
import { rateEstimate } from '../figures/estimates.ts';
import { findLatestYear, makeTrend, usualPeriod, type Trend } from '../figures/trend.ts';
import { hasNoRow, noRowInShort, usualInShort, verdictInShort } from '../figures/trend-words.ts';
import type { Residents } from '../figures/residents.ts';
import type { DistrictCount } from '../incident-counts/incident-counts-store.ts';

export type DistrictLine = {
  /** Null for the whole area. */
  code: string | null;
  name: string;
  newest: number | null;
  /** Incidents in the known months of the last twelve. */
  latest: number | null;
  /** A year for every 1,000 residents, with the exact 95% interval. */
  rate: { value: number; lower: number; upper: number } | null;
  residents: Residents | undefined;
  usual: string;
  says: string;
};

export type DistrictFacts = {
  months: readonly string[];
  counts: readonly DistrictCount[];
  residentsOf: (code: string | null) => Residents | undefined;
};

/** A line for each district in the order given, and one for the whole area. */
export function makeDistrictLines(
  districts: readonly District[],
  wholeArea: string,
  { months, counts, residentsOf }: DistrictFacts,
): DistrictLine[] {
  const lines = districts.map(({ code, name }) => {
    const own = counts.filter(({ districtCode }) => districtCode === code);
    return makeLine({ code, name }, makeTrend(months, own, usualPeriod), residentsOf(code));
  });
  const whole = makeTrend(months, counts, usualPeriod);
  return [...lines, makeLine({ code: null, name: wholeArea }, whole, residentsOf(null))];
}

function makeLine(
  place: Pick<DistrictLine, 'code' | 'name'>,
  trend: Trend,
  residents: Residents | undefined,
): DistrictLine {
  const latest = findLatestYear(trend);
  return {
    ...place,
    newest: trend.values.at(-1) ?? null,
    latest: latest.months === 0 ? null : latest.count,
    rate: rateEstimate(latest, residents) ?? null,
    residents,
    usual: usualInShort(trend),
    says: hasNoRow(trend) ? noRowInShort : verdictInShort(trend),
  };
}
