import { localGi, localGiStar } from './getis-ord.ts';
import { globalMoran, type GlobalMoran } from './global-moran.ts';
import { keepAreas } from './keep-areas.ts';
import { localMoran } from './local-moran.ts';
import { weighNeighbours, type Neighbours, type WeightStyle } from './spatial-weights.ts';

export type LocalStatistics = {
  readonly moran: GlobalMoran | undefined;
  /** One for each area, in their order: local Moran, and Gi and Gi* as standard deviates. */
  readonly areas: readonly LocalFigures[];
};

export type LocalFigures = {
  readonly ii: number | undefined;
  readonly gi: number | undefined;
  readonly giStar: number | undefined;
};

/**
 * Moran's I of a map and the local statistics of its areas. An area whose value is NaN is left out of the map
 * before the style is applied, as if it were not there: it has no figures, and is nobody's neighbour. What
 * cannot be computed is undefined, by the rules of each statistic. Throws RangeError for an infinite value,
 * and when an area is its own neighbour.
 */
export function localStatistics(
  values: Float64Array,
  neighbours: Neighbours,
  style: WeightStyle,
): LocalStatistics {
  const known = values.filter((value) => !Number.isNaN(value));
  const among = keepAreas(neighbours, (area) => !Number.isNaN(values[area]));
  const weights = weighNeighbours(among, style);
  const moran = globalMoran(known, weights);
  const ii = localMoran(known, weights);
  const gi = localGi(known, weights);
  const giStar = localGiStar(known, weighNeighbours(among, style, { includeSelf: true }));
  let next = 0;
  const areas = Array.from(values, (value): LocalFigures => {
    if (Number.isNaN(value)) return { ii: undefined, gi: undefined, giStar: undefined };
    const at = next;
    next += 1;
    return { ii: ii[at]?.ii, gi: gi[at], giStar: giStar[at] };
  });
  return { moran, areas };
}
