import type { Neighbours } from './spatial-weights.ts';

/**
 * The neighbours among some of the areas only, numbered anew from 0 in the order they had. To be used before
 * a style is applied, so that the weights of the areas that stay sum as they should. An area may lose all
 * its neighbours.
 */
export function keepAreas(
  { starts, neighbours }: Neighbours,
  isKept: (area: number) => boolean,
): Neighbours {
  const areas = starts.length - 1;
  const newNumbers = new Int32Array(areas).fill(-1);
  let kept = 0;
  for (let area = 0; area < areas; area += 1) {
    if (!isKept(area)) continue;
    newNumbers[area] = kept;
    kept += 1;
  }
  const keptStarts = new Uint32Array(kept + 1);
  const keptNeighbours = new Uint32Array(neighbours.length);
  let end = 0;
  for (let area = 0; area < areas; area += 1) {
    const number = newNumbers[area] ?? -1;
    if (number < 0) continue;
    for (const neighbour of neighbours.subarray(starts[area], starts[area + 1])) {
      const neighbourNumber = newNumbers[neighbour] ?? -1;
      if (neighbourNumber < 0) continue;
      keptNeighbours[end] = neighbourNumber;
      end += 1;
    }
    keptStarts[number + 1] = end;
  }
  return { starts: keptStarts, neighbours: keptNeighbours.slice(0, end) };
}
