import { countRun, meanOf } from './series.ts';

/** Which rule a point broke. */
export type XmrRule = 'outside-limits' | 'eight-on-one-side' | 'three-of-four-near-limit';

export interface XmrSignal {
  /** The point at which the rule fired, as an index of the input. */
  readonly index: number;
  readonly rule: XmrRule;
  readonly side: 'above' | 'below';
  /** The first point of the run that fired it; the same as `index` for a point outside the limits. */
  readonly since: number;
}

export interface XmrChart {
  readonly kind: 'chart';
  readonly values: readonly (number | null)[];
  /** Known points in the whole series. */
  readonly points: number;
  readonly centre: number;
  readonly meanMovingRange: number;
  /** For a count never below 0. */
  readonly lower: number;
  readonly upper: number;
  /** Whether the lower limit would have been below 0, so that no single low count can be outside. */
  readonly lowerCut: boolean;
  /** First and last index of the points that set the centre and the limits. */
  readonly baseline: { readonly from: number; readonly to: number; readonly points: number };
  readonly isCount: boolean;
  readonly signals: readonly XmrSignal[];
}

export interface XmrTooFew {
  readonly kind: 'too-few';
  /** Known points in the whole series. */
  readonly points: number;
}

export interface XmrOptions {
  readonly isCount: boolean;
  /** How many known points, from the first, set the limits: 12 unless told, all of them if there are fewer. */
  readonly baselineLength?: number;
}

export const fewestXmrPoints = 8;
const usualBaseline = 12;
const fewestRanges = 4;
/** Three standard deviations, each estimated as the mean moving range over 1.128. */
const limitFactor = 2.66;
const runLength = 8;

/**
 * The individuals and moving range chart: is a series doing what it did, or has it changed?
 *
 * The baseline is the stretch whose ordinary variation is taken as what to expect: its first 12 known points,
 * fixed so that a later change cannot widen its own limits. Limits stand 2.66 mean moving ranges either side
 * of the baseline's mean. `null` is a missing point: it is never 0, no moving range is taken across it, and
 * it ends every run. Rules: one point outside the limits; 8 in a row on one side of the centre (a point on
 * the centre is on neither side); 3 of 4 in a row nearer the same limit than the centre, the last among them.
 * Nearness is judged by the limit before it is cut at 0, as otherwise an ordinary low count would be near it.
 *
 * A series that never varies has both limits on its centre, and any other value is outside them. Fewer than
 * 8 points, or fewer than 4 moving ranges in the baseline, are too few.
 *
 * Throws RangeError for NaN, an infinity, a negative count, or a baseline under 8.
 *
 * Source: W. A. Shewhart, Economic Control of Quality of Manufactured Product (1931); D. J. Wheeler,
 * Understanding Variation (2nd ed., 2000).
 */
export function drawXmr(
  values: readonly (number | null)[],
  options: XmrOptions,
): XmrChart | XmrTooFew {
  requireSeries(values, options);
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  const tooFew: XmrTooFew = { kind: 'too-few', points: known.length };
  if (known.length < fewestXmrPoints) return tooFew;

  const base = known.slice(0, options.baselineLength ?? usualBaseline);
  const ranges = base.flatMap(({ value, index }, place) => {
    const before = base[place - 1];
    return before && before.index === index - 1 ? [Math.abs(value - before.value)] : [];
  });
  if (ranges.length < fewestRanges) return tooFew;

  const centre = meanOf(base.map(({ value }) => value));
  const meanMovingRange = meanOf(ranges);
  const reach = limitFactor * meanMovingRange;
  const lowerCut = options.isCount && centre - reach < 0;
  const limits = { centre, reach, lower: lowerCut ? 0 : centre - reach, upper: centre + reach };
  return {
    kind: 'chart',
    values,
    points: known.length,
    centre,
    meanMovingRange,
    lower: limits.lower,
    upper: limits.upper,
    lowerCut,
    baseline: {
      from: base[0]?.index ?? 0,
      to: base[base.length - 1]?.index ?? 0,
      points: base.length,
    },
    isCount: options.isCount,
    signals: values.flatMap((_, index) => findSignals(values, index, limits)),
  };
}

interface Limits {
  readonly centre: number;
  readonly reach: number;
  readonly lower: number;
  readonly upper: number;
}

function findSignals(
  values: readonly (number | null)[],
  index: number,
  { centre, reach, lower, upper }: Limits,
): XmrSignal[] {
  const value = values[index] ?? null;
  if (value === null || value === centre) return [];
  const side = value > centre ? 'above' : 'below';
  const onSide = (other: number) => (side === 'above' ? other > centre : other < centre);
  const nearLimit = (other: number) => onSide(other) && Math.abs(other - centre) > reach / 2;
  const signal = (rule: XmrRule, since: number): XmrSignal => ({ index, rule, side, since });

  const signals: XmrSignal[] = [];
  if (value > upper || value < lower) signals.push(signal('outside-limits', index));
  const run = countRun(values, index, onSide);
  if (run >= runLength) signals.push(signal('eight-on-one-side', index - run + 1));
  const near = lastFour(values, index).filter(({ value }) => nearLimit(value));
  const [first] = near;
  if (first && near.length >= 3 && nearLimit(value)) {
    signals.push(signal('three-of-four-near-limit', first.index));
  }
  return signals;
}

/** The last four points up to this one, or fewer where there is a gap. */
function lastFour(values: readonly (number | null)[], index: number) {
  const points: { value: number; index: number }[] = [];
  for (let at = index; at > index - 4; at -= 1) {
    const value = values[at];
    if (typeof value !== 'number') break;
    points.unshift({ value, index: at });
  }
  return points;
}

function requireSeries(values: readonly (number | null)[], options: XmrOptions): void {
  const { baselineLength } = options;
  if (
    baselineLength !== undefined &&
    !(Number.isInteger(baselineLength) && baselineLength >= fewestXmrPoints)
  ) {
    throw new RangeError('A baseline needs at least 8 points.');
  }
  for (const value of values) {
    if (value === null) continue;
    if (!Number.isFinite(value)) throw new RangeError('A value is not a finite number.');
    if (options.isCount && value < 0) throw new RangeError('A count is below 0.');
  }
}
