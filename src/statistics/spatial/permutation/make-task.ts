import type { Neighbours } from '#statistics/spatial/spatial-weights.ts';
import type { SampleTask } from './count-samples.ts';

/** Beside the largest sum there can be, what adding up in another order may change is smaller than this. */
const evenEnough = 1e-12;

/**
 * What threads need to know of a map whose values are all known, in memory that they share. Values are counted
 * from the smallest, so that they may lie anywhere.
 */
export function makeTask(
  values: Float64Array,
  { starts, neighbours }: Neighbours,
  seed: number,
): SampleTask {
  const areas = values.length;
  const lowest = values.reduce((least, value) => Math.min(least, value), Infinity);
  const fromLowest = new Float64Array(new SharedArrayBuffer(8 * areas));
  fromLowest.set(values.map((value) => value - lowest));
  const observed = new Float64Array(new SharedArrayBuffer(8 * areas));
  const neighbourCounts = new Uint32Array(new SharedArrayBuffer(4 * areas));
  for (let area = 0; area < areas; area += 1) {
    for (const neighbour of neighbours.subarray(starts[area], starts[area + 1])) {
      if (neighbour === area) continue;
      neighbourCounts[area] = (neighbourCounts[area] ?? 0) + 1;
      observed[area] = (observed[area] ?? 0) + (fromLowest[neighbour] ?? 0);
    }
  }
  const range = fromLowest.reduce((largest, value) => Math.max(largest, value), 0);
  return { values: fromLowest, neighbourCounts, observed, tolerance: range * evenEnough, seed };
}
