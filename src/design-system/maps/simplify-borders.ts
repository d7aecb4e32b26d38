import { columnOf, rowOf, type PixelRing } from './pixel-ring.ts';

/**
 * Leaves out corners that no eye would miss: those within `tolerance` tenths of a pixel of the line without
 * them. Every stretch of border between two meeting points is simplified once, in one direction, so that
 * neighbours still share it to the last corner and no gap opens. Method: Douglas and Peucker (1973), by stretch.
 */
export function simplifyBorders(rings: readonly PixelRing[], tolerance: number): PixelRing[] {
  const isMeetingPoint = findMeetingPoints(rings);
  return rings.map((ring) => {
    const first = findStart(ring, isMeetingPoint);
    const turned = [...ring.slice(first), ...ring.slice(0, first + 1)];
    const kept: number[] = [];
    let start = 0;
    for (let end = 1; end < turned.length; end += 1) {
      const corner = turned[end] ?? NaN;
      if (end < turned.length - 1 && !isMeetingPoint.has(corner)) continue;
      kept.push(...simplifyStretch(turned.slice(start, end + 1), tolerance).slice(0, -1));
      start = end;
    }
    return kept;
  });
}

/** The corners where borders part: those that do not lie between the same two corners in every ring. */
function findMeetingPoints(rings: readonly PixelRing[]): ReadonlySet<number> {
  const between = new Map<number, readonly [number, number]>();
  const found = new Set<number>();
  for (const ring of rings) {
    for (const [index, corner] of ring.entries()) {
      const before = ring.at(index - 1) ?? corner;
      const after = ring[(index + 1) % ring.length] ?? corner;
      const pair = before < after ? ([before, after] as const) : ([after, before] as const);
      const known = between.get(corner);
      if (known === undefined) between.set(corner, pair);
      else if (known[0] !== pair[0] || known[1] !== pair[1]) found.add(corner);
    }
  }
  return found;
}

/** Where to begin: at a meeting point, or in a ring without any at the corner that every reader would choose. */
function findStart(ring: PixelRing, isMeetingPoint: ReadonlySet<number>): number {
  const meeting = ring.findIndex((corner) => isMeetingPoint.has(corner));
  if (meeting >= 0) return meeting;
  let least = 0;
  for (const [index, corner] of ring.entries()) if (corner < (ring[least] ?? corner)) least = index;
  return least;
}

function simplifyStretch(stretch: readonly number[], tolerance: number): readonly number[] {
  return isBackwards(stretch)
    ? keepFarCorners(stretch.toReversed(), tolerance).toReversed()
    : keepFarCorners(stretch, tolerance);
}

function isBackwards(stretch: readonly number[]): boolean {
  const [start = 0, second = 0] = stretch;
  const [beforeEnd = 0, end = 0] = stretch.slice(-2);
  return start === end ? second > beforeEnd : start > end;
}

function keepFarCorners(stretch: readonly number[], tolerance: number): number[] {
  const isKept = new Uint8Array(stretch.length).fill(1, 0, 1).fill(1, -1);
  const open: [number, number][] = [[0, stretch.length - 1]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span;
    let [farthest, distance] = [-1, tolerance];
    for (let index = from + 1; index < to; index += 1) {
      const away = distanceFrom(stretch[index] ?? NaN, stretch[from] ?? NaN, stretch[to] ?? NaN);
      if (away > distance) [farthest, distance] = [index, away];
    }
    if (farthest < 0) continue;
    isKept[farthest] = 1;
    open.push([from, farthest], [farthest, to]);
  }
  return stretch.filter((_, index) => isKept[index] === 1);
}

/** Distance of a corner from the stretch of line between two others, in tenths of a pixel. */
function distanceFrom(corner: number, start: number, end: number): number {
  const [x, y] = [columnOf(corner) - columnOf(start), rowOf(corner) - rowOf(start)];
  const [dx, dy] = [columnOf(end) - columnOf(start), rowOf(end) - rowOf(start)];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy) / length));
  return Math.hypot(x - share * dx, y - share * dy);
}
