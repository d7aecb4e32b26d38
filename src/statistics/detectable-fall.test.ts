import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectableFall } from './detectable-fall.ts';
import { compareRates } from './rate-comparison.ts';

const year = (count: number) => ({ count, exposure: 12 });

describe('the fall that could have been seen from one year to the next', () => {
  // R 4.2.2: most <- max(which(pbinom(0:b, 0:b + b, 0.5) <= 0.025)) - 1; 100 * (1 - qgamma(0.2, most + 1) / b).
  it.each([
    [6, 0, 96.28094081],
    [8, 1, 89.69514614],
    [9, 1, 90.8401299],
    [12, 3, 80.86010995],
    [20, 8, 67.85761726],
    [30, 15, 58.08702481],
    [60, 39, 42.32755076],
    [100, 73, 33.31985734],
  ])('from %d is one to %d or fewer: %d%%', (count, mostCounted, percent) => {
    const fall = detectableFall(year(count), 12);
    expect(fall).toEqual({ kind: 'fall', mostCounted, percent: expect.closeTo(percent, 6) });
  });

  it.each([0, 1, 5])('from %d is not even one to none at all', (count) => {
    expect(detectableFall(year(count), 12)).toEqual({ kind: 'not-even-none' });
  });

  it('is smaller when longer is counted, when less power will do, and when more doubt is allowed', () => {
    const percent = (...args: Parameters<typeof detectableFall>) => {
      const fall = detectableFall(...args);
      return fall.kind === 'fall' ? fall.percent : 100;
    };
    const usual = percent(year(30), 12);
    expect(percent({ count: 60, exposure: 24 }, 24)).toBeLessThan(usual);
    expect(percent(year(30), 12, { power: 0.5 })).toBeLessThan(usual);
    expect(percent(year(30), 12, { confidence: 0.8 })).toBeLessThan(usual);
  });

  it('agrees with the comparison itself: that count is a fall, and one more is not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 6, max: 300 }),
        fc.integer({ min: 6, max: 24 }),
        (count, exposure) => {
          const fall = detectableFall(year(count), exposure);
          fc.pre(fall.kind === 'fall');
          if (fall.kind !== 'fall') return;
          const pValueOf = (after: number) =>
            compareRates(year(count), { count: after, exposure }).pValue;
          expect(pValueOf(fall.mostCounted)).toBeLessThanOrEqual(0.05);
          expect(pValueOf(fall.mostCounted + 1)).toBeGreaterThan(0.05);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    [year(-1), 12, {}],
    [year(1.5), 12, {}],
    [year(8), 0, {}],
    [{ count: 8, exposure: 0 }, 12, {}],
    [year(8), 12, { power: 1 }],
    [year(8), 12, { confidence: 0 }],
  ])('refuses %o over %d with %o', (before, exposure, options) => {
    expect(() => detectableFall(before, exposure, options)).toThrow(RangeError);
  });
});
