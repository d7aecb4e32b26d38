import { drawAreaPaths } from './area-paths.ts';
import { findAreaSpots, type AreaSpot } from './area-spots.ts';
import type { MapShape, MapTown } from './map-shape.ts';
import { findExtent, fitProjection, type Size } from './projection.ts';
import { placeTownLabels, type TownLabel } from './town-labels.ts';

/** What a map is drawn from. The first towns are named first, so put those that matter most there. */
export type MapGround = {
  areas: readonly MapShape[];
  /** Borders to find one's way by that the groups of the areas do not give: of the whole, for example. */
  outlines?: readonly MapShape[];
  towns?: readonly MapTown[];
};

/** Everything of a map that does not depend on figures: worth keeping while its boundaries stay the same. */
export type ProjectedMap = Size & {
  kilometresPerPixel: number;
  /** Room under the map for its scale, in pixels. */
  footHeight: number;
  /** By id of the area; an area without a boundary is not among them. */
  areaPaths: ReadonlyMap<string, string>;
  /** Where to ring each of them. */
  areaSpots: ReadonlyMap<string, AreaSpot>;
  /** Borders between groups, and the outlines. */
  outlinePath: string;
  /** Letters and labels for wide screens and paper, and for phones, where the picture shrinks. */
  labels: Readonly<Record<'wide' | 'narrow', { fontSize: number; towns: readonly TownLabel[] }>>;
  towns: readonly MapTown[];
};

const largest: Size = { width: 640, height: 720 };
const margin = 10;
/** The width, in pixels, at which the letters for phones are as large as those for wide screens. */
const phoneWidth = 290;
const fontSize = 13;

/**
 * Projects boundaries onto a page of at most 640 by 720 pixels; how is said at `fitProjection`. Corners are
 * rounded to a tenth of a pixel, and those within a quarter of one of a straight line left out: see
 * `simplifyBorders`. A county of 354 areas takes a tenth of a second or more, so keep the result. Undefined when no area has a boundary.
 */
export function projectAreas({
  areas,
  outlines = [],
  towns = [],
}: MapGround): ProjectedMap | undefined {
  if (areas.every(({ geometry }) => geometry === undefined)) return undefined;
  const extent = findExtent([...areas, ...outlines].flatMap(({ geometry }) => geometry ?? []));
  if (extent === undefined) return undefined;
  const projection = fitProjection(extent, largest, margin);
  const { width, height, kilometresPerPixel } = projection;
  const narrowFontSize = Math.round(Math.max(fontSize, (fontSize * width) / phoneWidth));
  const labelsAt = (size: number) => ({
    fontSize: size,
    towns: placeTownLabels(towns, projection, size),
  });
  const { areas: areaPaths, groupBorders } = drawAreaPaths(areas, projection);
  return {
    width,
    height,
    kilometresPerPixel,
    footHeight: Math.round(narrowFontSize * 2.2),
    areaPaths,
    areaSpots: findAreaSpots(areas, projection),
    outlinePath: groupBorders + [...drawAreaPaths(outlines, projection).areas.values()].join(''),
    labels: { wide: labelsAt(fontSize), narrow: labelsAt(narrowFontSize) },
    towns,
  };
}
