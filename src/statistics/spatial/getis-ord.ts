import { centreValues } from './centred-values.ts';
import { neighbourSums, sumRow } from './neighbour-sums.ts';
import { refuseOtherAreas } from './refuse-other-areas.ts';
import type { SpatialWeights } from './spatial-weights.ts';

/**
 * Gi of every area as a standard deviate (z): how far the sum of its neighbours' values is from what it would
 * be if the values of all areas but its own were put anywhere. High among high neighbours is above 0.
 *
 * `values` is one finite number for each row of the weights. Undefined for an area without neighbours, one
 * with all others as neighbours, and one whose others are all the same; for all areas when the values are
 * constant or there are fewer than three. Throws RangeError when an area is its own neighbour.
 *
 * Source: J. K. Ord and A. Getis, Local spatial autocorrelation statistics, Geographical Analysis 27 (1995);
 * the values are those of R's spdep::localG(GeoDa = FALSE).
 */
export function localGi(
  values: ArrayLike<number>,
  weights: SpatialWeights,
): readonly (number | undefined)[] {
  refuseOtherAreas(values, weights);
  const centred = centreValues(values);
  if (centred === undefined) return Array.from({ length: values.length }, () => undefined);
  const { sums, expected, variances } = neighbourSums(centred, weights);
  return Array.from(sums, (sum, area) => {
    const variance = variances[area] ?? 0;
    return variance > 0 ? (sum - (expected[area] ?? 0)) / Math.sqrt(variance) : undefined;
  });
}

const evenEnough = 1e-12;

/**
 * Gi* of every area as a standard deviate (z): the same as Gi, with the area in its own neighbourhood. The
 * weights are those of `weighNeighbours(…, { includeSelf: true })`.
 *
 * An area without neighbours is compared by its own value. Undefined for an area whose neighbourhood is the
 * whole map; for all areas when the values are constant. Throws RangeError when an area is not in its own
 * neighbourhood. Source: as for Gi.
 */
export function localGiStar(
  values: ArrayLike<number>,
  weights: SpatialWeights,
): readonly (number | undefined)[] {
  refuseOtherAreas(values, weights, { hasSelf: true });
  const areas = values.length;
  const centred = centreValues(values);
  if (centred === undefined) return Array.from({ length: areas }, () => undefined);
  const variance = centred.reduce((sum, value) => sum + value * value, 0) / areas;
  return Array.from(centred, (_, area) => {
    const { sum, total, totalOfSquares } = sumRow(centred, weights, area);
    const unevenness = areas * totalOfSquares - total * total;
    if (unevenness <= evenEnough * total * total) return undefined;
    return sum / Math.sqrt((variance * unevenness) / (areas - 1));
  });
}
