import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addUpPeriods } from './longer-periods.ts';

describe('months added up', () => {
  it('are quarters of the calendar, so that November and December wait for January to begin one', () => {
    const months = [9, 9, 1, 2, 3, 4, 5, 6, 7];
    expect(addUpPeriods(months, { firstMonth: 11, length: 3 })).toEqual({
      periods: [
        { from: 2, to: 4, count: 6 },
        { from: 5, to: 7, count: 15 },
      ],
      monthsWaiting: 1,
    });
  });

  it('are half-years from January and July, and years from January', () => {
    const months = Array.from({ length: 30 }, () => 1);
    const starts = (length: 6 | 12) =>
      addUpPeriods(months, { firstMonth: 6, length }).periods.map(({ from }) => from);
    expect(starts(6)).toEqual([1, 7, 13, 19]);
    expect(starts(12)).toEqual([7]);
  });

  it('are missing when one of them is, and never 0', () => {
    const { periods } = addUpPeriods([0, 0, 0, 1, null, 2], { firstMonth: 4, length: 3 });
    expect(periods.map(({ count }) => count)).toEqual([0, null]);
  });

  it('are none before a whole period is there, and all that come wait', () => {
    const few = { periods: [], monthsWaiting: 2 };
    expect(addUpPeriods([1, 2], { firstMonth: 1, length: 3 })).toEqual(few);
    expect(addUpPeriods([1], { firstMonth: 2, length: 12 })).toEqual({
      periods: [],
      monthsWaiting: 0,
    });
  });

  it('stay as they were when another month arrives', () => {
    const counts = fc.array(fc.option(fc.nat(9)), { maxLength: 40 });
    const lengths = fc.constantFrom(3 as const, 6 as const, 12 as const);
    fc.assert(
      fc.property(
        counts,
        fc.integer({ min: 1, max: 12 }),
        lengths,
        (counts, firstMonth, length) => {
          const before = addUpPeriods(counts, { firstMonth, length }).periods;
          const after = addUpPeriods([...counts, 3], { firstMonth, length }).periods;
          expect(after.slice(0, before.length)).toEqual(before);
          expect(after.every(({ from }) => (firstMonth - 1 + from) % length === 0)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([0, 13, 1.5])('refuse a first month of %d', (firstMonth) => {
    expect(() => addUpPeriods([1], { firstMonth, length: 3 })).toThrow(RangeError);
  });
});
