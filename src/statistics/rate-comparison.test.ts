import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRates } from './rate-comparison.ts';

const months = (count: number, exposure = 12) => ({ count, exposure });

describe('two counts compared', () => {
  it('give the exact interval of a well-known example: breast cancer after fluoroscopy, in Rothman', () => {
    // 41 cases in 28,010 person-years and 15 in 19,017. R 4.2.2: one over the interval and the estimate of
    // poisson.test(c(15, 41), c(19017, 28010)).
    const example = compareRates(months(15, 19_017), months(41, 28_010));
    expect(example.ratio).toBeCloseTo(1.8558, 4);
    expect(example.lower).toBeCloseTo(1.0057, 4);
    expect(example.upper).toBeCloseTo(3.6093, 4);
  });

  // R 4.2.2, for counts b and a over tb and ta: n <- a + b; p0 <- ta / (ta + tb);
  // p: min(1, 2 * min(pbinom(a, n, p0), pbinom(a - 1, n, p0, lower = FALSE)));
  // limits: q / (1 - q) * tb / ta for q <- binom.test(a, n)$conf.int.
  it.each([
    [
      months(10, 20_000),
      months(2, 17_877),
      0.22375118868,
      0.02383738235,
      1.0499546776,
      0.06055644843,
    ],
    [months(40), months(25), 0.625, 0.36339331702, 1.05579538547, 0.08168153394],
    [months(30), months(12), 0.4, 0.186509106834, 0.804529090036, 0.007915897335],
    [months(1200), months(1100), 0.91666666667, 0.84388724757, 0.99564827494, 0.03896685268],
    [months(100, 24), months(30), 0.6, 0.3850340419, 0.91019750159, 0.01433916901],
    [months(6), months(0), 0, 0, 0.8493111943, 0.03125],
  ])('%o and %o', (before, after, ratio, lower, upper, pValue) => {
    const compared = compareRates(before, after);
    expect(compared.ratio).toBeCloseTo(ratio, 9);
    expect(compared.lower).toBeCloseTo(lower, 8);
    expect(compared.upper).toBeCloseTo(upper, 8);
    expect(compared.pValue).toBeCloseTo(pValue, 9);
  });

  it('have no ratio and no upper limit when the first is 0', () => {
    // R 4.2.2, as above.
    const compared = compareRates(months(0), months(4));
    expect([compared.ratio, compared.upper]).toEqual([null, null]);
    expect(compared.lower).toBeCloseTo(0.6601240194, 9);
    expect(compared.pValue).toBeCloseTo(0.125, 12);
    expect(compareRates(months(0), months(0))).toEqual({
      ratio: null,
      lower: 0,
      upper: null,
      pValue: 1,
    });
  });

  it.each([
    [months(-1), months(1)],
    [months(1.5), months(1)],
    [months(1), months(1, 0)],
    [months(1), months(1, Number.POSITIVE_INFINITY)],
  ])('refuse %o and %o', (before, after) => {
    expect(() => compareRates(before, after)).toThrow(RangeError);
  });
});

describe('whatever the counts', () => {
  const counts = fc.record({
    count: fc.integer({ min: 0, max: 400 }),
    exposure: fc.integer({ min: 1, max: 60 }),
  });

  it('the interval excludes 1 exactly when the test finds a change', () => {
    fc.assert(
      fc.property(counts, counts, (before, after) => {
        const { lower, upper, pValue } = compareRates(before, after);
        fc.pre(Math.abs(pValue - 0.05) > 1e-9);
        expect(lower > 1 || (upper !== null && upper < 1)).toBe(pValue < 0.05);
      }),
      { numRuns: 100 },
    );
  });

  it('looking the other way round turns the ratio over and finds the same', () => {
    fc.assert(
      fc.property(counts, counts, (before, after) => {
        fc.pre(before.count > 0 && after.count > 0);
        const there = compareRates(before, after);
        const back = compareRates(after, before);
        expect(back.pValue).toBeCloseTo(there.pValue, 9);
        expect((back.upper ?? 0) * there.lower).toBeCloseTo(1, 8);
        expect((back.ratio ?? 0) * (there.ratio ?? 0)).toBeCloseTo(1, 10);
      }),
      { numRuns: 50 },
    );
  });
});
