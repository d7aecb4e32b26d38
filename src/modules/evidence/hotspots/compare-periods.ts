import { compareRates } from '#statistics/rate-comparison.ts';
import { falseDiscoveryRates } from '#statistics/spatial/false-discovery.ts';
import { addUpMonths, type Ground } from './ground.ts';
import { flaggedFrom } from './draw-map.ts';

/** One area's incidents now and before. */
export type PeriodChange = {
  before: number;
  now: number;
  /** The monthly rate now over that before, with its exact 95% interval; null where there were none before. */
  ratio: number | null;
  lower: number;
  upper: number | null;
  /** Benjamini–Hochberg over all areas. */
  q: number;
  says: 'more' | 'fewer' | 'cannot-tell';
};

/**
 * Which areas have more or fewer than before. Each is compared with its own past by an exact test, and the tests of
 * all areas are corrected together, so that of those called changed on average at most 1 in 20 is not. Null where
 * one of the two periods has no month.
 */
export function comparePeriods(
  ground: Ground,
  months: { before: readonly string[]; now: readonly string[] },
): PeriodChange[] | null {
  if (months.before.length === 0 || months.now.length === 0) return null;
  const before = addUpMonths(ground, months.before);
  const now = addUpMonths(ground, months.now);
  const compared = ground.areas.map((_, area) =>
    compareRates(
      { count: before[area] ?? 0, exposure: months.before.length },
      { count: now[area] ?? 0, exposure: months.now.length },
    ),
  );
  const q = falseDiscoveryRates(compared.map(({ pValue }) => pValue));
  return compared.map(({ ratio, lower, upper }, area) => {
    const own = q[area] ?? 1;
    const rises = ratio === null || ratio > 1;
    const says = own > flaggedFrom ? 'cannot-tell' : rises ? 'more' : 'fewer';
    return { before: before[area] ?? 0, now: now[area] ?? 0, ratio, lower, upper, q: own, says };
  });
}
