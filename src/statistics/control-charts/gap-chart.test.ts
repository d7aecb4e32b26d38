import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawGapChart, judgeGaps, type GapChart } from './gap-chart.ts';

/** Counts with gaps of these lengths between single events, and so many quiet periods at the end. */
function countsWith(gaps: readonly number[], atEnd = 0): number[] {
  const quiet = (many: number) => Array.from({ length: many }, () => 0);
  return [1, ...gaps.flatMap((gap) => [...quiet(gap), 1]), ...quiet(atEnd)];
}

function chartOf(counts: readonly (number | null)[]): GapChart {
  const chart = drawGapChart(counts);
  if (chart.kind !== 'gaps') throw new Error('too few gaps for a chart');
  return chart;
}

/** Mean 3: chance 11/48, centre 2, limit 25, five gaps of none in a row. */
const stable = [2, 5, 1, 0, 7, 3, 2, 4, 6, 1, 3, 2];

describe('the limits', () => {
  // R 4.2.2: p <- (1 - 1 / N) / (mean(g) + 1); qgeom(0.5, p); qgeom(1 - 0.00135, p);
  // ceiling(log(0.00135) / log(p)). The last is like a ward's operations between infections.
  it.each([
    [stable, 0.2291666667, 2, 25, 5],
    [[1, 0, 2, 1, 3, 0, 1, 2], 0.3888888889, 1, 13, 7],
    [[10, 22, 27, 12, 17, 43, 13, 34, 42, 19, 13, 13], 0.03971119134, 17, 163, 3],
  ])('of %j', (gaps, chance, centre, upper, nonesInARow) => {
    const chart = chartOf(countsWith(gaps));
    expect(chart.chance).toBeCloseTo(chance, 9);
    expect([chart.centre, chart.upper, chart.nonesInARow]).toEqual([centre, upper, nonesInARow]);
    expect(chart.signals).toEqual([]);
  });

  it('are set by the first 12 gaps, so that a later change cannot widen them', () => {
    const chart = chartOf(countsWith([...stable, 26, 40]));
    expect([chart.baselineGaps, chart.upper, chart.points]).toEqual([12, 25, 14]);
  });

  it('need 8 known gaps', () => {
    expect(drawGapChart(countsWith(stable.slice(0, 7)))).toEqual({ kind: 'too-few', points: 7 });
    expect(drawGapChart([])).toEqual({ kind: 'too-few', points: 0 });
  });

  it('hold the promise: at most 0.135% of gaps pass the limit by chance, and one less would not do', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 8, maxLength: 12 });
    fc.assert(
      fc.property(gaps, (gaps) => {
        const { chance, centre, upper } = chartOf(countsWith(gaps));
        const beyond = (length: number) => (1 - chance) ** (length + 1);
        expect(beyond(upper)).toBeLessThanOrEqual(0.00135 * (1 + 1e-6));
        expect(upper === 0 || beyond(upper - 1) > 0.00135).toBe(true);
        expect(beyond(centre)).toBeLessThanOrEqual(0.5 * (1 + 1e-6));
        expect(centre === 0 || beyond(centre - 1) > 0.5).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('signals', () => {
  it('a gap above the limit, but not one upon it', () => {
    expect(chartOf(countsWith([...stable, 25])).signals).toEqual([]);
    expect(chartOf(countsWith([...stable, 26])).signals).toEqual([
      { index: 12, rule: 'outside-limits', side: 'above', since: 12 },
    ]);
  });

  it('eight in a row on one side of the centre, and a gap on it is on neither', () => {
    const eight = [3, 3, 3, 3, 3, 3, 3];
    const base = [...stable.slice(0, 10), 3, 2];
    expect(chartOf(countsWith([...base, ...eight, 3])).signals).toEqual([
      { index: 19, rule: 'eight-on-one-side', side: 'above', since: 12 },
    ]);
    expect(chartOf(countsWith([...base, ...eight, 2, 3])).signals).toEqual([]);
  });

  it('as many gaps of none in a row as chance would hardly make', () => {
    expect(chartOf(countsWith([...stable, 0, 0, 0, 0])).signals).toEqual([]);
    expect(chartOf(countsWith([...stable, 0, 0, 0, 0, 0])).signals).toEqual([
      { index: 16, rule: 'gaps-of-none', side: 'below', since: 12 },
    ]);
  });

  it('none across a missing period', () => {
    const [before, after] = [countsWith([...stable, 0, 0]), countsWith([0, 0, 0])];
    expect(chartOf([...before, null, ...after]).signals).toEqual([]);
  });
});

describe('the gap that is still open', () => {
  it('is a signal as soon as it is above the limit, without waiting for the next event', () => {
    expect(judgeGaps(chartOf(countsWith(stable, 25)))).toBeUndefined();
    const chart = chartOf(countsWith(stable, 26));
    expect(chart.points).toBe(12);
    expect(judgeGaps(chart)).toEqual({ kind: 'lower', since: 49, rules: ['outside-limits'] });
  });

  it('counts in a run only once it is above the centre', () => {
    const seven = [...stable, 3, 3, 3, 3, 3, 3, 3];
    expect(chartOf(countsWith(seven, 2)).gaps).toHaveLength(19);
    expect(judgeGaps(chartOf(countsWith(seven, 3)))).toMatchObject({
      kind: 'lower',
      rules: ['eight-on-one-side'],
    });
  });
});

describe('the verdict', () => {
  const start = countsWith(stable).length;

  it('speaks of periods: lower since the first quiet one, higher since the first of the run', () => {
    const lower = chartOf(countsWith([...stable, 26]));
    expect(judgeGaps(lower)).toMatchObject({ kind: 'lower', since: start });
    const higher = chartOf(countsWith([...stable, 0, 0, 0, 0, 0]));
    expect(judgeGaps(higher)).toMatchObject({ kind: 'higher', since: start - 1 });
  });

  it('is that it was lower, until the last quiet period, once gaps are as before', () => {
    expect(judgeGaps(chartOf(countsWith([...stable, 26, 2, 3])))).toEqual({
      kind: 'was-lower',
      since: start,
      until: start + 25,
      rules: ['outside-limits'],
    });
  });
});

it('a stable series of rare events passes the limit about as often as the exact sum says', () => {
  // R 4.2.2: T <- 0:3000; p <- 0.4; u <- qgeom(1 - 0.00135, (1 - 1/12) / (T/12 + 1));
  // sum(dnbinom(T, 12, p) * (1 - p)^(u + 1)) is 0.002486; with a known chance it would be 0.001306.
  let state = 7;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const gap = () => Math.floor(Math.log(uniform()) / Math.log(0.6));
  let outside = 0;
  for (let series = 0; series < 2000; series += 1) {
    const chart = chartOf(countsWith(Array.from({ length: 24 }, gap)));
    outside += chart.signals.filter(
      ({ rule, index }) => rule === 'outside-limits' && index >= 12,
    ).length;
  }
  expect(outside / (2000 * 12)).toBeGreaterThan(0.0012);
  expect(outside / (2000 * 12)).toBeLessThan(0.0042);
});
