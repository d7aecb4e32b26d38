import { describe, expect, it } from 'vitest';
import { drawTimeBetweenChart, judgeTimes, type TimeBetweenChart } from './time-between-chart.ts';

function chartOf(times: readonly (number | null)[], open?: number): TimeBetweenChart {
  const chart = drawTimeBetweenChart(times, open ?? null);
  if (chart.kind !== 'times') throw new Error('too few times for a chart');
  return chart;
}

/** Hours between failures of a valve: Montgomery, Introduction to Statistical Quality Control, 7.3.5. */
const valve = [
  286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96,
];

const steady = [20, 30, 25, 35, 20, 30, 25, 35, 20, 30, 25, 35];

describe('the chart of times between events', () => {
  it('gives the limits of the valve example, which finds nothing unusual', () => {
    // R 4.2.2: y <- v^(1/3.6); m <- mean(y[1:12]); r <- mean(abs(diff(y[1:12]))); (m + 2.66 * r)^3.6.
    const chart = chartOf(valve);
    expect(chart.centre).toBeCloseTo(355.985875092, 6);
    expect(chart.upper).toBeCloseTo(8828.105627932, 5);
    expect([chart.lower, chart.lowerCut, chart.baselineTimes]).toEqual([0, true, 12]);
    expect(chart.signals).toEqual([]);
    expect(judgeTimes(chart)).toEqual({ kind: 'no-change' });
  });

  it('is in the unit of the times: in days instead of hours it is the same chart', () => {
    const days = chartOf(valve.map((hours) => hours / 24));
    expect(days.centre * 24).toBeCloseTo(chartOf(valve).centre, 6);
    expect(days.upper * 24).toBeCloseTo(chartOf(valve).upper, 5);
  });

  it('says lower after a long time and higher after a short one', () => {
    expect(judgeTimes(chartOf([...steady, 300]))).toEqual({
      kind: 'lower',
      since: 12,
      rules: ['outside-limits'],
    });
    expect(judgeTimes(chartOf([...steady, 1]))).toMatchObject({ kind: 'higher', since: 12 });
    expect(judgeTimes(chartOf([...steady, 300, 25, 30]))).toMatchObject({ kind: 'was-lower' });
  });

  it('counts the time since the last event once it is above the centre, and sets no limit by it', () => {
    expect(judgeTimes(chartOf(steady, 300))).toMatchObject({ kind: 'lower', since: 12 });
    expect(chartOf(steady, 10).times).toHaveLength(12);
    const short = steady.slice(0, 9);
    expect(chartOf(short, 300).upper).toBe(chartOf(short).upper);
    expect(judgeTimes(chartOf(short, 300))).toMatchObject({ kind: 'lower', since: 9 });
  });

  it('keeps a missing time missing, and takes two events on one day', () => {
    expect(chartOf([...steady, null, 0]).points).toBe(13);
    expect(judgeTimes(chartOf([...steady, null, 0]))).toMatchObject({ kind: 'higher', since: 13 });
  });

  it('needs 8 times, none below 0', () => {
    expect(drawTimeBetweenChart([1, 2, 3])).toEqual({ kind: 'too-few', points: 3 });
    expect(() => drawTimeBetweenChart([...steady, -1])).toThrow(RangeError);
    expect(() => drawTimeBetweenChart(steady, Number.NaN)).toThrow(RangeError);
  });
});
