import { monthsBetween } from '#platform/calendar.ts';
import { chooseChart, type ChartChoice } from '#statistics/control-charts/choose-chart.ts';
import { compareYears, type YearOnYear } from '#statistics/year-on-year.ts';

/** Counts of one thing by month, the chart they can carry, and what that says. */
export type Trend = {
  /** Every month that is compared, oldest first. */
  months: readonly string[];
  /** The count of each month; null where it is not known, which is not zero. */
  values: readonly (number | null)[];
  choice: ChartChoice;
  /** The last twelve months against the twelve before; undefined where they cannot be compared. */
  years: YearOnYear | undefined;
  /** The first month that is shown, as an index of the months; what comes before still counts. */
  shownFrom: number;
  /** Known months before so long a gap that they are not compared with the rest. */
  monthsLeftOut: number;
};

/** The longest period that a page shows, in months; `all` shows whatever is compared. */
const periods = { '12': 12, '24': 24, '36': 36, all: Infinity } as const;
export type Period = keyof typeof periods;
export const usualPeriod: Period = '24';

/** What was usual before so many missing months says little about what is usual after them. */
const longestGap = 12;

/**
 * Lays incidents out over the loaded months. A loaded month without a count is zero; a month that is
 * not loaded is missing.
 */
export function makeTrend(
  loadedMonths: readonly string[],
  counts: readonly { month: string; count: number }[],
  period: Period,
): Trend {
  const totals = new Map<string, number | null>(loadedMonths.map((month) => [month, 0]));
  for (const { month, count } of counts) {
    if (totals.has(month)) totals.set(month, (totals.get(month) ?? 0) + count);
  }
  return makeTrendOf(totals, period);
}

/** The trend of counts by month; a month that has none, or null, is missing. */
export function makeTrendOf(counts: ReadonlyMap<string, number | null>, period: Period): Trend {
  const known = [...counts].filter(([, count]) => count !== null).map(([month]) => month);
  const [first, last] = [known.toSorted()[0], [...counts.keys()].toSorted().at(-1)];
  const whole = first === undefined || last === undefined ? [] : monthsBetween(first, last);
  const start = startAfterLongGap(whole.map((month) => counts.get(month) ?? null));
  const months = whole.slice(start);
  const values = months.map((month) => counts.get(month) ?? null);
  const firstMonth = Number(months[0]?.slice(5) ?? '1');
  return {
    months,
    values,
    choice: chooseChart(values, { firstMonth }),
    years: compareYears(values),
    shownFrom: findShownFrom(values, period),
    monthsLeftOut: known.filter((month) => month < (months[0] ?? '')).length,
  };
}

/** Where the known values begin after the last gap that is too long to compare across. */
function startAfterLongGap(values: readonly (number | null)[]): number {
  let start = 0;
  let missing = 0;
  for (const [index, value] of values.entries()) {
    if (value !== null && missing >= longestGap) start = index;
    missing = value === null ? missing + 1 : 0;
  }
  return start;
}

/** A shown period never begins with a missing month. */
function findShownFrom(values: readonly (number | null)[], period: Period): number {
  const from = Math.max(0, values.length - periods[period]);
  const known = values.findIndex((value, index) => index >= from && value !== null);
  return known === -1 ? from : known;
}

/** The known counts among the newest twelve months, added up, and how many months they are. */
export function findLatestYear({ months, values }: Pick<Trend, 'months' | 'values'>) {
  const newest = values.slice(-12).filter((value) => value !== null);
  return {
    count: newest.reduce((sum, value) => sum + value, 0),
    months: newest.length,
    /** The first month of the twelve, or of fewer where there are fewer. */
    from: months.at(-12) ?? months[0],
  };
}
