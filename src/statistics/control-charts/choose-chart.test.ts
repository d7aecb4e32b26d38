import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseChart } from './choose-chart.ts';

const january = { firstMonth: 1 };
/** The pattern over and over, for so many months. */
const repeat = (pattern: readonly (number | null)[], months: number) =>
  Array.from({ length: months }, (_, index) => pattern[index % pattern.length] ?? null);

describe('the chart for monthly counts', () => {
  it('is none under 8 known months', () => {
    expect(chooseChart([3, null, 9], january)).toEqual({
      kind: 'too-few',
      verdict: { kind: 'too-few', points: 2 },
    });
  });

  it('is by month from a mean of 5 in the baseline', () => {
    const choice = chooseChart(repeat([4, 6], 24), january);
    expect(choice).toMatchObject({ kind: 'months', verdict: { kind: 'no-change' } });
    expect(chooseChart(repeat([4, 6, 4, 5], 24), january).kind).toBe('longer-periods');
  });

  it('stays by month when what was frequent becomes rare, so that the fall is seen', () => {
    const choice = chooseChart([...repeat([8, 12, 10], 12), ...repeat([0], 12)], january);
    expect(choice).toMatchObject({ kind: 'months', verdict: { kind: 'lower', since: 12 } });
  });

  it('has limits from 24 months where 36 are known, and from 12 where fewer are', () => {
    const baselineOf = (months: readonly (number | null)[]) => {
      const choice = chooseChart(months, january);
      return choice.kind === 'months' ? choice.chart.baseline.points : undefined;
    };
    expect(baselineOf(repeat([8, 12, 10], 35))).toBe(12);
    expect(baselineOf(repeat([8, 12, 10], 36))).toBe(24);
    expect(baselineOf([...repeat([8, 12, 10], 35), null, null])).toBe(12);
  });

  it('is by quarter where months are too few to each, if there are 8 whole quarters', () => {
    const choice = chooseChart(repeat([1, 2, 3], 25), january);
    expect(choice).toMatchObject({
      kind: 'longer-periods',
      monthsInPeriod: 3,
      monthsWaiting: 1,
      chart: { points: 8, centre: 6 },
    });
    expect(chooseChart(repeat([1, 2, 3], 25), { firstMonth: 12 })).toMatchObject({
      kind: 'longer-periods',
      monthsWaiting: 0,
    });
    expect(chooseChart(repeat([1, 2, 3], 25), { firstMonth: 11 }).kind).toBe('too-rare');
  });

  it('is by half-year or year where quarters are too few to each', () => {
    expect(chooseChart(repeat([1, 0, 2], 48), january)).toMatchObject({ monthsInPeriod: 6 });
    expect(chooseChart(repeat([1, 0], 96), january)).toMatchObject({ monthsInPeriod: 12 });
  });

  it('keeps a quarter with a missing month missing', () => {
    const gappy = repeat([1, 2, 3], 30).with(4, null);
    const choice = chooseChart(gappy, january);
    expect(choice).toMatchObject({ kind: 'longer-periods', chart: { points: 9 } });
  });

  it('speaks of months even when it is by quarter', () => {
    const quarters = [...repeat([2, 2, 2, 3, 2, 2, 1, 2, 2], 36), ...repeat([9], 3)];
    const risen = chooseChart(quarters, january);
    expect(risen).toMatchObject({ kind: 'longer-periods', verdict: { kind: 'higher', since: 36 } });
    expect(chooseChart([...quarters, 2, 2, 2], january).verdict).toEqual({
      kind: 'was-higher',
      since: 36,
      until: 38,
      rules: ['outside-limits'],
    });
  });
});

describe('events too rare for a chart of counts', () => {
  it('are too few to tell, with the fall that could have been seen', () => {
    expect(chooseChart(repeat([1, 2, 1], 24), { firstMonth: 3 })).toMatchObject({
      kind: 'too-rare',
      mean: 16 / 12,
      verdict: { kind: 'too-rare', centre: 16 / 12 },
      yearOnYear: { before: 16, after: 16, detectable: { kind: 'fall', mostCounted: 5 } },
    });
    expect(chooseChart(repeat([0, 0, 0, 1], 24), january)).toMatchObject({
      kind: 'too-rare',
      yearOnYear: { before: 3, detectable: { kind: 'not-even-none' } },
    });
  });

  it('have nothing to compare without two years', () => {
    const choice = chooseChart(repeat([1, 0, 2], 14), january);
    expect(choice).toMatchObject({ kind: 'too-rare', verdict: { kind: 'too-rare' } });
    expect(choice).toHaveProperty('yearOnYear', undefined);
  });

  it('have changed when the last twelve months differ from the twelve before more than chance allows', () => {
    const verdictOf = (before: number, after: number) =>
      chooseChart([...repeat([before, 1], 12), ...repeat([after], 12)], { firstMonth: 2 }).verdict;
    expect(verdictOf(2, 0)).toEqual({ kind: 'lower', since: 12, rules: ['year-on-year'] });
    expect(verdictOf(2, 4)).toEqual({ kind: 'higher', since: 12, rules: ['year-on-year'] });
    expect(verdictOf(2, 1)).toEqual({ kind: 'too-rare', centre: 1.5 });
  });

  it('are read by their gaps under one a month, and are lower after a gap that is too long', () => {
    const months = [...repeat([1, 0, 0, 0, 1, 0, 1, 0, 0], 36), ...repeat([0], 18)];
    const choice = chooseChart(months, january);
    expect(choice).toMatchObject({ kind: 'gaps', verdict: { kind: 'lower' } });
    expect(choice.verdict).toHaveProperty('rules', ['outside-limits']);
  });

  it('are not called unchanged where a year with none at all could have gone unnoticed', () => {
    const seldom = chooseChart(repeat([1, 0, 0, 1, ...repeat([0], 8)], 60), january);
    expect(seldom).toMatchObject({ kind: 'gaps', verdict: { kind: 'too-rare' } });
  });

  it('are called unchanged where a year with none would be too long a gap, or a fall in the total', () => {
    const dense = chooseChart(repeat([1, 0, 1, 0, 1, 1, 0, 0], 23), january);
    expect(dense).toMatchObject({ kind: 'gaps', verdict: { kind: 'no-change' } });
    expect(dense).toHaveProperty('yearOnYear', undefined);
    const together = chooseChart(repeat([2, 0, 0, 2, 0, 0, 0, 0], 40), january);
    expect(together).toMatchObject({ kind: 'gaps', verdict: { kind: 'no-change' } });
  });

  it('are read by their gaps first and by the two years only where those say nothing', () => {
    const stopped = chooseChart([...repeat([1, 0, 1], 24), ...repeat([0], 12)], january);
    expect(stopped).toMatchObject({ yearOnYear: { before: 8, after: 0 } });
    expect(stopped.verdict).toEqual({ kind: 'lower', since: 24, rules: ['outside-limits'] });
  });
});

describe('whatever the counts', () => {
  const counts = fc.array(fc.option(fc.nat(6), { freq: 8 }), { maxLength: 60 });

  it('there is a choice, and its verdict points at months that are there, in order', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 12 }), (counts, firstMonth) => {
        const { verdict } = chooseChart(counts, { firstMonth });
        const since = 'since' in verdict ? verdict.since : 0;
        const until = 'until' in verdict ? verdict.until : since;
        expect(0 <= since && since <= until && until < Math.max(1, counts.length)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it.each([-1, 0.5, Number.NaN])('a count of %d is refused', (count) => {
    expect(() => chooseChart([...repeat([1], 12), count], january)).toThrow(RangeError);
  });
});
