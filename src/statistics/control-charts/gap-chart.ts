import {
  judgeSignals,
  carryVerdict,
  type ChangeSignal,
  type ChangeVerdict,
} from './change-verdict.ts';
import { findGaps, type Gap } from './gaps.ts';
import { countRun, meanOf } from './series.ts';

/** The g chart: the numbers of quiet periods between periods with events. A long gap means fewer events. */
export interface GapChart {
  readonly kind: 'gaps';
  /** Oldest first; null where a missing period hides the length. The open gap is the last, once it counts. */
  readonly gaps: readonly (Gap | null)[];
  /** Known gaps that are over. */
  readonly points: number;
  /** The chance that a period has any event, from the baseline. */
  readonly chance: number;
  /** The median gap. */
  readonly centre: number;
  /** The longest gap that is not unusual; one period more is a signal. The lower limit is always 0. */
  readonly upper: number;
  /** How many gaps of none in a row are a signal. */
  readonly nonesInARow: number;
  /** How many known gaps, from the first, set the centre and the limit. */
  readonly baselineGaps: number;
  /** By place in `gaps`. */
  readonly signals: readonly ChangeSignal[];
}

interface GapsTooFew {
  readonly kind: 'too-few';
  readonly points: number;
}

const fewestGaps = 8;
const usualBaseline = 12;
const runLength = 8;
/** The normal tail beyond three standard deviations. */
const falseAlarm = 0.00135;

/**
 * The g chart of a series of counts so rare that many periods have none: are the gaps between periods with
 * events becoming longer or shorter? Counts above 1 are one period with events; how many there were is for
 * another chart.
 *
 * In a stable series of independent periods a gap is geometric. The limit is the one that a gap passes by
 * chance in at most 0.135% of cases (three standard deviations would give 1.8%, as the geometric distribution
 * is so skew), with the unbiased estimate of the chance from the first 12 known gaps (all, if there are fewer).
 * The centre is the median, so that a run on one side of it is as rare as on other charts. Signals: a gap above
 * the limit; 8 in a row on one side of the centre (a gap on it is on neither); so many gaps of none in a row
 * that chance makes it in at most 0.135% of cases, as no gap can be below 0. The open gap counts once it is
 * above the centre, because it can only become longer. A missing period ends every run.
 *
 * Fewer than 8 known gaps are too few. Throws RangeError unless every count is a whole number from 0.
 *
 * Source: J. C. Benneyan, Number-between g-type statistical quality control charts for monitoring adverse
 * events, Health Care Management Science 4 (2001); F. C. Kaminsky et al., Statistical control charts based on
 * a geometric distribution, Journal of Quality Technology 24 (1992).
 */
export function drawGapChart(counts: readonly (number | null)[]): GapChart | GapsTooFew {
  const { closed, open } = findGaps(counts);
  const known = closed.flatMap((gap) => (gap === null ? [] : [gap.quiet]));
  if (known.length < fewestGaps) return { kind: 'too-few', points: known.length };

  const base = known.slice(0, usualBaseline);
  const chance = (1 - 1 / base.length) / (meanOf(base) + 1);
  const centre = quantile(0.5, chance);
  const limits = {
    centre,
    upper: quantile(1 - falseAlarm, chance),
    nonesInARow: Math.ceil(Math.log(falseAlarm) / Math.log(chance)),
  };
  const gaps = open !== null && open.quiet > centre ? [...closed, open] : closed;
  const lengths = gaps.map((gap) => gap?.quiet ?? null);
  return {
    kind: 'gaps',
    gaps,
    points: known.length,
    chance,
    ...limits,
    baselineGaps: base.length,
    signals: lengths.flatMap((_, index) => findSignals(lengths, index, limits)),
  };
}

/** What the chart says about the newest gaps, as a verdict on the events: a long gap is fewer. By period. */
export function judgeGaps({ gaps, signals }: GapChart): ChangeVerdict | undefined {
  const known = gaps.flatMap((gap, index) => (gap === null ? [] : [index]));
  const turned = signals.map((signal): ChangeSignal => {
    return { ...signal, side: signal.side === 'above' ? 'below' : 'above' };
  });
  const verdict = judgeSignals(turned, known);
  const isFewer = (verdict: ChangeVerdict) => verdict.kind.endsWith('lower');
  return (
    verdict &&
    carryVerdict(verdict, {
      since: (point, verdict) => (gaps[point]?.from ?? 0) + (isFewer(verdict) ? 1 : 0),
      until: (point, verdict) => (gaps[point]?.to ?? 0) - (isFewer(verdict) ? 1 : 0),
    })
  );
}

/** The smallest number of quiet periods that a gap passes with at most the rest of the probability. */
function quantile(probability: number, chance: number): number {
  const exact = Math.log(1 - probability) / Math.log1p(-chance) - 1;
  // A whole number in theory may come out a little above it, and must not be taken for the next one.
  return Math.max(0, Math.ceil(exact - 1e-9));
}

type Limits = Pick<GapChart, 'centre' | 'upper' | 'nonesInARow'>;

function findSignals(
  lengths: readonly (number | null)[],
  index: number,
  { centre, upper, nonesInARow }: Limits,
): ChangeSignal[] {
  const length = lengths[index] ?? null;
  if (length === null) return [];
  const signals: ChangeSignal[] = [];
  if (length > upper) signals.push({ index, rule: 'outside-limits', side: 'above', since: index });
  const side = length > centre ? 'above' : 'below';
  const onSide = (other: number) => (side === 'above' ? other > centre : other < centre);
  const run = countRun(lengths, index, onSide);
  if (run >= runLength) {
    signals.push({ index, rule: 'eight-on-one-side', side, since: index - run + 1 });
  }
  const nones = countRun(lengths, index, (other) => other === 0);
  if (nones >= nonesInARow) {
    signals.push({ index, rule: 'gaps-of-none', side: 'below', since: index - nones + 1 });
  }
  return signals;
}
