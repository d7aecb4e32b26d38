import type { XmrChart, XmrRule, XmrTooFew } from './xmr.ts';

/** What a verdict rests on: a rule of a chart, or the last twelve months against the twelve before. */
export type ChangeRule = XmrRule | 'gaps-of-none' | 'year-on-year';

/** A rule that a point broke; `since` is the first point of the run that broke it. */
export interface ChangeSignal {
  readonly index: number;
  readonly rule: ChangeRule;
  readonly side: 'above' | 'below';
  readonly since: number;
}

/** What a chart says about the newest known points. Higher and lower are neither good nor bad. */
export type ChangeVerdict =
  | { readonly kind: 'too-few'; readonly points: number }
  /** No signal, and so few to a period that none could be expected: nothing can be concluded. */
  | { readonly kind: 'too-rare'; readonly centre: number }
  | { readonly kind: 'no-change' }
  | {
      readonly kind: 'higher' | 'lower';
      /** Index of the first point of the change. */
      readonly since: number;
      readonly rules: readonly ChangeRule[];
    }
  /** There was a signal among the last 8 known points, but the newest is not part of it. */
  | {
      readonly kind: 'was-higher' | 'was-lower';
      readonly since: number;
      readonly until: number;
      readonly rules: readonly ChangeRule[];
    }
  /** Signals on both sides among the last 8 known points. */
  | { readonly kind: 'mixed'; readonly since: number; readonly rules: readonly ChangeRule[] };

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
export const rareMean = 5;
const recentPoints = 8;

/** The verdict on the newest known points of a chart. Only signals count; a slope or a difference does not. */
export function judgeChange(chart: XmrChart | XmrTooFew): ChangeVerdict {
  if (chart.kind === 'too-few') return chart;
  const known = chart.values.flatMap((value, index) => (value === null ? [] : [index]));
  const rare = chart.isCount && chart.centre < rareMean;
  return (
    judgeSignals(chart.signals, known) ??
    (rare ? { kind: 'too-rare', centre: chart.centre } : { kind: 'no-change' })
  );
}

/** The verdict of the signals among the last 8 known points, or nothing where there is none. */
export function judgeSignals(
  all: readonly ChangeSignal[],
  known: readonly number[],
): ChangeVerdict | undefined {
  const recent = known.slice(-recentPoints);
  const [oldest = 0] = recent;
  const newest = recent[recent.length - 1] ?? 0;
  const signals = all.filter((signal) => signal.index >= oldest);
  if (signals.length === 0) return undefined;
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

/** The same verdict with its points carried over to the periods that they begin and end with. */
export function carryVerdict(
  verdict: ChangeVerdict,
  carry: {
    readonly since: (point: number, verdict: ChangeVerdict) => number;
    readonly until: (point: number, verdict: ChangeVerdict) => number;
  },
): ChangeVerdict {
  if (!('since' in verdict)) return verdict;
  const since = carry.since(verdict.since, verdict);
  if (!('until' in verdict)) return { ...verdict, since };
  return { ...verdict, since, until: carry.until(verdict.until, verdict) };
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

function summarise(signals: readonly ChangeSignal[]) {
  return {
    since: Math.min(...signals.map((signal) => signal.since)),
    rules: [...new Set(signals.map((signal) => signal.rule))],
  };
}
