import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { falseDiscoveryRates } from './false-discovery.ts';

describe('q-values', () => {
  it('are the p-value times the tests over its rank, and never above that of a larger one', () => {
    // By hand: 0.005·6/1, 0.01·6/2, 0.03·6/3 = 0.06 but the next is smaller, 0.04·6/5 for both, 0.5·6/6.
    // R 4.2.2: p.adjust(c(.01, .04, .03, .005, NA, .5, .04), "BH").
    const q = falseDiscoveryRates([0.01, 0.04, 0.03, 0.005, undefined, 0.5, 0.04]);
    const expected = [0.03, 0.048, 0.048, 0.03, undefined, 0.5, 0.048];
    expect(q.map((value) => value && Number(value.toFixed(12)))).toEqual(expected);
  });

  it('of 0 and 1 are 0 and 1, and of nothing none', () => {
    expect(falseDiscoveryRates([0, 1, 1, 0.2])).toEqual([0, 1, 1, 0.4]);
    expect(falseDiscoveryRates([])).toEqual([]);
    expect(falseDiscoveryRates([undefined])).toEqual([undefined]);
    expect(falseDiscoveryRates([0.04])).toEqual([0.04]);
  });

  it.each([-0.1, 1.1, NaN])('are not given for a p-value of %d', (p) => {
    expect(() => falseDiscoveryRates([0.5, p])).toThrow(RangeError);
  });

  it('flag exactly those that the step-up rule rejects', () => {
    const chances = fc.array(
      fc.integer({ min: 0, max: 200 }).map((part) => part / 200),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(chances, fc.constantFrom(0.051, 0.1001, 0.2501), (p, level) => {
        const sorted = p.toSorted((one, other) => one - other);
        const last = sorted.findLastIndex((value, at) => value <= (level * (at + 1)) / p.length);
        const limit = sorted[last] ?? -1;
        const q = falseDiscoveryRates(p);
        expect(q.map((value) => (value ?? 1) <= level)).toEqual(p.map((value) => value <= limit));
      }),
      { numRuns: 100 },
    );
  });
});
