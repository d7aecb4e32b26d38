import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialAtLeast, binomialAtMost, incompleteBeta } from './beta.ts';

describe('the incomplete beta function', () => {
  // R 4.2.2: print(pbeta(x, a, b), digits = 15).
  it.each([
    [2, 3, 0.5, 0.6875],
    [0.5, 0.5, 0.1, 0.204832764699133],
    [10, 2, 0.9, 0.6973568802],
    [100, 120, 0.45, 0.447801230147708],
    [1, 1, 0.3, 0.3],
    [5000, 5200, 0.49, 0.484252536589948],
  ])('of a = %d, b = %d at %d is %d', (a, b, x, expected) => {
    expect(incompleteBeta(a, b, x)).toBeCloseTo(expected, 10);
  });

  it('is 0 at 0 and 1 at 1', () => {
    expect([incompleteBeta(2, 3, 0), incompleteBeta(2, 3, 1)]).toEqual([0, 1]);
  });
});

describe('a binomial tail', () => {
  it('is the sum of its terms, and its two sides share one term', () => {
    const cases = fc
      .integer({ min: 1, max: 60 })
      .chain((trials) =>
        fc.tuple(
          fc.constant(trials),
          fc.integer({ min: 0, max: trials }),
          fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        ),
      );
    fc.assert(
      fc.property(cases, ([trials, successes, chance]) => {
        const terms = binomialTerms(trials, chance);
        const atMost = terms.slice(0, successes + 1).reduce((sum, term) => sum + term, 0);
        expect(binomialAtMost(successes, trials, chance)).toBeCloseTo(atMost, 10);
        const both =
          binomialAtMost(successes, trials, chance) + binomialAtLeast(successes, trials, chance);
        expect(both).toBeCloseTo(1 + (terms[successes] ?? 0), 10);
      }),
      { numRuns: 60 },
    );
  });
});

/** The probability of 0, 1, 2 … successes, each from the one before. */
function binomialTerms(trials: number, chance: number): number[] {
  const terms = [(1 - chance) ** trials];
  for (let k = 1; k <= trials; k += 1) {
    terms.push(((terms[k - 1] ?? 0) * (trials - k + 1) * chance) / (k * (1 - chance)));
  }
  return terms;
}
