import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { empiricalBayesRates } from './empirical-bayes-rates.ts';

describe('rates smoothed by empirical Bayes', () => {
  it('go towards the mean of the map, those of few people most', () => {
    // By hand: 30 events among 300 people are 0.1 each. Spread (100·0.1² + 100·0.1² + 0)/300 = 1/150; chance
    // alone would give 0.1/(300/3) = 0.001; so the variance is 17/3000. For 100 people a rate keeps
    // (17/3000)/(17/3000 + 0.001) = 17/20 of its distance.
    const { mean, variance, areas } = empiricalBayesRates([0, 20, 10], [100, 100, 100]);
    expect(mean).toBeCloseTo(0.1, 14);
    expect(variance).toBeCloseTo(17 / 3000, 14);
    expect(areas.map((area) => area?.raw)).toEqual([0, 0.2, 0.1]);
    expect(areas[0]?.smoothed).toBeCloseTo(0.015, 14);
    expect(areas[1]?.smoothed).toBeCloseTo(0.185, 14);
    expect(areas[2]?.smoothed).toBeCloseTo(0.1, 14);
  });

  it('are all the mean when chance explains how they differ', () => {
    // R 4.2.2, spdep 1.2-7: EBest(c(0, 3, 12, 1, 9), c(120, 900, 2000, 50, 1500)).
    const { mean, variance, areas } = empiricalBayesRates(
      [0, 3, 12, 1, 9],
      [120, 900, 2000, 50, 1500],
    );
    expect(variance).toBe(0);
    expect(mean).toBeCloseTo(0.0054704595185996, 15);
    for (const area of areas) expect(area?.smoothed).toBe(mean);
  });

  it('leave out areas without people, or whose people or events are not known', () => {
    const { areas, ...whole } = empiricalBayesRates(
      [0, 20, 10, 99, 99, NaN],
      [100, 100, 100, 0, NaN, 100],
    );
    const among = empiricalBayesRates([0, 20, 10], [100, 100, 100]);
    expect({ areas: areas.slice(0, 3), ...whole }).toEqual(among);
    expect(areas.slice(3)).toEqual([undefined, undefined, undefined]);
  });

  it('are 0 where nothing happened, and none where nobody lives', () => {
    const zero = { raw: 0, smoothed: 0 };
    expect(empiricalBayesRates([0, 0], [10, 20]).areas).toEqual([zero, zero]);
    const none = { mean: undefined, variance: undefined };
    expect(empiricalBayesRates([3], [0])).toEqual({ ...none, areas: [undefined] });
    expect(empiricalBayesRates([], [])).toEqual({ ...none, areas: [] });
  });

  it.each([
    [[1], [1, 2]],
    [[-1], [10]],
    [[1], [-10]],
    [[Infinity], [10]],
    [[1], [Infinity]],
  ])('are refused for %j events among %j people', (events, people) => {
    expect(() => empiricalBayesRates(events, people)).toThrow(RangeError);
  });

  it('lie between the rate itself and the mean', () => {
    const places = fc.array(fc.tuple(fc.nat(30), fc.nat(500)), { maxLength: 20 });
    fc.assert(
      fc.property(places, (pairs) => {
        const { mean = 0, areas } = empiricalBayesRates(
          pairs.map(([events]) => events),
          pairs.map(([, people]) => people),
        );
        for (const { raw, smoothed } of areas.filter((area) => area !== undefined)) {
          expect(smoothed).toBeGreaterThanOrEqual(Math.min(raw, mean) - 1e-12);
          expect(smoothed).toBeLessThanOrEqual(Math.max(raw, mean) + 1e-12);
        }
      }),
      { numRuns: 60 },
    );
  });
});
