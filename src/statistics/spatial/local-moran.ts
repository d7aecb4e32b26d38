import { centreValues } from './centred-values.ts';
import { neighbourSums, sumRow } from './neighbour-sums.ts';
import { refuseOtherAreas } from './refuse-other-areas.ts';
import type { SpatialWeights } from './spatial-weights.ts';
import { twoSidedP } from './two-sided-p.ts';

/** Where a statistic stands in what chance would give; z and two-sided p are undefined without variance. */
export type Standing = {
  readonly expected: number;
  readonly variance: number;
  readonly z: number | undefined;
  readonly p: number | undefined;
};

export type LocalMoran = {
  readonly ii: number;
  /** If all other values were put anywhere, and the area kept its own. */
  readonly conditional: Standing;
  /** If all values, its own too, were put anywhere. */
  readonly total: Standing;
};

/**
 * Local Moran of every area: above 0 where an area is like its neighbours (high among high, or low among
 * low), below 0 where it differs. The p-values are those of the normal distribution, which few areas follow:
 * they are for comparing with other programs, not for flagging areas.
 *
 * `values` is one finite number for each row of the weights. Undefined for an area without neighbours; for
 * all when the values are constant or there are fewer than three. Throws RangeError when an area is its own
 * neighbour.
 *
 * Source: L. Anselin, Local indicators of spatial association, Geographical Analysis 27 (1995), with the sum
 * of squares divided by n; conditional moments: R. R. Sokal, N. L. Oden and B. A. Thomson, Local spatial
 * autocorrelation in a biological model, Geographical Analysis 30 (1998). The values are those of R's
 * spdep::localmoran(mlvar = TRUE).
 */
export function localMoran(
  values: ArrayLike<number>,
  weights: SpatialWeights,
): readonly (LocalMoran | undefined)[] {
  refuseOtherAreas(values, weights);
  const areas = values.length;
  const centred = areas < 3 ? undefined : centreValues(values);
  if (centred === undefined) return Array.from({ length: areas }, () => undefined);
  const { sums, expected, variances } = neighbourSums(centred, weights);
  const meanSquare = centred.reduce((sum, value) => sum + value ** 2, 0) / areas;
  const meanFourth = centred.reduce((sum, value) => sum + value ** 4, 0) / areas;
  const kurtosis = meanFourth / meanSquare ** 2;
  return Array.from(centred, (value, area) => {
    const { total, totalOfSquares } = sumRow(centred, weights, area);
    if (total === 0) return undefined;
    const scale = value / meanSquare;
    const ii = scale * (sums[area] ?? 0);
    const expectedOfAll = -total / (areas - 1);
    const varianceOfAll =
      (totalOfSquares * (areas - kurtosis)) / (areas - 1) +
      ((total ** 2 - totalOfSquares) * (2 * kurtosis - areas)) / ((areas - 1) * (areas - 2)) -
      expectedOfAll ** 2;
    return {
      ii,
      conditional: standing(ii, scale * (expected[area] ?? 0), scale ** 2 * (variances[area] ?? 0)),
      total: standing(ii, expectedOfAll, Math.max(0, varianceOfAll)),
    };
  });
}

/** Less than this is what rounding leaves of a variance that is none. */
const noVariance = 1e-14;

function standing(value: number, expected: number, variance: number): Standing {
  if (!(variance > noVariance * expected ** 2)) {
    return { expected, variance, z: undefined, p: undefined };
  }
  const z = (value - expected) / Math.sqrt(variance);
  return { expected, variance, z, p: twoSidedP(z) };
}
