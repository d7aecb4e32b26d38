import {
  POLYGON_TO_CELLS_FLAGS,
  UNITS,
  cellArea,
  cellToBoundary,
  cellToLatLng,
  latLngToCell,
  polygonToCellsExperimental,
} from 'h3-js';
import type { Boundary } from './boundary.ts';
import type { Point } from './point-in-boundary.ts';

/** A hexagon's index in H3, Uber's grid of the world (h3geo.org); the same place has the same index for ever. */
export type Hexagon = string;

/**
 * Every hexagon that holds any part of an outline (corners in degrees, WGS84, the last joined to the first), in
 * order of index. At resolution 7 one is about 5 km², at 8 about 0.7 km². Throws when the outline has fewer than
 * three corners.
 */
export function coverWithHexagons(outline: readonly Point[], resolution: number): Hexagon[] {
  if (outline.length < 3) throw new Error('An outline has at least three corners.');
  const corners = outline.map(({ longitude, latitude }) => [longitude, latitude]);
  const within = polygonToCellsExperimental(
    [[...corners, ...corners.slice(0, 1)]],
    resolution,
    POLYGON_TO_CELLS_FLAGS.containmentOverlapping,
    true,
  );
  const atCorners = outline.map((corner) => hexagonOf(corner, resolution));
  return [...new Set([...within, ...atCorners])].toSorted();
}

/** The hexagon that a point (degrees, WGS84) lies in. */
export function hexagonOf({ longitude, latitude }: Point, resolution: number): Hexagon {
  return latLngToCell(latitude, longitude, resolution);
}

/** The edge of a hexagon in degrees (WGS84), rounded to a centimetre so that neighbours have the same corners. */
export function hexagonBoundary(hexagon: Hexagon): Boundary {
  const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7;
  const ring = cellToBoundary(hexagon, true).map(([longitude, latitude]) => [
    round(longitude),
    round(latitude),
  ]);
  return { type: 'Polygon', coordinates: [ring] };
}

/** The middle of a hexagon in degrees (WGS84). */
export function hexagonMiddle(hexagon: Hexagon): Point {
  const [latitude, longitude] = cellToLatLng(hexagon);
  return { longitude, latitude };
}

/** Square kilometres on the sphere. Hexagons of one resolution differ by a percent or so across a county. */
export function hexagonArea(hexagon: Hexagon): number {
  return cellArea(hexagon, UNITS.km2);
}
