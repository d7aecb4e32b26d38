import { compareYears, type YearOnYear } from '#statistics/year-on-year.ts';
import { carryVerdict, judgeChange, rareMean, type ChangeVerdict } from './change-verdict.ts';
import { drawGapChart, judgeGaps, type GapChart } from './gap-chart.ts';
import { addUpPeriods, type LongerPeriods, type PeriodLength } from './longer-periods.ts';
import { drawXmr, type XmrChart, type XmrTooFew } from './xmr.ts';

/** The chart that a series of monthly counts can carry, and what it says. Verdicts speak of months. */
export type ChartChoice = { readonly verdict: ChangeVerdict } & (
  | { readonly kind: 'too-few' }
  | { readonly kind: 'months'; readonly chart: XmrChart }
  | ({
      readonly kind: 'longer-periods';
      readonly monthsInPeriod: PeriodLength;
      /** By period, not by month. */
      readonly chart: XmrChart;
    } & LongerPeriods)
  | ({ readonly kind: 'gaps'; readonly chart: GapChart } & RareSeries)
  | ({ readonly kind: 'too-rare' } & RareSeries)
);

/** Too rare for a chart of counts. */
export interface RareSeries {
  /** Mean of the baseline, the first 12 or 24 known months. */
  readonly mean: number;
  /** With the fall that could have been seen; nothing without two years to compare. */
  readonly yearOnYear: YearOnYear | undefined;
}

const periodLengths: readonly PeriodLength[] = [3, 6, 12];
/** Events rarer than one a month leave enough quiet months for the gaps between them to tell something. */
const gapMean = 1;
const monthsInYear = 12;
const significance = 0.05;
/** With so many known points, twice as many of them set the limits. */
const pointsForLongBaseline = 36;
const longBaseline = 24;

/**
 * Chooses the chart for monthly counts, `null` being a missing month and never 0:
 * 1. under 8 known months, none;
 * 2. a mean of 5 or more a month in the baseline, the XmR chart by month;
 * 3. else the shortest of quarter, half-year and year with at least 8 whole periods and a mean of 5 or more,
 *    the XmR chart by that;
 * 4. else, under one a month with at least 8 gaps, the g chart;
 * 5. else none: too few to tell.
 *
 * The first 12 known points of a chart of counts set its limits, or the first 24 where 36 or more are known: of
 * stable series of 60 months about 1 in 5 is called changed with limits from 12, and about 1 in 7 from 24.
 *
 * Where neither months nor longer periods will do, and the gaps say nothing, the last twelve months are compared
 * with the twelve before. Only then, and only if a year with none at all could have been noticed, does the
 * g chart say that nothing has changed. `firstMonth` is the calendar month of the first value, 1 to 12.
 *
 * Throws RangeError unless every count is a whole number from 0.
 */
export function chooseChart(
  months: readonly (number | null)[],
  { firstMonth }: { readonly firstMonth: number },
): ChartChoice {
  if (months.some((count) => count !== null && !(Number.isInteger(count) && count >= 0))) {
    throw new RangeError('A count is a whole number from 0.');
  }
  const chart = drawCounts(months);
  if (chart.kind === 'too-few') return { kind: 'too-few', verdict: chart };
  if (chart.centre >= rareMean) return { kind: 'months', chart, verdict: judgeChange(chart) };
  return chooseLongerPeriods(months, firstMonth) ?? chooseForRare(months, chart.centre);
}

function drawCounts(counts: readonly (number | null)[]): XmrChart | XmrTooFew {
  const known = counts.filter((count) => count !== null).length;
  const isLong = known >= pointsForLongBaseline;
  return drawXmr(counts, { isCount: true, ...(isLong && { baselineLength: longBaseline }) });
}

function chooseLongerPeriods(
  months: readonly (number | null)[],
  firstMonth: number,
): ChartChoice | undefined {
  for (const monthsInPeriod of periodLengths) {
    const added = addUpPeriods(months, { firstMonth, length: monthsInPeriod });
    const counts = added.periods.map(({ count }) => count);
    const chart = drawCounts(counts);
    if (chart.kind === 'too-few' || chart.centre < rareMean) continue;
    const verdict = carryVerdict(judgeChange(chart), {
      since: (point) => added.periods[point]?.from ?? 0,
      until: (point) => added.periods[point]?.to ?? 0,
    });
    return { kind: 'longer-periods', monthsInPeriod, chart, ...added, verdict };
  }
  return undefined;
}

function chooseForRare(months: readonly (number | null)[], mean: number): ChartChoice {
  const yearOnYear = compareYears(months);
  const rare: RareSeries = { mean, yearOnYear };
  const changed = judgeYears(yearOnYear, months.length);
  const tooRare: ChangeVerdict = { kind: 'too-rare', centre: mean };
  const chart = mean < gapMean ? drawGapChart(months) : undefined;
  if (chart?.kind !== 'gaps') return { kind: 'too-rare', ...rare, verdict: changed ?? tooRare };
  const wouldShow = chart.upper < monthsInYear || yearOnYear?.detectable.kind === 'fall';
  const quiet: ChangeVerdict = wouldShow ? { kind: 'no-change' } : tooRare;
  return { kind: 'gaps', chart, ...rare, verdict: judgeGaps(chart) ?? changed ?? quiet };
}

function judgeYears(years: YearOnYear | undefined, months: number): ChangeVerdict | undefined {
  if (years === undefined || years.comparison.pValue >= significance) return undefined;
  const kind = years.after > years.before ? 'higher' : 'lower';
  return { kind, since: months - monthsInYear, rules: ['year-on-year'] };
}
