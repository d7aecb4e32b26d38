import { logGamma } from './gamma.ts';

/**
 * Regularised incomplete beta function I_x(a, b) for a, b > 0: the probability that a beta variable is at most
 * x, and the sum of a binomial tail. By Legendre's continued fraction (evaluated by Lentz's method) on the
 * side where it converges fast: Abramowitz and Stegun 26.5.8 and 26.5.2.
 */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - tail(b, a, 1 - x);
  return tail(a, b, x);
}

/** The probability that so many trials succeed at most `successes` times. */
export function binomialAtMost(successes: number, trials: number, chance: number): number {
  if (successes < 0) return 0;
  if (successes >= trials) return 1;
  return incompleteBeta(trials - successes, successes + 1, 1 - chance);
}

/** The probability that so many trials succeed at least `successes` times. */
export function binomialAtLeast(successes: number, trials: number, chance: number): number {
  return binomialAtMost(trials - successes, trials, 1 - chance);
}

function tail(a: number, b: number, x: number): number {
  const logScale =
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  return (Math.exp(logScale) * continuedFraction(a, b, x)) / a;
}

function continuedFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let step = 1; step < 1_000_000; step += 1) {
    const twice = 2 * step;
    const even = (step * (b - step) * x) / ((a + twice - 1) * (a + twice));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    value *= c * d;
    const odd = (-(a + step) * (a + b + step) * x) / ((a + twice) * (a + twice + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return value;
}

function nonZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}
