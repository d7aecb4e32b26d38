import { differ } from './centred-values.ts';
import type { SpatialWeights } from './spatial-weights.ts';

/**
 * The weighted sum of the values round each area, and what it would be if the values of all other areas were
 * put round it at random. One of each for every area. A variance of 0 says that chance could not change the
 * sum: no neighbours, all others neighbours with equal weight, or others that do not differ.
 */
export type NeighbourSums = {
  readonly sums: Float64Array;
  readonly expected: Float64Array;
  readonly variances: Float64Array;
};

/** Below such a share of the whole spread, the spread of the others is computed from them alone. */
const littleSpread = 1e-6;
/** A row's weights are as even as they can be, but for roundings. */
const evenEnough = 1e-12;

/**
 * Moments of the sums, given the value of the area itself. `centred` are values with mean 0, one for each
 * row of the weights, in which no area is its own neighbour.
 *
 * Method: mean and variance of a weighted sum of values drawn without replacement; J. K. Ord and A. Getis,
 * Local spatial autocorrelation statistics, Geographical Analysis 27 (1995).
 */
export function neighbourSums(centred: Float64Array, weights: SpatialWeights): NeighbourSums {
  const areas = centred.length;
  const others = areas - 1;
  const result = {
    sums: new Float64Array(areas),
    expected: new Float64Array(areas),
    variances: new Float64Array(areas),
  };
  const squares = centred.reduce((sum, value) => sum + value * value, 0);
  for (let area = 0; area < areas; area += 1) {
    const { sum, total, totalOfSquares } = sumRow(centred, weights, area);
    result.sums[area] = sum;
    if (others < 2) continue;
    const value = centred[area] ?? 0;
    result.expected[area] = (-total * value) / others;
    const unevenness = others * totalOfSquares - total * total;
    if (unevenness <= evenEnough * total * total) continue;
    const whole = squares / others;
    const spread = whole - (value * value * areas) / others ** 2;
    const ofOthers = spread < littleSpread * whole ? varianceWithout(centred, area) : spread;
    result.variances[area] = (ofOthers * unevenness) / (others - 1);
  }
  return result;
}

export type RowSum = { sum: number; total: number; totalOfSquares: number };

/** Of one area's row: the weighted sum of the values, and the sums of the weights and of their squares. */
export function sumRow(values: Float64Array, weights: SpatialWeights, area: number): RowSum {
  const row: RowSum = { sum: 0, total: 0, totalOfSquares: 0 };
  const end = weights.starts[area + 1] ?? 0;
  for (let at = weights.starts[area] ?? 0; at < end; at += 1) {
    const weight = weights.values[at] ?? 0;
    row.sum += weight * (values[weights.neighbours[at] ?? 0] ?? 0);
    row.total += weight;
    row.totalOfSquares += weight * weight;
  }
  return row;
}

function varianceWithout(centred: Float64Array, area: number): number {
  const others = centred.filter((_, other) => other !== area);
  if (!differ(others)) return 0;
  const mean = others.reduce((sum, value) => sum + value, 0) / others.length;
  return others.reduce((sum, value) => sum + (value - mean) ** 2, 0) / others.length;
}
