import { binomialAtLeast, binomialAtMost } from './beta.ts';
import { findThreshold } from './find-threshold.ts';
import type { Interval } from './poisson-interval.ts';

/**
 * The exact interval for a proportion: so many successes in so many trials. Confidence is between 0 and 1, 0.95
 * unless told. Throws RangeError unless the counts are whole numbers, with at least one trial.
 *
 * Source: C. J. Clopper and E. S. Pearson, The use of confidence or fiducial limits illustrated in the case of
 * the binomial, Biometrika 26 (1934).
 */
export function proportionInterval(successes: number, trials: number, confidence = 0.95): Interval {
  const whole = Number.isInteger(successes) && Number.isInteger(trials);
  if (!(whole && successes >= 0 && trials >= Math.max(1, successes))) {
    throw new RangeError('A proportion is of whole numbers, so many out of at least one.');
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError('A confidence is above 0 and below 1.');
  }
  const tail = (1 - confidence) / 2;
  const between = { low: 0, high: 1 };
  return {
    lower:
      successes === 0
        ? 0
        : findThreshold(between, (chance) => binomialAtLeast(successes, trials, chance) >= tail),
    upper:
      successes === trials
        ? 1
        : findThreshold(between, (chance) => binomialAtMost(successes, trials, chance) <= tail),
  };
}
