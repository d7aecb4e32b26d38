import type { MapShape } from './map-shape.ts';
import { findExtent, type Projection } from './projection.ts';

/** Where to ring an area, in pixels: round all of it, and never so small that it cannot be found on the map. */
export type AreaSpot = { x: number; y: number; radius: number };

const smallestRadius = 12;
const room = 4;

/** The middle of each area that has a boundary, by its id, and how large a ring goes round it. */
export function findAreaSpots(
  areas: readonly MapShape[],
  { project }: Pick<Projection, 'project'>,
): ReadonlyMap<string, AreaSpot> {
  const spots = new Map<string, AreaSpot>();
  for (const { id, geometry } of areas) {
    const extent = geometry === undefined ? undefined : findExtent([geometry]);
    if (extent === undefined) continue;
    const [left, top] = project(extent.west, extent.north);
    const [right, bottom] = project(extent.east, extent.south);
    const reach = Math.hypot(right - left, bottom - top) / 2 + room;
    spots.set(id, {
      x: Math.round((left + right) / 2),
      y: Math.round((top + bottom) / 2),
      radius: Math.round(Math.max(smallestRadius, reach)),
    });
  }
  return spots;
}
