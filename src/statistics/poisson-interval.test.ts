import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poissonInterval, poissonRateInterval } from './poisson-interval.ts';

/** The probability of at most so many, added up term by term in logarithms: another way than the code's. */
function probabilityOfAtMost(count: number, mean: number): number {
  let logTerm = -mean;
  let total = Math.exp(logTerm);
  for (let k = 1; k <= count; k += 1) {
    logTerm += Math.log(mean / k);
    total += Math.exp(logTerm);
  }
  return total;
}

describe('the exact interval of a count', () => {
  // Standard 95% values, half the chi-square quantiles with 2k and 2k + 2 degrees of freedom.
  it.each([
    [0, 0, 3.6889],
    [1, 0.0253, 5.5716],
    [2, 0.2422, 7.2247],
    [3, 0.6187, 8.7673],
    [5, 1.6235, 11.6683],
    [10, 4.7954, 18.3904],
    [20, 12.2165, 30.8884],
    [50, 37.111, 65.9188],
    [100, 81.364, 121.6268],
  ])('of %i is %f to %f', (count, lower, upper) => {
    const interval = poissonInterval(count);
    expect(interval.lower).toBeCloseTo(lower, 4);
    expect(interval.upper).toBeCloseTo(upper, 4);
  });

  it('of 25 is as published at 90% and 95%', () => {
    expect(poissonInterval(25, 0.9).lower).toBeCloseTo(17.38, 2);
    expect(poissonInterval(25, 0.9).upper).toBeCloseTo(34.92, 2);
    expect(poissonInterval(25).lower).toBeCloseTo(16.18, 2);
    expect(poissonInterval(25).upper).toBeCloseTo(36.9, 2);
  });

  it('leaves exactly half the rest of the probability on either side', () => {
    for (const count of [...Array(51).keys(), 100, 250, 700]) {
      for (const confidence of [0.8, 0.95, 0.998]) {
        const { lower, upper } = poissonInterval(count, confidence);
        const tail = (1 - confidence) / 2;
        expect(probabilityOfAtMost(count, upper)).toBeCloseTo(tail, 10);
        if (count > 0) expect(1 - probabilityOfAtMost(count - 1, lower)).toBeCloseTo(tail, 10);
      }
    }
  });

  it('of a large count stays right: 1,000 is 938.97 to 1,063.95', () => {
    expect(poissonInterval(1000).lower).toBeCloseTo(938.973, 3);
    expect(poissonInterval(1000).upper).toBeCloseTo(1063.952, 3);
    // For a million the square root of the mean is the standard deviation to four figures.
    const { lower, upper } = poissonInterval(1_000_000);
    expect((upper - lower) / 2).toBeCloseTo(1.959964 * 1000, -1);
  });

  it('holds the count, grows with it, and widens with confidence', () => {
    const counts = fc.integer({ min: 0, max: 20_000 });
    const confidences = fc.double({ min: 0.5, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(counts, confidences, (count, confidence) => {
        const { lower, upper } = poissonInterval(count, confidence);
        expect(lower <= count && count < upper).toBe(true);
        const next = poissonInterval(count + 1, confidence);
        expect(next.lower > lower && next.upper > upper).toBe(true);
        const surer = poissonInterval(count, confidence + (1 - confidence) / 2);
        expect(surer.lower <= lower && surer.upper > upper).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e9])(
    'refuses a count of %s',
    (count) => {
      expect(() => poissonInterval(count)).toThrow(RangeError);
    },
  );

  it.each([0, 1, -0.5, Number.NaN])('refuses a confidence of %s', (confidence) => {
    expect(() => poissonInterval(3, confidence)).toThrow(RangeError);
  });
});

describe('the exact interval of a rate', () => {
  it('is the interval of the count over the exposure, to 1,000 unless told', () => {
    const { rate, lower, upper } = poissonRateInterval(10, 2000);
    expect(rate).toBe(5);
    expect(lower).toBeCloseTo(4.7954 / 2, 4);
    expect(upper).toBeCloseTo(18.3904 / 2, 4);
    expect(poissonRateInterval(10, 2000, { per: 100_000 }).rate).toBe(500);
  });

  it.each([0, -5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses an exposure of %s',
    (exposure) => {
      expect(() => poissonRateInterval(1, exposure)).toThrow(RangeError);
    },
  );
});
