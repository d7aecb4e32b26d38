import { leastSquareKilometres, listPartAreas } from './boundary-area.ts';

/** Longitude and latitude in degrees (WGS84), and perhaps a height, which nothing here reads. */
export type Position = readonly number[];
type Ring = readonly Position[];

/** A GeoJSON geometry: the first ring of a polygon is its edge, the others are holes. */
export type Boundary =
  | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };

/** The smallest box, in degrees, that holds a boundary. */
export type BoundingBox = { west: number; south: number; east: number; north: number };

/** Generous to every island of the United Kingdom. */
const kingdom: BoundingBox = { west: -9, south: 49, east: 2.5, north: 61.5 };

const metresWords =
  'The coordinates look like metres of the National Grid. Convert the file to WGS84 (EPSG:4326), degrees of longitude and latitude.';
const elsewhereWords =
  'The coordinates are not in the United Kingdom. Check that longitude comes first and latitude second, in degrees.';
const shapeWords =
  'The geometry is not a closed Polygon or MultiPolygon. Load the boundaries as they are published, every area with its own.';
const emptyWords =
  'The geometry has nothing inside it. Give the area its whole edge, and only holes that are smaller.';

/** A geometry of a file as a boundary with its box, or a sentence that says why it is none. */
export function checkBoundary(
  geometry: unknown,
): { boundary: Boundary; box: BoundingBox } | string {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
  if (type !== 'Polygon' && type !== 'MultiPolygon') return shapeWords;
  const polygons: unknown = type === 'Polygon' ? [coordinates] : coordinates;
  if (!isFilledList(polygons)) return shapeWords;
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const polygon of polygons) {
    if (!isFilledList(polygon) || !polygon.every((ring) => widen(box, ring))) return shapeWords;
  }
  if (box.west < -180 || box.east > 180 || box.south < -90 || box.north > 90) return metresWords;
  const isHere =
    box.west >= kingdom.west &&
    box.east <= kingdom.east &&
    box.south >= kingdom.south &&
    box.north <= kingdom.north;
  if (!isHere) return elsewhereWords;
  const boundary = { type, coordinates } as Boundary;
  return isFilled(boundary) ? { boundary, box } : emptyWords;
}

/** Whether a boundary encloses anything; a hole that is larger than its edge is a mistake wherever it is. */
function isFilled(boundary: Boundary): boolean {
  const parts = listPartAreas(boundary);
  const total = parts.reduce((sum, area) => sum + area, 0);
  return total >= leastSquareKilometres && parts.every((area) => area > -leastSquareKilometres);
}

/** Takes a ring into the box; false when it is no closed ring of at least four positions. */
function widen(box: BoundingBox, ring: unknown): boolean {
  if (!isFilledList(ring) || ring.length < 4) return false;
  for (const position of ring) {
    if (!isPosition(position)) return false;
    const [x = 0, y = 0] = position;
    box.west = Math.min(box.west, x);
    box.east = Math.max(box.east, x);
    box.south = Math.min(box.south, y);
    box.north = Math.max(box.north, y);
  }
  const [first, last] = [ring[0] as Position, ring.at(-1) as Position];
  return first[0] === last[0] && first[1] === last[1];
}

function isPosition(value: unknown): value is Position {
  return Array.isArray(value) && value.length >= 2 && value.length <= 4 && value.every(isNumber);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}

function isFilledList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}
