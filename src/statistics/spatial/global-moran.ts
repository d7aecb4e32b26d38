import { centreValues } from './centred-values.ts';
import { sumRow } from './neighbour-sums.ts';
import { refuseOtherAreas } from './refuse-other-areas.ts';
import type { SpatialWeights } from './spatial-weights.ts';
import { twoSidedP } from './two-sided-p.ts';

export type GlobalMoran = {
  readonly i: number;
  readonly expected: number;
  /** Under randomisation: if the values were put anywhere. These three are undefined for fewer than four areas with neighbours. */
  readonly variance: number | undefined;
  readonly z: number | undefined;
  /** Two-sided, by the normal distribution. */
  readonly p: number | undefined;
};

/**
 * Moran's I of a whole map: near 1 where neighbours are alike, near 0 where values lie at random, below 0
 * where neighbours differ.
 *
 * `values` is one finite number for each row of the weights. Undefined when the values are constant or no
 * area has neighbours. Areas without neighbours count in the mean and the spread and not in the number of
 * areas. Weights need not be symmetric. Throws RangeError when an area is its own neighbour.
 *
 * Source: A. D. Cliff and J. K. Ord, Spatial Processes (1981), chapter 2. The values are those of R's
 * spdep::moran.test(randomisation = TRUE, alternative = "two.sided").
 */
export function globalMoran(
  values: ArrayLike<number>,
  weights: SpatialWeights,
): GlobalMoran | undefined {
  refuseOtherAreas(values, weights);
  const centred = centreValues(values);
  const { n, s0, s1, s2 } = weightSums(weights);
  if (centred === undefined || s0 === 0) return undefined;
  const squares = centred.reduce((sum, value) => sum + value ** 2, 0);
  const fourths = centred.reduce((sum, value) => sum + value ** 4, 0);
  const products = centred.reduce(
    (sum, value, area) => sum + value * sumRow(centred, weights, area).sum,
    0,
  );
  const i = (n / s0) * (products / squares);
  const expected = -1 / (n - 1);
  const none = { i, expected, variance: undefined, z: undefined, p: undefined };
  if (n < 4) return none;
  const kurtosis = (centred.length * fourths) / squares ** 2;
  const ofPlaces = n * ((n ** 2 - 3 * n + 3) * s1 - n * s2 + 3 * s0 ** 2);
  const ofValues = kurtosis * ((n ** 2 - n) * s1 - 2 * n * s2 + 6 * s0 ** 2);
  const meanOfSquares = (ofPlaces - ofValues) / ((n - 1) * (n - 2) * (n - 3) * s0 ** 2);
  const variance = meanOfSquares - expected ** 2;
  if (!(variance > noVariance * expected ** 2)) return none;
  const z = (i - expected) / Math.sqrt(variance);
  return { i, expected, variance, z, p: twoSidedP(z) };
}

/** Less than this share of the squared mean is what rounding leaves of a variance that is none. */
const noVariance = 1e-12;

/**
 * The number of areas with neighbours; the sum of all weights; half the sum of the squares of each weight and
 * its opposite together; the sum of the squares of each area's weights, outgoing and incoming together.
 */
function weightSums(weights: SpatialWeights) {
  const { starts, neighbours, values } = weights;
  const areas = starts.length - 1;
  const both = new Float64Array(areas);
  let [n, s0, s1] = [0, 0, 0];
  for (let area = 0; area < areas; area += 1) {
    const [from = 0, to = 0] = [starts[area], starts[area + 1]];
    if (to > from) n += 1;
    for (let at = from; at < to; at += 1) {
      const neighbour = neighbours[at] ?? 0;
      const weight = values[at] ?? 0;
      s0 += weight;
      s1 += weight * (weight + weightOf(weights, neighbour, area));
      both[area] = (both[area] ?? 0) + weight;
      both[neighbour] = (both[neighbour] ?? 0) + weight;
    }
  }
  return { n, s0, s1, s2: both.reduce((sum, value) => sum + value ** 2, 0) };
}

/** What `neighbour` weighs in the row of `area`: 0 when it is not there. */
function weightOf({ starts, neighbours, values }: SpatialWeights, area: number, neighbour: number) {
  const start = starts[area] ?? 0;
  const place = neighbours.subarray(start, starts[area + 1]).indexOf(neighbour);
  return place === -1 ? 0 : (values[start + place] ?? 0);
}
