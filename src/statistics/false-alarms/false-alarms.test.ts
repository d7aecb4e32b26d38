import { describe, expect, it } from 'vitest';
import { countFalseAlarms, mapRules, ruleWindows } from './count-false-alarms.ts';
import { countFalseVerdicts } from './count-false-verdicts.ts';
import {
  expectedAfterBaseline,
  expectedOfPoints,
  expectedOfSeries,
} from './expected-false-alarms.ts';
import { pointChances } from './point-chances.ts';
import type { Distribution } from './stable-series.ts';

const normal: Distribution = { kind: 'normal', mean: 100, deviation: 10 };
const rules = ['outside-limits', 'eight-on-one-side', 'three-of-four-near-limit'] as const;

describe('what theory expects of a stable series', () => {
  it('is 0.27% of points outside given limits, 0.78% in runs and 0.17% near a limit', () => {
    // R 4.2.2: k <- 2.66 * 2 / sqrt(pi); q <- pnorm(-k / 2);
    // 2 * pnorm(-k); 2 * 0.5^8; 2 * q * (3 * q^2 * (1 - q) + q^3).
    const expected = expectedOfPoints(pointChances(normal));
    expect(expected['outside-limits']).toBeCloseTo(0.002686631124, 10);
    expect(expected['eight-on-one-side']).toBeCloseTo(0.0078125, 12);
    expect(expected['three-of-four-near-limit']).toBeCloseTo(0.001702093234, 10);
  });

  it('of counts takes account of their steps', () => {
    // R 4.2.2: F <- ppois(0:200, 8); r <- 2.66 * 2 * sum(F * (1 - F)); ppois(8 + r, 8, lower = FALSE)
    // + ppois(ceiling(8 - r) - 1, 8); 1 - ppois(8, 8); ppois(7, 8).
    const chances = pointChances({ kind: 'poisson', mean: 8 });
    expect(chances.outside).toBeCloseTo(0.00371802128128, 10);
    expect(chances.above).toBeCloseTo(0.407452658562, 10);
    expect(chances.below).toBeCloseTo(0.452960809487, 10);
  });

  it('of a whole series agrees with writing out every series there can be', () => {
    const chances = { outside: 0.1, above: 0.5, below: 0.4, nearAbove: 0.2, nearBelow: 0.3 };
    const runs = everySeries(
      [
        ['+', 0.5],
        ['-', 0.4],
        ['0', 0.1],
      ],
      9,
      (series) => /\+{8}|-{8}/.test(series),
    );
    const near = everySeries(
      [
        ['+', 0.2],
        ['-', 0.3],
        ['0', 0.5],
      ],
      7,
      (series) =>
        series.split('').some((point, index) => {
          const four = series.slice(Math.max(0, index - 3), index + 1);
          return point !== '0' && four.split('').filter((other) => other === point).length >= 3;
        }),
    );
    expect(expectedOfSeries(chances, 9)['eight-on-one-side']).toBeCloseTo(runs, 12);
    expect(expectedOfSeries(chances, 7)['three-of-four-near-limit']).toBeCloseTo(near, 12);
    expect(expectedOfSeries(chances, 2)['outside-limits']).toBeCloseTo(0.19, 12);
  });

  it('comes down to given limits as the baseline grows', () => {
    const [long, given] = [expectedAfterBaseline(3000), expectedOfPoints(pointChances(normal))];
    for (const rule of rules) expect(long[rule] / given[rule]).toBeCloseTo(1, 1);
  });
});

describe('what the charts do with 1,000 stable series of 60 months and a baseline of 12', () => {
  const options = { series: 1000, points: 60, baseline: 12, seed: 1 };
  const expected = expectedAfterBaseline(12);

  it('is what theory expects of each rule, when points are normal', () => {
    const { ofPoints, ofSeries, anyRule } = countFalseAlarms(normal, options);
    for (const rule of rules) {
      expect(ofPoints[rule] / expected[rule], rule).toBeGreaterThan(0.85);
      expect(ofPoints[rule] / expected[rule], rule).toBeLessThan(1.15);
      expect(ofSeries[rule]).toBeLessThan(anyRule);
    }
  });

  it.each([30, 8])('is hardly more for counts with a mean of %d', (mean) => {
    const { ofPoints } = countFalseAlarms({ kind: 'poisson', mean }, options);
    for (const rule of rules) {
      expect(ofPoints[rule] / expected[rule], rule).toBeGreaterThan(0.75);
      expect(ofPoints[rule] / expected[rule], rule).toBeLessThan(1.3);
    }
  });

  it('counts only points whose whole window is after the baseline', () => {
    expect(mapRules((rule) => ruleWindows[rule])).toEqual({
      'outside-limits': 1,
      'eight-on-one-side': 8,
      'three-of-four-near-limit': 4,
    });
    const short = { ...options, series: 1, points: 7, baseline: 8 };
    expect(() => countFalseAlarms(normal, short)).toThrow(RangeError);
  });
});

describe('the verdict on stable rare events', () => {
  it('is seldom that they changed, and never by a chart of months', () => {
    const { chosen, changed } = countFalseVerdicts(0.5, { series: 300, months: 36, seed: 1 });
    expect(chosen.gaps).toBeGreaterThan(0.8);
    expect(chosen.months).toBe(0);
    expect(changed).toBeLessThan(0.12);
  });
});

/** The chance of a condition over every series of so many points, each written as a sign. */
function everySeries(
  signs: readonly (readonly [string, number])[],
  points: number,
  holds: (series: string) => boolean,
): number {
  const from = (series: string, chance: number): number => {
    if (series.length === points) return holds(series) ? chance : 0;
    return signs.reduce((sum, [sign, part]) => sum + from(series + sign, chance * part), 0);
  };
  return from('', 1);
}
