import { findThreshold } from './find-threshold.ts';
import { incompleteGamma } from './gamma.ts';

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

export interface RateInterval extends Interval {
  readonly rate: number;
}

const largestCount = 10_000_000;

/**
 * The exact interval for the mean of a Poisson count: the lower end is the mean under which a count this high
 * or higher has half the remaining probability, the upper end the mean under which one this low or lower has.
 * Confidence is between 0 and 1, 0.95 unless told.
 *
 * Throws RangeError unless the count is a whole number from 0 to 10,000,000.
 *
 * Source: F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936). The ends are found
 * by halving on the incomplete gamma function, whose value is the Poisson tail.
 */
export function poissonInterval(count: number, confidence = 0.95): Interval {
  if (!Number.isInteger(count) || count < 0 || count > largestCount) {
    throw new RangeError('A count is a whole number from 0 to 10,000,000.');
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError('A confidence is above 0 and below 1.');
  }
  const tail = (1 - confidence) / 2;
  const lower =
    count === 0 ? 0 : findMean(count, (mean) => incompleteGamma(count, mean).lower >= tail);
  return {
    lower,
    upper: findMean(count, (mean) => incompleteGamma(count + 1, mean).upper <= tail),
  };
}

/**
 * The exact interval for a rate: a count over an exposure (such as residents), for so many of them (1,000
 * unless told). The exposure is taken as known exactly. Throws RangeError unless it is above 0.
 */
export function poissonRateInterval(
  count: number,
  exposure: number,
  options: { readonly per?: number; readonly confidence?: number } = {},
): RateInterval {
  if (!(exposure > 0 && Number.isFinite(exposure))) {
    throw new RangeError('An exposure is a number above 0.');
  }
  const { lower, upper } = poissonInterval(count, options.confidence);
  const scale = (options.per ?? 1000) / exposure;
  return { rate: count * scale, lower: lower * scale, upper: upper * scale };
}

/** The smallest mean for which the condition holds; once it holds, it holds for every greater mean. */
function findMean(count: number, holds: (mean: number) => boolean): number {
  let high = count + 10;
  while (!holds(high)) high *= 2;
  return findThreshold({ low: 0, high }, holds);
}
