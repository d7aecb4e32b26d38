import { falseDiscoveryRates } from '#statistics/spatial/false-discovery.ts';
import { localGiStar } from '#statistics/spatial/getis-ord.ts';
import { keepAreas } from '#statistics/spatial/keep-areas.ts';
import { permuteNeighbours } from '#statistics/spatial/permutation/permute-neighbours.ts';
import { weighNeighbours } from '#statistics/spatial/spatial-weights.ts';
import { addUpMonths, type Ground } from './ground.ts';
import type { MapOrder } from './map-order.ts';

export type AreaClass = 'hot' | 'cold' | 'none';

/** One area of a map. What cannot be computed is null. */
export type MappedArea = {
  code: string;
  name: string;
  count: number;
  population: number | null;
  /** Incidents a year for every 1,000 residents. */
  rate: number | null;
  /** How far the area and its neighbours together are from what chance would put there, in standard deviations. */
  giStar: number | null;
  /** By conditional permutation, two-sided. */
  p: number | null;
  /** Benjamini–Hochberg. */
  q: number | null;
  class: AreaClass;
};

/** An area is flagged from here on: of all flags, on average at most 1 in 20 is a false alarm. */
export const flaggedFrom = 0.05;

/** The part of an order that one map needs. */
export type MapSettings = Pick<MapOrder, 'value' | 'permutations' | 'seed'> & {
  /** Stops the drawing, which then throws its reason. */
  signal?: AbortSignal;
};

/** Where incidents of some months gather: Gi* of every area, with its p and q. `onProgress` hears of the share done. */
export async function drawMap(
  ground: Ground,
  months: readonly string[],
  { value, permutations, seed, signal }: MapSettings,
  onProgress?: (share: number) => void,
): Promise<MappedArea[]> {
  const counts = addUpMonths(ground, months);
  const rates = ground.areas.map(({ people }, area) =>
    rateOf(counts[area] ?? 0, people, months.length),
  );
  const values =
    value === 'count' ? counts : Float64Array.from(rates, (rate) => rate ?? Number.NaN);
  const giStar = mapGiStar(values, ground);
  const { p, tails } = await permuteNeighbours(values, ground.neighbours, {
    permutations,
    seed,
    ...(signal !== undefined && { signal }),
    ...(onProgress !== undefined && { onProgress }),
  });
  const q = falseDiscoveryRates(p);
  return ground.areas.map(({ code, name, people }, area) => ({
    code,
    name,
    count: counts[area] ?? 0,
    population: people,
    rate: rates[area] ?? null,
    giStar: giStar[area] ?? null,
    p: p[area] ?? null,
    q: q[area] ?? null,
    class: classOf(q[area], tails[area], giStar[area]),
  }));
}

/** The test is of what is around an area; one that itself lies on the other side of the average is neither. */
function classOf(
  q: number | undefined,
  tail: 'high' | 'low' | undefined,
  giStar: number | undefined,
): AreaClass {
  if (q === undefined || q > flaggedFrom || giStar === undefined) return 'none';
  if (tail === 'high' && giStar > 0) return 'hot';
  return tail === 'low' && giStar < 0 ? 'cold' : 'none';
}

function rateOf(count: number, people: number | null, months: number): number | null {
  return people === null || people === 0 || months === 0
    ? null
    : (count * 1000 * 12) / (people * months);
}

/** Areas without a value are as if they were not there. */
function mapGiStar(
  values: Float64Array,
  { neighbours }: Pick<Ground, 'neighbours'>,
): (number | undefined)[] {
  const isKnown = (area: number) => !Number.isNaN(values[area]);
  const among = keepAreas(neighbours, isKnown);
  const known = values.filter((value) => !Number.isNaN(value));
  const found = localGiStar(known, weighNeighbours(among, 'B', { includeSelf: true }));
  let next = 0;
  return Array.from(values, (_, area) => {
    if (!isKnown(area)) return undefined;
    next += 1;
    return found[next - 1];
  });
}
