import { monthsBetween } from '#platform/calendar.ts';
import { judgeChange, type ChangeVerdict } from '#statistics/control-charts/change-verdict.ts';
import { drawXmr, type XmrChart, type XmrTooFew } from '#statistics/control-charts/xmr.ts';

/** Monthly counts of one thing, what is usual for it, and whether it has changed. */
export type Trend = {
  /** Every month of the period, oldest first. */
  months: readonly string[];
  /** Incidents in each month; null where the month is not loaded, which is not zero. */
  values: readonly (number | null)[];
  chart: XmrChart | XmrTooFew;
  verdict: ChangeVerdict;
};

/** The longest period that a page shows, in months; `all` shows whatever is loaded. */
export const periods = { '12': 12, '24': 24, '36': 36, all: Infinity } as const;
export type Period = keyof typeof periods;
export const usualPeriod: Period = '24';

/**
 * Lays counts out over the months of a period that ends with the newest loaded month. A loaded month
 * without a count is zero; a month that is not loaded is missing.
 */
export function makeTrend(
  loadedMonths: readonly string[],
  counts: readonly { month: string; count: number }[],
  period: Period,
): Trend {
  const [first, last] = [loadedMonths[0], loadedMonths.at(-1)];
  const whole = first === undefined || last === undefined ? [] : monthsBetween(first, last);
  const isLoaded = new Set(loadedMonths);
  const recent = whole.slice(-Math.min(periods[period], whole.length));
  const start = recent.findIndex((month) => isLoaded.has(month));
  const months = start === -1 ? [] : recent.slice(start);
  const totals = new Map<string, number>();
  for (const { month, count } of counts) totals.set(month, (totals.get(month) ?? 0) + count);
  const values = months.map((month) => (isLoaded.has(month) ? (totals.get(month) ?? 0) : null));
  const chart = drawXmr(values, { isCount: true });
  return { months, values, chart, verdict: judgeChange(chart) };
}
