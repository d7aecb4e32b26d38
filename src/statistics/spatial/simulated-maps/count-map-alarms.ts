import { falseDiscoveryRates } from '#statistics/spatial/false-discovery.ts';
import { permuteNeighbours } from '#statistics/spatial/permutation/permute-neighbours.ts';
import { drawCounts, type SimulatedMap } from './simulated-map.ts';

export type MapAlarms = {
  readonly maps: number;
  /** How many maps had any area flagged, hot or cold. */
  readonly withFlag: number;
  /** How many had a planted area flagged as hot. */
  readonly withFound: number;
  /** The share of all planted areas that were flagged as hot; 0 where nothing was planted. */
  readonly plantedFound: number;
  /** The share of flagged areas that are neither planted nor next to a planted one; 0 where none was flagged. */
  readonly falseFlags: number;
};

/** The p of every area of a map, and on which side it is; as permuteNeighbours gives them. */
export type Judge = (
  values: Float64Array,
  seed: number,
) => Promise<{
  readonly p: readonly (number | undefined)[];
  readonly tails: readonly ('high' | 'low' | undefined)[];
}>;

/**
 * Draws so many maps, judges each by conditional permutation (or by another judge), flags what has a
 * Benjamini–Hochberg q of at most 0.05, and counts the maps with a flag. Where nothing is planted all of it is
 * false. `value` is what is judged: the counts, or the counts over the population.
 */
export async function countMapAlarms(
  map: SimulatedMap,
  options: {
    readonly maps: number;
    readonly meanCount: number;
    readonly value: 'count' | 'rate';
    readonly seed: number;
    readonly permutations?: number;
    readonly judge?: Judge;
  },
): Promise<MapAlarms> {
  const { maps, permutations = 9_999 } = options;
  const byPermutation: Judge = (values, seed) =>
    permuteNeighbours(values, map.neighbours, { seed, permutations, threads: 0 });
  const judge = options.judge ?? byPermutation;
  const planted = map.planted?.areas ?? [];
  const near = new Set(planted.flatMap((area) => [area, ...neighboursOf(map, area)]));
  const totals = { withFlag: 0, withFound: 0, found: 0, flags: 0, falseFlags: 0 };
  for (let each = 0; each < maps; each += 1) {
    const seed = options.seed * 100_000 + each;
    const counts = drawCounts(map, options.meanCount, seed);
    const rates = counts.map((count, area) => count / (map.populations[area] ?? Number.NaN));
    const { p, tails } = await judge(options.value === 'count' ? counts : rates, seed);
    const q = falseDiscoveryRates(p);
    const flagged = [...q.keys()].filter((area) => (q[area] ?? 1) <= 0.05);
    const found = planted.filter((area) => flagged.includes(area) && tails[area] === 'high');
    totals.withFlag += Number(flagged.length > 0);
    totals.withFound += Number(found.length > 0);
    totals.found += found.length;
    totals.flags += flagged.length;
    totals.falseFlags += flagged.filter((area) => !near.has(area)).length;
  }
  return {
    maps,
    withFlag: totals.withFlag,
    withFound: totals.withFound,
    plantedFound: totals.found / Math.max(1, maps * planted.length),
    falseFlags: totals.falseFlags / Math.max(1, totals.flags),
  };
}

function neighboursOf({ neighbours: { starts, neighbours } }: SimulatedMap, area: number) {
  return neighbours.subarray(starts[area], starts[area + 1]);
}
