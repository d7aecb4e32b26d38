import type { Neighbours } from '#statistics/spatial/spatial-weights.ts';

/** A grid of so many columns and rows, row by row; squares that share an edge or a corner are neighbours. */
export function makeGrid(columns: number, rows: number): Neighbours {
  const starts = [0];
  const neighbours: number[] = [];
  for (let square = 0; square < columns * rows; square += 1) {
    const [column, row] = [square % columns, Math.floor(square / columns)];
    for (let other = 0; other < columns * rows; other += 1) {
      const across = Math.abs((other % columns) - column);
      const down = Math.abs(Math.floor(other / columns) - row);
      if (Math.max(across, down) === 1) neighbours.push(other);
    }
    starts.push(neighbours.length);
  }
  return { starts: Uint32Array.from(starts), neighbours: Uint32Array.from(neighbours) };
}
