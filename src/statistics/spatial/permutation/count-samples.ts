import type { openRandom } from './open-random.ts';

/**
 * What has to be known to count: how many neighbours each area has and what they add up to, not who they are.
 * Every array has one place for each area.
 */
export type SampleTask = {
  readonly values: Float64Array;
  /** The number of neighbours, 0 where nothing is to be counted. */
  readonly neighbourCounts: Uint32Array;
  /** The sum of the values of the neighbours. */
  readonly observed: Float64Array;
  /** Sums of k values that are not further apart than k times this are equal. */
  readonly tolerance: number;
  readonly seed: number;
};

/** In how many samples the neighbours of each area added up to at least, and at most, what they do. */
export type SampleCounts = { readonly atLeast: Uint32Array; readonly atMost: Uint32Array };

/**
 * Draws so many samples of the areas without replacement and counts, for each area, those whose sum is at least
 * and at most the observed one. An area with k neighbours takes the first k drawn, passing over itself; so the
 * samples are shared by all areas, and for each of them they are independent draws of k from the others.
 *
 * Because the first k add up to the same for every area with k neighbours that is not among them, these sums
 * are sorted once and each area finds its place in them; then the few samples that held the area are corrected.
 *
 * Uses nothing from outside itself, because worker threads are given its text.
 */
export function countSamples(
  { values, neighbourCounts, observed, tolerance, seed }: SampleTask,
  part: { readonly stream: number; readonly samples: number },
  random: typeof openRandom,
): SampleCounts {
  const areas = values.length;
  const drawBelow = random(seed, part.stream);
  const most = neighbourCounts.reduce((largest, count) => Math.max(largest, count), 0);
  const sums: (Float64Array | undefined)[] = Array.from({ length: most + 1 });
  for (const count of neighbourCounts) {
    if (count > 0) sums[count] ??= new Float64Array(part.samples);
  }
  const atLeast = new Uint32Array(areas);
  const atMost = new Uint32Array(areas);
  const order = Uint32Array.from(values, (_, area) => area);
  const sumOfFirst = new Float64Array(most + 1);

  for (let sample = 0; sample < part.samples; sample += 1) {
    let sum = 0;
    for (let place = 0; place <= most; place += 1) {
      sumOfFirst[place] = sum;
      const sorted = sums[place];
      if (sorted !== undefined) sorted[sample] = sum;
      const other = place + drawBelow(areas - place);
      const area = order[other] ?? 0;
      order[other] = order[place] ?? 0;
      order[place] = area;
      sum += values[area] ?? 0;
    }
    for (let place = 0; place < most; place += 1) {
      const area = order[place] ?? 0;
      const count = neighbourCounts[area] ?? 0;
      if (count <= place) continue;
      const without = (sumOfFirst[count] ?? 0) - (values[area] ?? 0);
      const corrected = without + (values[order[count] ?? 0] ?? 0);
      const drawn = sumOfFirst[count] ?? 0;
      const low = (observed[area] ?? 0) - count * tolerance;
      const high = (observed[area] ?? 0) + count * tolerance;
      atLeast[area] = (atLeast[area] ?? 0) + Number(corrected >= low) - Number(drawn >= low);
      atMost[area] = (atMost[area] ?? 0) + Number(corrected <= high) - Number(drawn <= high);
    }
  }

  for (const each of sums) each?.sort();
  const countBelow = (sorted: Float64Array, limit: number, orEqual: boolean): number => {
    let from = 0;
    let to = sorted.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const value = sorted[middle] ?? 0;
      if (value < limit || (orEqual && value === limit)) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  for (let area = 0; area < areas; area += 1) {
    const count = neighbourCounts[area] ?? 0;
    const sorted = sums[count];
    if (sorted === undefined) continue;
    const centre = observed[area] ?? 0;
    const below = countBelow(sorted, centre - count * tolerance, false);
    // Modulo 2^32 on the way, and never below 0 in the end.
    atLeast[area] = (atLeast[area] ?? 0) + part.samples - below;
    atMost[area] = (atMost[area] ?? 0) + countBelow(sorted, centre + count * tolerance, true);
  }
  return { atLeast, atMost };
}
