import { incompleteGamma } from '#statistics/gamma.ts';
import type { Distribution } from './stable-series.ts';

/** Where a point of a stable series lies on an XmR chart, as chances. */
export interface PointChances {
  readonly outside: number;
  readonly above: number;
  readonly below: number;
  /** Nearer the upper limit than the centre, or beyond it. */
  readonly nearAbove: number;
  readonly nearBelow: number;
}

/**
 * The chances with given limits: on average where the XmR chart would put them, or with the centre so many
 * deviations away from the true mean and the limits so many times as wide.
 */
export function pointChances(distribution: Distribution, shift = 0, scale = 1): PointChances {
  const deviation =
    distribution.kind === 'normal' ? distribution.deviation : Math.sqrt(distribution.mean);
  const centre = distribution.mean + shift * deviation;
  const reach = 2.66 * meanRange(distribution) * scale;
  const { below, above } = tails(distribution);
  return {
    outside: above(centre + reach) + below(centre - reach),
    above: above(centre),
    below: below(centre),
    nearAbove: above(centre + reach / 2),
    nearBelow: below(centre - reach / 2),
  };
}

/** The mean distance between two points. */
function meanRange(distribution: Distribution): number {
  if (distribution.kind === 'normal') return (2 / Math.sqrt(Math.PI)) * distribution.deviation;
  const { below } = tails(distribution);
  // E|X − Y| is twice the sum of F(k)(1 − F(k)).
  let sum = 0;
  const last = distribution.mean + 40 * Math.sqrt(distribution.mean) + 40;
  for (let count = 0; count < last; count += 1) {
    const atMost = below(count + 0.5);
    sum += atMost * (1 - atMost);
  }
  return 2 * sum;
}

/** The chances of a point strictly below and strictly above a value. */
function tails(distribution: Distribution) {
  if (distribution.kind === 'normal') {
    const { mean, deviation } = distribution;
    const below = (value: number) => normalBelow((value - mean) / deviation);
    return { below, above: (value: number) => normalBelow((mean - value) / deviation) };
  }
  const atMost = (count: number) =>
    count < 0 ? 0 : incompleteGamma(count + 1, distribution.mean).upper;
  return {
    below: (value: number) => atMost(Math.ceil(value) - 1),
    above: (value: number) => 1 - atMost(Math.floor(value)),
  };
}

function normalBelow(z: number): number {
  const { lower, upper } = incompleteGamma(0.5, (z * z) / 2);
  return z < 0 ? upper / 2 : 0.5 + lower / 2;
}
