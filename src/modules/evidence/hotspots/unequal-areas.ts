import type { MapValue } from './map-order.ts';

/** So many times the residents, and rates are too unequal for the false alarms that were promised. */
const muchLarger = 10;

/**
 * What must be said of a map of rates whose largest area has at least ten times the residents of its smallest;
 * nothing of any other map. Areas without residents have no rate and are not compared. How often such maps flag by
 * chance is measured in bench/spatial/false-alarms.ts.
 */
export function listUnequalCaveats(
  value: MapValue,
  areas: readonly { population: number | null }[],
): string[] {
  if (value === 'count') return [];
  let [smallest, largest] = [Infinity, 0];
  for (const { population } of areas) {
    if (population === null || population <= 0) continue;
    smallest = Math.min(smallest, population);
    largest = Math.max(largest, population);
  }
  return largest >= muchLarger * smallest ? [unequalCaveat] : [];
}

const unequalCaveat =
  'Some of the areas compared have at least 10 times as many residents as others: up to about 7 in 100 maps of such rates flag somewhere by chance alone.';
