import type { Boundary, Position } from './boundary.ts';

export type Point = { longitude: number; latitude: number };

/**
 * Whether a point lies in a boundary; its edges and the edges of its holes belong to it. Degrees are taken
 * as a plane, which over a small area moves no point across an edge. Method: even-odd ray crossing
 * (Shimrat 1962, Algorithm 112), with points on an edge looked for first.
 */
export function isInBoundary(point: Point, boundary: Boundary): boolean {
  return boundary.type === 'Polygon'
    ? isInPolygon(point, boundary.coordinates)
    : boundary.coordinates.some((polygon) => isInPolygon(point, polygon));
}

function isInPolygon(point: Point, rings: readonly (readonly Position[])[]): boolean {
  let isInside = false;
  for (const ring of rings) {
    for (let index = 1; index < ring.length; index += 1) {
      const [x1 = NaN, y1 = NaN] = ring[index - 1] ?? [];
      const [x2 = NaN, y2 = NaN] = ring[index] ?? [];
      const { longitude: x, latitude: y } = point;
      const side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1);
      const isBetween =
        x >= Math.min(x1, x2) &&
        x <= Math.max(x1, x2) &&
        y >= Math.min(y1, y2) &&
        y <= Math.max(y1, y2);
      if (side === 0 && isBetween) return true;
      if (y1 > y !== y2 > y && side > 0 === y2 > y1) isInside = !isInside;
    }
  }
  return isInside;
}
