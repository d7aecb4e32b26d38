import { binomialAtLeast, binomialAtMost } from './beta.ts';
import { proportionInterval } from './proportion-interval.ts';

/** A count, and over how much it was counted: months, people, people times years; the same for both sides. */
export interface CountOver {
  readonly count: number;
  readonly exposure: number;
}

export interface RateComparison {
  /** The second rate over the first; nothing when the first count is 0. */
  readonly ratio: number | null;
  readonly lower: number;
  /** Nothing when there is no upper limit, because the first count is 0. */
  readonly upper: number | null;
  /** How often chance alone would make the two at least this unequal, either way, if the rates were equal. */
  readonly pValue: number;
}

/**
 * Compares two counts over known exposures: has the rate changed from the first to the second? Given the total,
 * the second count is binomial, so the test and the 95% interval (unless told) are exact. The p-value is twice
 * the smaller tail, so that the interval excludes 1 exactly when the p-value is below 1 − confidence (R's
 * `poisson.test` adds up unlikely outcomes instead, and may disagree with its own interval).
 *
 * Throws RangeError unless counts are whole numbers from 0 and exposures above 0.
 *
 * Source: J. Przyborowski and H. Wilenski, Homogeneity of results in testing samples from Poisson series,
 * Biometrika 31 (1940); N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research II (1987);
 * M. P. Fay, Two-sided exact tests and matching confidence intervals, The R Journal 2 (2010).
 */
export function compareRates(
  before: CountOver,
  after: CountOver,
  confidence = 0.95,
): RateComparison {
  requireCount(before);
  requireCount(after);
  const total = before.count + after.count;
  if (total === 0) return { ratio: null, lower: 0, upper: null, pValue: 1 };
  const { lower, upper } = proportionInterval(after.count, total, confidence);
  const ratioAt = (share: number) => ((share / (1 - share)) * before.exposure) / after.exposure;
  const certain = before.count === 0;
  return {
    ratio: certain ? null : (after.count * before.exposure) / (before.count * after.exposure),
    lower: ratioAt(lower),
    upper: certain ? null : ratioAt(upper),
    pValue: Math.min(1, 2 * Math.min(tailBelow(before, after), tailAbove(before, after))),
  };
}

/** The chance of so small a second count, or a smaller one, if the rates were equal. */
export function tailBelow(before: CountOver, after: CountOver): number {
  return binomialAtMost(after.count, before.count + after.count, equalShare(before, after));
}

function tailAbove(before: CountOver, after: CountOver): number {
  return binomialAtLeast(after.count, before.count + after.count, equalShare(before, after));
}

function equalShare(before: CountOver, after: CountOver): number {
  return after.exposure / (before.exposure + after.exposure);
}

function requireCount({ count, exposure }: CountOver): void {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError('A count is a whole number from 0.');
  }
  if (!(exposure > 0 && Number.isFinite(exposure))) {
    throw new RangeError('An exposure is a number above 0.');
  }
}
