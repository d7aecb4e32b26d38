import type { XmrRule } from '#statistics/control-charts/xmr.ts';
import { findThreshold } from '#statistics/find-threshold.ts';
import { logGamma } from '#statistics/gamma.ts';
import { pointChances, type PointChances } from './point-chances.ts';

type RuleChances = Readonly<Record<XmrRule, number>>;

/** The chance that each rule fires at a point with enough points before it, when the limits are given. */
export function expectedOfPoints(chances: PointChances): RuleChances {
  const nearFour = (near: number) => near * (3 * near ** 2 * (1 - near) + near ** 3);
  return {
    'outside-limits': chances.outside,
    'eight-on-one-side': chances.above ** 8 + chances.below ** 8,
    'three-of-four-near-limit': nearFour(chances.nearAbove) + nearFour(chances.nearBelow),
  };
}

/** The chance that each rule fires at least once in so many points, when the limits are given. */
export function expectedOfSeries(chances: PointChances, points: number): RuleChances {
  return {
    'outside-limits': 1 - (1 - chances.outside) ** points,
    'eight-on-one-side': everFires(points, runSteps(chances)),
    'three-of-four-near-limit': everFires(points, nearSteps(chances)),
  };
}

/**
 * The chance that each rule fires at a point of a normal series with all its window after a baseline of so many
 * points, from which the limits are estimated. The mean of the baseline is normal and independent of its mean
 * moving range, which has nearly the distribution of a multiple of chi with the degrees of freedom that give it
 * its variance (P. B. Patnaik, The use of mean range as an estimator of variance, Biometrika 37 (1950)); both
 * are integrated out.
 */
export function expectedAfterBaseline(baseline: number): RuleChances {
  const variation = rangeVariation(baseline);
  const freedom = chiFreedom(variation);
  const centres = grid(-5, 5, 60).map((z) => {
    return { shift: z / Math.sqrt(baseline), weight: Math.exp(-(z * z) / 2) };
  });
  const width = 6 * Math.sqrt(variation);
  const spreads = grid(Math.max(0, 1 - width), 1 + width, 80).map((scale) => {
    return { scale, weight: chiWeight(scale * chiMean(freedom), freedom) };
  });
  let total = 0;
  const sums = { outside: 0, run: 0, near: 0 };
  for (const centre of centres) {
    for (const spread of spreads) {
      const weight = centre.weight * spread.weight;
      const chances = expectedOfPoints(
        pointChances({ kind: 'normal', mean: 0, deviation: 1 }, centre.shift, spread.scale),
      );
      total += weight;
      sums.outside += weight * chances['outside-limits'];
      sums.run += weight * chances['eight-on-one-side'];
      sums.near += weight * chances['three-of-four-near-limit'];
    }
  }
  return {
    'outside-limits': sums.outside / total,
    'eight-on-one-side': sums.run / total,
    'three-of-four-near-limit': sums.near / total,
  };
}

/** The squared coefficient of variation of the mean of the moving ranges of so many normal points. */
function rangeVariation(points: number): number {
  const [mean, variance] = [2 / Math.sqrt(Math.PI), 2 - 4 / Math.PI];
  // Neighbouring ranges share a point: the mean of |U V| for normal U and V of variance 2, correlated −1/2.
  const shared = (4 / Math.PI) * (Math.sqrt(3) / 2 + Math.PI / 12 - 1);
  const ranges = points - 1;
  return (ranges * variance + 2 * (ranges - 1) * shared) / ranges ** 2 / mean ** 2;
}

function chiFreedom(variation: number): number {
  return findThreshold(
    { low: 1, high: 100_000 },
    (freedom) => freedom / chiMean(freedom) ** 2 - 1 <= variation,
  );
}

/** The density of chi, as a share of its highest. */
function chiWeight(chi: number, freedom: number): number {
  const mode = freedom - 1;
  return Math.exp((mode / 2) * Math.log((chi * chi) / mode) - (chi * chi - mode) / 2);
}

function chiMean(freedom: number): number {
  return Math.SQRT2 * Math.exp(logGamma((freedom + 1) / 2) - logGamma(freedom / 2));
}

/** The middles of so many equal steps between two numbers. */
function grid(from: number, to: number, steps: number): number[] {
  return Array.from({ length: steps }, (_, step) => from + ((step + 0.5) * (to - from)) / steps);
}

/** Where a chain goes from a state, with which chance; null where the rule has fired. */
type Steps = (state: string) => readonly (readonly [string | null, number])[];

function everFires(points: number, steps: Steps): number {
  let states = new Map([['', 1]]);
  let fired = 0;
  for (let point = 0; point < points; point += 1) {
    const next = new Map<string, number>();
    for (const [state, chance] of states) {
      for (const [to, part] of steps(state)) {
        if (to === null) fired += chance * part;
        else next.set(to, (next.get(to) ?? 0) + chance * part);
      }
    }
    states = next;
  }
  return fired;
}

/** States are the run so far, such as +++ for three above the centre. */
function runSteps({ above, below }: PointChances): Steps {
  return (state) => {
    const onTo = (side: string) => {
      const run = state.startsWith(side) ? state + side : side;
      return run.length < 8 ? run : null;
    };
    return [
      [onTo('+'), above],
      [onTo('-'), below],
      ['', 1 - above - below],
    ];
  };
}

/** States are the last three points: + near the upper limit, - near the lower, and 0 for neither. */
function nearSteps({ nearAbove, nearBelow }: PointChances): Steps {
  return (state) => {
    const onTo = (side: string) => {
      const isThird = state.split('').filter((point) => point === side).length >= 2;
      return isThird ? null : (state + side).slice(-3);
    };
    return [
      [onTo('+'), nearAbove],
      [onTo('-'), nearBelow],
      [(state + '0').slice(-3), 1 - nearAbove - nearBelow],
    ];
  };
}
