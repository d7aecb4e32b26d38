import { describe, expect, it } from 'vitest';
import { rateAYear } from './rates.ts';

describe('a rate a year', () => {
  it('of 45 in two years among 60,000 people is 0.375 per 1,000, with its exact interval', () => {
    // R 4.2.2: poisson.test(45, T = 60000 * 2 / 1000)$conf.int.
    const { rate, lower, upper } = rateAYear(45, { population: 60_000, months: 24 });
    expect(rate).toBeCloseTo(0.375, 12);
    expect(lower).toBeCloseTo(0.2735275732, 9);
    expect(upper).toBeCloseTo(0.5017795041, 9);
  });

  it('of none is 0 but may be higher, as far as the exact limit', () => {
    // R 4.2.2: poisson.test(0, T = 8500 * 3 / 1000)$conf.int.
    const { rate, lower, upper } = rateAYear(0, { population: 8500, months: 36 });
    expect([rate, lower]).toEqual([0, 0]);
    expect(upper).toBeCloseTo(0.1446619394, 9);
  });

  it('of 6 months is doubled, and is for so many people as asked', () => {
    const half = rateAYear(5, { population: 10_000, months: 6 });
    expect(half.rate).toBeCloseTo(1, 12);
    expect(rateAYear(5, { population: 10_000, months: 6 }, { per: 100_000 }).rate).toBeCloseTo(100);
    const wide = rateAYear(5, { population: 10_000, months: 6 }, { confidence: 0.99 });
    expect(wide.lower < half.lower && wide.upper > half.upper).toBe(true);
  });

  it.each([
    [0, 12],
    [-1, 12],
    [1000, 0],
    [-1000, -12],
    [Number.NaN, 12],
  ])('refuses %d people over %d months', (population, months) => {
    expect(() => rateAYear(1, { population, months })).toThrow(RangeError);
  });
});
