import { describe, expect, it } from 'vitest';
import { compareYears } from './year-on-year.ts';

const year = (count: number, ...rest: (number | null)[]): (number | null)[] => [
  ...Array.from({ length: 12 - rest.length }, () => count),
  ...rest,
];

describe('the last twelve months against the twelve before', () => {
  it('compares the newest 24 months, whatever came before', () => {
    // The p-value of 24 and then 12 by R 4.2.2: 2 * pbinom(12, 36, 0.5).
    expect(compareYears([99, 99, ...year(2), ...year(1)])).toEqual({
      months: 12,
      before: 24,
      after: 12,
      comparison: expect.objectContaining({
        ratio: 0.5,
        pValue: expect.closeTo(0.0652453352232, 8),
      }),
      detectable: { kind: 'fall', mostCounted: 11, percent: expect.closeTo(62.3712409929, 6) },
    });
  });

  it('leaves a month that one year misses out of the other', () => {
    const compared = compareYears([...year(2, 50, null), ...year(1, null, 70)]);
    expect(compared).toMatchObject({ months: 10, before: 20, after: 10 });
  });

  it('is nothing without two years, or with fewer than 8 months that both have', () => {
    expect(compareYears([...year(1), ...year(1).slice(1)])).toBeUndefined();
    expect(compareYears([...year(1), ...year(1, null, null, null, null, null)])).toBeUndefined();
    expect(compareYears([...year(1), ...year(1, null, null, null, null)])?.months).toBe(8);
  });
});
