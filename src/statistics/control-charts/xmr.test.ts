import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawXmr, type XmrChart, type XmrOptions } from './xmr.ts';

const measure: XmrOptions = { isCount: false };
const count: XmrOptions = { isCount: true };

function chartOf(values: readonly (number | null)[], options: XmrOptions = measure): XmrChart {
  const chart = drawXmr(values, options);
  if (chart.kind !== 'chart') throw new Error('too few points for a chart');
  return chart;
}

const rulesAt = (chart: XmrChart, index: number) =>
  chart.signals.filter((signal) => signal.index === index).map((signal) => signal.rule);

/** Values that swing by 2 about 10: centre 10, mean moving range 2, limits 4.68 and 15.32. */
const steady = [9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11];

describe('worked examples', () => {
  it('gives the limits of the flow rate example in the NIST/SEMATECH handbook, 6.3.2.2', () => {
    const chart = chartOf([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]);
    expect(chart.centre).toBeCloseTo(50.81, 10);
    expect(chart.meanMovingRange).toBeCloseTo(16.9 / 9, 10);
    // The handbook divides by 1.128 rather than multiplying by 2.66, which differs in the third decimal.
    expect(chart.upper).toBeCloseTo(55.8041, 2);
    expect(chart.lower).toBeCloseTo(45.8159, 2);
    expect(chart.signals).toEqual([]);
  });

  it('gives the limits worked by hand for twelve monthly deficits: sum 153, moving ranges 18.3', () => {
    const deficits = [10.7, 13.0, 11.4, 11.5, 12.5, 14.1, 14.8, 14.1, 12.6, 16.0, 11.7, 10.6];
    const chart = chartOf(deficits);
    expect(chart.centre).toBeCloseTo(153 / 12, 10);
    expect(chart.meanMovingRange).toBeCloseTo(18.3 / 11, 10);
    expect(chart.upper).toBeCloseTo(17.18, 2);
    expect(chart.lower).toBeCloseTo(8.32, 2);
    expect(chart.signals).toEqual([]);
  });
});

describe('the baseline', () => {
  it('is the first 12 points, so that a later change cannot widen its own limits', () => {
    const chart = chartOf([...steady, 30, 50, 70]);
    expect(chart.baseline).toEqual({ from: 0, to: 11, points: 12 });
    expect([chart.centre, chart.lower, chart.upper]).toEqual([10, 10 - 5.32, 10 + 5.32]);
  });

  it('is every point when there are 8 to 11, and as long as asked otherwise', () => {
    expect(chartOf(steady.slice(0, 9)).baseline.points).toBe(9);
    expect(chartOf([...steady, ...steady], { ...measure, baselineLength: 20 }).baseline.to).toBe(
      19,
    );
    expect(chartOf(steady, { ...measure, baselineLength: 24 }).baseline.points).toBe(12);
  });

  it('counts known points, not months', () => {
    const chart = chartOf([9, null, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 10]);
    expect(chart.baseline).toEqual({ from: 0, to: 12, points: 12 });
  });
});

describe('missing points', () => {
  it('are never 0 and give no moving range', () => {
    const chart = chartOf([10, 12, 10, 12, null, 30, 32, 30, 32]);
    expect(chart.meanMovingRange).toBe(2);
    expect(chart.centre).toBe(21);
  });

  it('end a run, so that nothing is claimed across a gap', () => {
    const unbroken = chartOf([...steady, ...Array.from({ length: 8 }, () => 11)]);
    expect(rulesAt(unbroken, 19)).toContain('eight-on-one-side');
    const gap = chartOf([...steady, 11, 11, 11, 11, null, 11, 11, 11, 11]);
    expect(gap.signals).toEqual([]);
  });

  it('leave too few when fewer than 8 points are known, or hardly two stand together', () => {
    expect(drawXmr([1, 2, 3, 4, 5, 6, 7, null, null], measure)).toEqual({
      kind: 'too-few',
      points: 7,
    });
    const scattered = Array.from({ length: 24 }, (_, index) => (index % 2 === 0 ? index : null));
    expect(drawXmr(scattered, measure)).toEqual({ kind: 'too-few', points: 12 });
    expect(drawXmr([], measure)).toEqual({ kind: 'too-few', points: 0 });
  });
});

describe('signals', () => {
  it('one point outside the limits, but not one upon them', () => {
    const chart = chartOf([...steady, 15.33, 10, 4.67]);
    expect(chart.signals).toEqual([
      { index: 12, rule: 'outside-limits', side: 'above', since: 12 },
      { index: 14, rule: 'outside-limits', side: 'below', since: 14 },
    ]);
    const flat = chartOf([...steady, 15.32]);
    expect(flat.signals).toEqual([]);
  });

  it('eight in a row on one side, from the eighth onwards, with where the run began', () => {
    const chart = chartOf([...steady, 9, 9, 9, 9, 9, 9, 9, 9, 9]);
    expect(chart.signals).toEqual([
      { index: 19, rule: 'eight-on-one-side', side: 'below', since: 12 },
      { index: 20, rule: 'eight-on-one-side', side: 'below', since: 12 },
    ]);
  });

  it('a point on the centre is on neither side', () => {
    expect(chartOf([...steady, 9, 9, 9, 9, 10, 9, 9, 9, 9]).signals).toEqual([]);
  });

  it('three of four nearer a limit than the centre, on the same side', () => {
    const chart = chartOf([...steady, 13, 10, 13, 13, 10]);
    expect(chart.signals).toEqual([
      { index: 15, rule: 'three-of-four-near-limit', side: 'above', since: 12 },
    ]);
    expect(chartOf([...steady, 13, 7, 13, 7, 13]).signals).toEqual([]);
  });
});

describe('counts', () => {
  const rare = [2, 0, 1, 3, 0, 2, 1, 0, 3, 1, 2, 0];

  it('have no lower limit below 0', () => {
    const chart = chartOf(rare, count);
    expect([chart.lower, chart.lowerCut]).toEqual([0, true]);
    expect(chartOf(rare).lower).toBeLessThan(0);
  });

  it('are not called near a limit merely because the limit was cut at 0', () => {
    expect(chartOf([...rare, 0, 0, 0, 0], count).signals).toEqual([]);
  });

  it('that are always the same have their limits on the centre, and any other count is outside', () => {
    const chart = chartOf([...Array.from({ length: 12 }, () => 0), 0, 1], count);
    expect([chart.lower, chart.centre, chart.upper, chart.lowerCut]).toEqual([0, 0, 0, false]);
    expect(chart.signals).toEqual([
      { index: 13, rule: 'outside-limits', side: 'above', since: 13 },
    ]);
  });

  it('may not be negative', () => {
    expect(() => drawXmr([...rare, -1], count)).toThrow(RangeError);
    expect(() => drawXmr([...rare, -1], measure)).not.toThrow();
  });
});

describe('nonsense', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'refuses %s wherever it stands',
    (value) => {
      expect(() => drawXmr([value], measure)).toThrow(RangeError);
      expect(() => drawXmr([...steady, value], measure)).toThrow(RangeError);
    },
  );

  it('refuses a baseline too short to set limits', () => {
    expect(() => drawXmr(steady, { ...measure, baselineLength: 7 })).toThrow(RangeError);
    expect(() => drawXmr(steady, { ...measure, baselineLength: 12.5 })).toThrow(RangeError);
  });
});

describe('whatever the series', () => {
  const wholeNumbers = fc.array(fc.option(fc.integer({ min: -500, max: 500 }), { freq: 6 }), {
    maxLength: 40,
  });
  const charted = wholeNumbers.filter((values) => drawXmr(values, measure).kind === 'chart');
  const mapKnown = (values: readonly (number | null)[], change: (value: number) => number) =>
    values.map((value) => (value === null ? null : change(value)));

  it('nothing in a chart is NaN, and the centre is within the limits', () => {
    const anyNumbers = fc.array(
      fc.option(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { freq: 6 }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(anyNumbers, (values) => {
        const chart = drawXmr(values, measure);
        if (chart.kind === 'too-few') return;
        const { lower, centre, upper, meanMovingRange } = chart;
        expect([lower, centre, upper, meanMovingRange].every(Number.isFinite)).toBe(true);
        expect(lower <= centre && centre <= upper).toBe(true);
        expect(chart.signals.every(({ index }) => typeof values[index] === 'number')).toBe(true);
        expect(chart.signals.every(({ index, since }) => since <= index)).toBe(true);
      }),
    );
  });

  it('measuring it in other units changes no signal', () => {
    fc.assert(
      fc.property(charted, fc.integer({ min: -8, max: 8 }), (values, power) => {
        const scaled = chartOf(mapKnown(values, (value) => value * 2 ** power));
        const chart = chartOf(values);
        expect(scaled.signals).toEqual(chart.signals);
        expect(scaled.upper).toBe(chart.upper * 2 ** power);
      }),
    );
  });

  it('adding the same to every point moves the limits as far', () => {
    fc.assert(
      fc.property(charted, fc.integer({ min: -1000, max: 1000 }), (values, shift) => {
        const moved = chartOf(mapKnown(values, (value) => value + shift));
        const chart = chartOf(values);
        expect(moved.meanMovingRange).toBe(chart.meanMovingRange);
        expect(moved.centre).toBeCloseTo(chart.centre + shift, 8);
        expect(moved.upper).toBeCloseTo(chart.upper + shift, 8);
        expect(moved.lower).toBeCloseTo(chart.lower + shift, 8);
      }),
    );
  });

  it('turning it upside down turns every signal upside down', () => {
    fc.assert(
      fc.property(charted, (values) => {
        const turned = chartOf(mapKnown(values, (value) => -value));
        const sides = turned.signals.map(({ index, rule, side, since }) => {
          return { index, rule, side: side === 'above' ? 'below' : 'above', since };
        });
        expect(sides).toEqual(chartOf(values).signals);
      }),
    );
  });

  it('reading it backwards finds the same points outside, when all of it is the baseline', () => {
    fc.assert(
      fc.property(charted, (values) => {
        const whole: XmrOptions = { ...measure, baselineLength: 40 };
        const outside = (series: readonly (number | null)[]) =>
          chartOf(series, whole)
            .signals.filter(({ rule }) => rule === 'outside-limits')
            .map(({ index }) => index);
        const backwards = outside(values.toReversed()).map((index) => values.length - 1 - index);
        expect(backwards.toSorted((a, b) => a - b)).toEqual(outside(values));
      }),
    );
  });

  it('missing points at its end change nothing', () => {
    fc.assert(
      fc.property(charted, fc.integer({ min: 1, max: 5 }), (values, many) => {
        const longer = chartOf([...values, ...Array.from({ length: many }, () => null)]);
        expect({ ...longer, values: [] }).toEqual({ ...chartOf(values), values: [] });
      }),
    );
  });
});
