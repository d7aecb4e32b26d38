import { judgeSignals, type ChangeSignal, type ChangeVerdict } from './change-verdict.ts';
import { drawXmr, type XmrSignal, type XmrTooFew } from './xmr.ts';

/** The t chart: times between events. A long time means fewer events. */
export interface TimeBetweenChart {
  readonly kind: 'times';
  /** Oldest first; null where not known. The open time since the last event is the last, once it counts. */
  readonly times: readonly (number | null)[];
  /** Known times that are over. */
  readonly points: number;
  /** In the unit of the times, as are the limits. */
  readonly centre: number;
  readonly lower: number;
  readonly upper: number;
  /** Whether the lower limit would have been below 0, so that no single short time can be outside. */
  readonly lowerCut: boolean;
  readonly baselineTimes: number;
  /** By place in `times`. */
  readonly signals: readonly XmrSignal[];
}

/** The power that makes exponential times nearly normal. */
const power = 1 / 3.6;
const usualBaseline = 12;

/**
 * The t chart: are the times between events (in days, say) becoming longer or shorter? Each time is raised to
 * the power of 1/3.6, which makes exponential times nearly normal; those go onto an XmR chart with its rules
 * and its baseline of 12, and centre and limits are raised back. Two events on one day are 0 apart, which the
 * chart allows; many such make it a poor one, and hours should be used. `open`, the time since the last event,
 * counts once it is above the centre, because it can only become longer; it sets no limits.
 *
 * Fewer than 8 known times are too few. Throws RangeError for a time below 0, NaN or infinite.
 *
 * Source: L. S. Nelson, A control chart for parts-per-million nonconforming items, Journal of Quality
 * Technology 26 (1994); D. C. Montgomery, Introduction to Statistical Quality Control, section 7.3.5.
 */
export function drawTimeBetweenChart(
  closed: readonly (number | null)[],
  open: number | null = null,
): TimeBetweenChart | XmrTooFew {
  const even = (times: readonly (number | null)[]) =>
    times.map((time) => (time === null ? null : evenOut(time)));
  const chart = drawXmr(even(closed), { isCount: true });
  if (chart.kind === 'too-few') return chart;
  const counts = open !== null && evenOut(open) > chart.centre;
  const times = counts ? [...closed, open] : closed;
  const baselineLength = Math.min(usualBaseline, chart.points);
  const whole = counts ? drawXmr(even(times), { isCount: true, baselineLength }) : chart;
  return {
    kind: 'times',
    times,
    points: chart.points,
    centre: chart.centre ** (1 / power),
    lower: chart.lower ** (1 / power),
    upper: chart.upper ** (1 / power),
    lowerCut: chart.lowerCut,
    baselineTimes: chart.baseline.points,
    signals: whole.kind === 'chart' ? whole.signals : [],
  };
}

/** What the chart says about the newest times, as a verdict on the events: a long time is fewer. */
export function judgeTimes({ times, signals }: TimeBetweenChart): ChangeVerdict {
  const known = times.flatMap((time, index) => (time === null ? [] : [index]));
  const turned = signals.map((signal): ChangeSignal => {
    return { ...signal, side: signal.side === 'above' ? 'below' : 'above' };
  });
  return judgeSignals(turned, known) ?? { kind: 'no-change' };
}

function evenOut(time: number): number {
  if (!(time >= 0 && Number.isFinite(time))) throw new RangeError('A time is a number from 0.');
  return time ** power;
}
