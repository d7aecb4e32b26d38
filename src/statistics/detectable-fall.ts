import { findThreshold } from './find-threshold.ts';
import { incompleteGamma } from './gamma.ts';
import { tailBelow, type CountOver } from './rate-comparison.ts';

/** What fall the exact comparison of two counts could have shown. */
export type DetectableFall =
  /** Even a count of none at all would have been put down to chance. */
  | { readonly kind: 'not-even-none' }
  | {
      readonly kind: 'fall';
      /** A count as low as this or lower would have been found to be a fall. */
      readonly mostCounted: number;
      /** The smallest fall of the true rate, in percent of the first, found with the power asked. */
      readonly percent: number;
    };

/**
 * How far a rate would have had to fall from a first count before the exact comparison (two-sided at 1 −
 * confidence, 0.95 unless told) would find it with a power of 0.8 (unless told). The first count is taken as it
 * stands, so the answer is about what could have been seen from there; the second is Poisson.
 *
 * Throws RangeError as `compareRates` does, and for a power or confidence not between 0 and 1.
 *
 * Source: the critical value of the conditional test of J. Przyborowski and H. Wilenski, Biometrika 31 (1940),
 * and the exact Poisson limit of F. Garwood, Biometrika 28 (1936), at that value.
 */
export function detectableFall(
  before: CountOver,
  exposure: number,
  options: { readonly power?: number; readonly confidence?: number } = {},
): DetectableFall {
  const { power = 0.8, confidence = 0.95 } = options;
  requireOptions(before, exposure, power, confidence);
  const isFall = (count: number) => tailBelow(before, { count, exposure }) <= (1 - confidence) / 2;
  if (!isFall(0)) return { kind: 'not-even-none' };
  const expected = (before.count / before.exposure) * exposure;
  const mostCounted = lastOf(Math.ceil(expected), isFall);
  const mean = findThreshold(
    { low: 0, high: expected + mostCounted + 10 },
    (mean) => incompleteGamma(mostCounted + 1, mean).upper <= power,
  );
  return { kind: 'fall', mostCounted, percent: 100 * (1 - mean / expected) };
}

/** The greatest whole number below the limit for which a condition holds that holds for 0 and all below it. */
function lastOf(limit: number, holds: (count: number) => boolean): number {
  let [low, high] = [0, limit];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function requireOptions(
  before: CountOver,
  exposure: number,
  power: number,
  confidence: number,
): void {
  if (!Number.isInteger(before.count) || before.count < 0) {
    throw new RangeError('A count is a whole number from 0.');
  }
  if (!(before.exposure > 0 && exposure > 0)) {
    throw new RangeError('An exposure is a number above 0.');
  }
  if (!(power > 0 && power < 1 && confidence > 0 && confidence < 1)) {
    throw new RangeError('A power and a confidence are above 0 and below 1.');
  }
}
