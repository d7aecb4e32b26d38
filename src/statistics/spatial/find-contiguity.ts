import { listSharedCorners, type Corners } from './shared-corners.ts';
import type { Neighbours } from './spatial-weights.ts';

/**
 * An area as rings of positions [x, y, …], its holes and further parts among them: the `coordinates` of a
 * GeoJSON Polygon as they are, those of a MultiPolygon flattened by one.
 */
export type Outline = readonly (readonly (readonly number[])[])[];

export type Contiguity = {
  /** Queen: neighbours share at least one corner. Rook: at least two, as at an edge. Unless told, queen. */
  readonly kind?: 'queen' | 'rook';
  /** Corners so far apart, in the unit of the coordinates, are the same. Unless told, 1e-7: about a centimetre in degrees. */
  readonly tolerance?: number;
};

/**
 * The areas that touch, by the corners they share. Areas that meet along an edge where only one of the two
 * has a corner are not found: the boundaries have to be drawn from the same lines. Always symmetric; an area
 * is never its own neighbour, and one without positions has none. Degrees are taken as a plane, and the two
 * sides of the 180th meridian do not meet.
 *
 * The same areas as R's spdep::poly2nb(snap = tolerance) finds on a plane, but for one thing: there, the
 * repeated first corner of a second ring counts twice, so that two areas sharing only that corner are rook
 * neighbours. Here they are not. On a sphere (its default for degrees) spdep compares only areas whose
 * shapes meet exactly, whatever the tolerance.
 *
 * Throws RangeError for a position that is no pair of numbers, and for a tolerance below 0.
 */
export function findContiguity(
  outlines: readonly Outline[],
  { kind = 'queen', tolerance = 1e-7 }: Contiguity = {},
): Neighbours {
  if (!(tolerance >= 0 && tolerance < Infinity)) {
    throw new RangeError('The tolerance must be a number from 0.');
  }
  const { higher, lower } = listSharedCorners(listCorners(outlines), tolerance);
  const wanted = kind === 'queen' ? 1 : 2;
  const shared = new Uint32Array(outlines.length);
  const firstOf = new Uint32Array(higher.length);
  const secondOf = new Uint32Array(higher.length);
  let links = 0;
  for (let from = 0, to = 0; from < higher.length; from = to) {
    const area = higher[from] ?? 0;
    const start = links;
    for (to = from; to < higher.length && higher[to] === area; to += 1) {
      const other = lower[to] ?? 0;
      const corners = (shared[other] ?? 0) + 1;
      shared[other] = corners;
      if (corners !== wanted) continue;
      firstOf[links] = area;
      secondOf[links] = other;
      links += 1;
    }
    secondOf.subarray(start, links).sort();
    for (let at = from; at < to; at += 1) shared[lower[at] ?? 0] = 0;
  }
  return asRows(firstOf.subarray(0, links), secondOf.subarray(0, links), outlines.length);
}

/** Both directions of each link; the rows come out ascending because the links are. */
function asRows(firstOf: Uint32Array, secondOf: Uint32Array, areas: number): Neighbours {
  const starts = new Uint32Array(areas + 1);
  const count = (area: number): void => {
    starts[area + 1] = (starts[area + 1] ?? 0) + 1;
  };
  firstOf.forEach(count);
  secondOf.forEach(count);
  for (let area = 0; area < areas; area += 1) {
    starts[area + 1] = (starts[area + 1] ?? 0) + (starts[area] ?? 0);
  }
  const neighbours = new Uint32Array(2 * firstOf.length);
  const ends = starts.slice();
  const put = (area: number, neighbour: number): void => {
    const end = ends[area] ?? 0;
    neighbours[end] = neighbour;
    ends[area] = end + 1;
  };
  for (let link = 0; link < firstOf.length; link += 1) {
    const [first = 0, second = 0] = [firstOf[link], secondOf[link]];
    put(first, second);
    put(second, first);
  }
  return { starts, neighbours };
}

function listCorners(outlines: readonly Outline[]): Corners {
  let count = 0;
  for (const outline of outlines) for (const ring of outline) count += ring.length;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const areas = new Uint32Array(count);
  let corner = 0;
  for (const [area, outline] of outlines.entries()) {
    for (const ring of outline) {
      for (const position of ring) {
        const atX = position[0] ?? NaN;
        const atY = position[1] ?? NaN;
        if (!Number.isFinite(atX) || !Number.isFinite(atY)) {
          throw new RangeError(`Area ${area} has a position that is no pair of numbers.`);
        }
        x[corner] = atX;
        y[corner] = atY;
        areas[corner] = area;
        corner += 1;
      }
    }
  }
  return { x, y, areas };
}
