import { detectableFall, type DetectableFall } from './detectable-fall.ts';
import { compareRates, type RateComparison } from './rate-comparison.ts';

/** The last twelve months against the twelve before, over the months that both have. */
export interface YearOnYear {
  /** How many months of each year are compared: 12 unless some are missing. */
  readonly months: number;
  readonly before: number;
  readonly after: number;
  readonly comparison: RateComparison;
  /** The fall from the first year that could have been seen. */
  readonly detectable: DetectableFall;
}

const fewestMonths = 8;

/**
 * Compares the last twelve months with the twelve before by the exact test for two Poisson counts. A month
 * that is missing in one year is left out of the other, so that like is compared with like and each season is
 * on both sides. Nothing when there are not 24 months, or fewer than 8 that both years have.
 *
 * Throws RangeError unless the counts are whole numbers from 0.
 */
export function compareYears(months: readonly (number | null)[]): YearOnYear | undefined {
  if (months.length < 24) return undefined;
  const pairs = months.slice(-12).flatMap((after, place) => {
    const before = months[months.length - 24 + place] ?? null;
    return before === null || after === null ? [] : [{ before, after }];
  });
  if (pairs.length < fewestMonths) return undefined;
  const before = pairs.reduce((sum, pair) => sum + pair.before, 0);
  const after = pairs.reduce((sum, pair) => sum + pair.after, 0);
  const first = { count: before, exposure: pairs.length };
  return {
    months: pairs.length,
    before,
    after,
    comparison: compareRates(first, { count: after, exposure: pairs.length }),
    detectable: detectableFall(first, pairs.length),
  };
}
