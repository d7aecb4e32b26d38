import { poissonRateInterval, type RateInterval } from './poisson-interval.ts';

/** Over whom and how long something was counted. */
export interface Exposure {
  readonly population: number;
  /** How many months were counted; a month without data is not among them. */
  readonly months: number;
}

/**
 * The rate a year for every 1,000 people (unless told), with its exact 95% interval (unless told). The
 * population is taken as known exactly and the same all the time. A part of a year is scaled to a whole one,
 * which is only fair where seasons matter little or all of them are there.
 *
 * Throws RangeError unless population and months are above 0, and for a count that is not a whole number.
 *
 * Source: F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936).
 */
export function rateAYear(
  count: number,
  { population, months }: Exposure,
  options: { readonly per?: number; readonly confidence?: number } = {},
): RateInterval {
  if (!(population > 0 && months > 0)) {
    throw new RangeError('A rate needs a population and months above 0.');
  }
  return poissonRateInterval(count, (population * months) / 12, options);
}
