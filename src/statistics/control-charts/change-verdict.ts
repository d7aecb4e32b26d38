import type { XmrChart, XmrRule, XmrSignal, XmrTooFew } from './xmr.ts';

/** What an XmR chart says about the newest known points. Higher and lower are neither good nor bad. */
export type ChangeVerdict =
  | { readonly kind: 'too-few'; readonly points: number }
  /** No signal, and so few to a period that none could be expected: nothing can be concluded. */
  | { readonly kind: 'too-rare'; readonly centre: number }
  | { readonly kind: 'no-change' }
  | {
      readonly kind: 'higher' | 'lower';
      /** Index of the first point of the change. */
      readonly since: number;
      readonly rules: readonly XmrRule[];
    }
  /** There was a signal among the last 8 known points, but the newest is not part of it. */
  | {
      readonly kind: 'was-higher' | 'was-lower';
      readonly since: number;
      readonly until: number;
      readonly rules: readonly XmrRule[];
    }
  /** Signals on both sides among the last 8 known points. */
  | { readonly kind: 'mixed'; readonly since: number; readonly rules: readonly XmrRule[] };

/** How far a single point must lie from the centre to be noticed. */
export interface NoticeableChange {
  readonly rise: number;
  /** As a percentage of the centre; nothing when the centre is not above 0. */
  readonly risePercent: number | null;
  /** Nothing when even a count of 0 would be within the limits. */
  readonly fall: number | null;
  readonly fallPercent: number | null;
}

/** A count with a lower mean than this to a period is rare: the limits say little about a fall. */
const rareMean = 5;
const recentPoints = 8;

/** The verdict on the newest known points of a chart. Only signals count; a slope or a difference does not. */
export function judgeChange(chart: XmrChart | XmrTooFew): ChangeVerdict {
  if (chart.kind === 'too-few') return chart;
  const recent = lastKnown(chart.values, recentPoints);
  const [oldest = 0] = recent;
  const newest = recent[recent.length - 1] ?? 0;
  const signals = chart.signals.filter((signal) => signal.index >= oldest);
  if (signals.length === 0) {
    const rare = chart.isCount && chart.centre < rareMean;
    return rare ? { kind: 'too-rare', centre: chart.centre } : { kind: 'no-change' };
  }
  const sides = new Set(signals.map((signal) => signal.side));
  if (sides.size > 1) return { kind: 'mixed', ...summarise(signals) };
  const above = sides.has('above');
  const current = signals.filter((signal) => signal.index === newest);
  if (current.length > 0) return { kind: above ? 'higher' : 'lower', ...summarise(current) };
  return {
    kind: above ? 'was-higher' : 'was-lower',
    ...summarise(signals),
    until: Math.max(...signals.map((signal) => signal.index)),
  };
}

/** The smallest change in one point that the chart could have shown. */
export function noticeableChange(chart: XmrChart): NoticeableChange {
  const share = (part: number) => (chart.centre > 0 ? (100 * part) / chart.centre : null);
  const rise = chart.upper - chart.centre;
  const unseen = chart.isCount && chart.lower <= 0;
  const fall = unseen ? null : chart.centre - chart.lower;
  return {
    rise,
    risePercent: share(rise),
    fall,
    fallPercent: fall === null ? null : share(fall),
  };
}

function lastKnown(values: readonly (number | null)[], many: number): number[] {
  return values.flatMap((value, index) => (value === null ? [] : [index])).slice(-many);
}

function summarise(signals: readonly XmrSignal[]) {
  return {
    since: Math.min(...signals.map((signal) => signal.since)),
    rules: [...new Set(signals.map((signal) => signal.rule))],
  };
}
