import type { Boundary, Position } from './boundary.ts';

/** Of the sphere with the surface of the Earth (WGS84), in kilometres. */
const earthRadius = 6371.0072;

/** What encloses less than a square metre encloses nothing: it is a line, a place, or what rounding leaves. */
export const leastSquareKilometres = 1e-6;

/**
 * Square kilometres inside a boundary: its edges less its holes. Edges run straight in longitude and latitude,
 * on a sphere; against the ellipsoid that is wrong by less than 0.3% in the United Kingdom.
 *
 * Source: R. G. Chamberlain and W. H. Duquette, Some algorithms for polygons on a sphere (JPL, 2007); the sine of
 * the latitude is averaged along each edge, so that places on a straight edge change nothing.
 */
export function squareKilometresOf(boundary: Boundary): number {
  return listPartAreas(boundary).reduce((sum, area) => sum + area, 0);
}

/** Square kilometres of each polygon of a boundary: its edge less its holes, below 0 where they are larger. */
export function listPartAreas(boundary: Boundary): number[] {
  const polygons = boundary.type === 'Polygon' ? [boundary.coordinates] : boundary.coordinates;
  return polygons.map(([edge = [], ...holes]) =>
    holes.reduce((left, hole) => left - ringArea(hole), ringArea(edge)),
  );
}

function ringArea(ring: readonly Position[]): number {
  let sum = 0;
  for (let index = 0; index + 1 < ring.length; index += 1) {
    const [fromEast = 0, fromNorth = 0] = ring[index] ?? [];
    const [toEast = 0, toNorth = 0] = ring[index + 1] ?? [];
    sum += radians(toEast - fromEast) * (1 + meanSine(radians(fromNorth), radians(toNorth)));
  }
  return Math.abs(sum * earthRadius ** 2);
}

/** The mean of the sine between two angles. */
function meanSine(one: number, other: number): number {
  const half = (other - one) / 2;
  return Math.sin((one + other) / 2) * (half === 0 ? 1 : Math.sin(half) / half);
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
