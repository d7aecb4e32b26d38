import type { MapPosition } from './map-shape.ts';
import type { Projection } from './projection.ts';

/**
 * A closed ring on the grid of tenths of a pixel, its first corner not repeated at its end. One number
 * a corner, so that corners can be compared and looked up: `row × 65,536 + column`.
 */
export type PixelRing = readonly number[];

const columns = 65_536;

export const columnOf = (corner: number): number => corner % columns;
export const rowOf = (corner: number): number => Math.floor(corner / columns);

/**
 * Rounds a ring to tenths of a pixel and drops corners that fall onto the one before. Where two areas share
 * a border both are rounded alike, so they keep sharing it.
 */
export function toPixelRing(ring: readonly MapPosition[], { project }: Projection): PixelRing {
  const corners: number[] = [];
  for (const [longitude = NaN, latitude = NaN] of ring) {
    const [x, y] = project(longitude, latitude);
    const corner = Math.round(y * 10) * columns + Math.round(x * 10);
    if (corner !== corners.at(-1)) corners.push(corner);
  }
  while (corners.length > 1 && corners[0] === corners.at(-1)) corners.pop();
  return corners;
}
