/** Corners of areas: where each is, in any one unit, and the number of its area. */
export type Corners = {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Ascending. */
  readonly areas: Uint32Array;
};

/** Area `higher[k]` has a corner where area `lower[k]` has one, which has the lower number. */
export type SharedCorners = { readonly higher: Uint32Array; readonly lower: Uint32Array };

/**
 * Every pair of corners of two different areas that lie at most `tolerance` apart (straight line), by the
 * higher area ascending. A corner that an area repeats, as the last of a ring repeats the first, counts once.
 *
 * Method: a hashed grid with cells four tolerances wide. Each corner is compared with those seen before it
 * in its own cell, and in the next ones where these are within reach, so that no edge of a cell parts two
 * corners. Time and room grow with the corners and the pairs.
 */
export function listSharedCorners(corners: Corners, tolerance: number): SharedCorners {
  const { x, y, areas } = corners;
  const grid = layGrid(corners, tolerance);
  const columns = new Int32Array(x.length);
  const rows = new Int32Array(x.length);
  const bits = Math.max(1, Math.ceil(Math.log2(x.length + 1)) + 1);
  const newest = new Int32Array(2 ** bits).fill(-1);
  const older = new Int32Array(x.length);
  const bucketOf = (column: number, row: number): number =>
    (Math.imul(column, 0x9e3779b1) + Math.imul(row, 0x85ebca77)) >>> (32 - bits);
  let higher = new Uint32Array(x.length);
  let lower = new Uint32Array(x.length);
  let pairs = 0;

  for (let corner = 0; corner < x.length; corner += 1) {
    const [atX = 0, atY = 0, area = 0] = [x[corner], y[corner], areas[corner]];
    const [column, row] = [grid.column(atX), grid.row(atY)];
    const home = bucketOf(column, row);

    // The newest are first, so those of the same area are before all others.
    let other = newest[home] ?? -1;
    while (other >= 0 && areas[other] === area && !(x[other] === atX && y[other] === atY)) {
      other = older[other] ?? -1;
    }
    if (other >= 0 && areas[other] === area) continue;

    const lastColumn = grid.column(atX + grid.reach);
    const lastRow = grid.row(atY + grid.reach);
    for (let c = grid.column(atX - grid.reach); c <= lastColumn; c += 1) {
      for (let r = grid.row(atY - grid.reach); r <= lastRow; r += 1) {
        for (let near = newest[bucketOf(c, r)] ?? -1; near >= 0; near = older[near] ?? -1) {
          if (areas[near] === area || columns[near] !== c || rows[near] !== r) continue;
          const acrossX = (x[near] ?? 0) - atX;
          const acrossY = (y[near] ?? 0) - atY;
          if (Math.sqrt(acrossX * acrossX + acrossY * acrossY) > tolerance) continue;
          if (pairs === higher.length) [higher, lower] = [doubled(higher), doubled(lower)];
          higher[pairs] = area;
          lower[pairs] = areas[near] ?? 0;
          pairs += 1;
        }
      }
    }
    columns[corner] = column;
    rows[corner] = row;
    older[corner] = newest[home] ?? -1;
    newest[home] = corner;
  }
  return { higher: higher.subarray(0, pairs), lower: lower.subarray(0, pairs) };
}

/** Cells so wide that their numbers fit in 31 bits; with a tolerance of 0 they are as fine as that allows. */
function layGrid({ x, y }: Corners, tolerance: number) {
  let [west, south, extent, furthest] = [Infinity, Infinity, 0, 0];
  for (let at = 0; at < x.length; at += 1) {
    west = Math.min(west, x[at] ?? 0);
    south = Math.min(south, y[at] ?? 0);
    furthest = Math.max(furthest, Math.abs(x[at] ?? 0), Math.abs(y[at] ?? 0));
  }
  for (let at = 0; at < x.length; at += 1) {
    extent = Math.max(extent, (x[at] ?? 0) - west, (y[at] ?? 0) - south);
  }
  // A little further than the tolerance, because sums of coordinates are rounded.
  const reach = tolerance + furthest * 2 ** -50;
  const width = Math.max(4 * reach, extent * 2 ** -30, Number.MIN_VALUE * 2 ** 60);
  return {
    column: (atX: number): number => Math.floor((atX - west) / width),
    row: (atY: number): number => Math.floor((atY - south) / width),
    reach,
  };
}

function doubled(list: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(2 * list.length + 1);
  longer.set(list);
  return longer;
}
