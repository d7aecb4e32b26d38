import { availableParallelism } from 'node:os';
import { keepAreas } from '#statistics/spatial/keep-areas.ts';
import type { Neighbours } from '#statistics/spatial/spatial-weights.ts';
import { countSamples, type SampleCounts, type SampleTask } from './count-samples.ts';
import { makeTask } from './make-task.ts';
import { openRandom } from './open-random.ts';
import { countInThreads, type SamplePart } from './worker-pool.ts';

/** With 999, false-discovery control over a few hundred areas flags next to nothing. */
export const usualPermutations = 9_999;

export type PermutationOptions = {
  /** How many times the neighbours are drawn; 9,999 unless told. */
  readonly permutations?: number;
  /** A whole number of at least 0. The same seed gives the same counts, whatever the number of threads. */
  readonly seed: number;
  /** How many worker threads; 0 is none, this one counts. Chosen by the amount of work unless told. */
  readonly threads?: number;
  /** Told the share that is done, above 0 and up to 1, after each part of the work. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
};

/** One place in each array for each area, in the order of the map. */
export type LocalPermutations = {
  readonly permutations: number;
  /** Two-sided: min(1, 2 (min(#≥, #≤) + 1) / (permutations + 1)). */
  readonly p: readonly (number | undefined)[];
  /** Whether the neighbours are rather high or rather low; undefined also where they are neither. */
  readonly tails: readonly ('high' | 'low' | undefined)[];
  /** In how many permutations the neighbours' sum was at least the observed one. A tie is in both counts. */
  readonly atLeast: readonly (number | undefined)[];
  readonly atMost: readonly (number | undefined)[];
};

/**
 * Conditional permutation for local Moran, Gi and Gi* at once: each area keeps its value, and its neighbours'
 * values are drawn without replacement from all the other areas. In row-standardised and binary weights the
 * neighbours of an area weigh alike, and everything else in the three statistics is the same in every
 * permutation; so all of them go up (local Moran of an area below the mean, down) with the sum of the neighbours'
 * values, and have the same two-sided p. An area in its own neighbourhood (Gi*) is passed over there, because
 * its value is kept; that the tail is high says that the neighbours are, not the area.
 *
 * Each area's p is right by itself: where values lie at random it is at most x with a chance of at most x. All
 * areas share the drawn samples (see count-samples.ts), so their p are not independent of each other: areas with
 * as many neighbours are always in the order of their sums, and with another seed their p go up or down together.
 *
 * An area whose value is missing (NaN) is left out of the map: never drawn, and nobody's neighbour. There is no
 * p for it, nor for an area without neighbours, nor for any where all values are the same or fewer than three
 * are known. An area whose others are all the same, or all its neighbours, has nothing but ties and a p of 1.
 * Sums of k values that differ by at most k × 10⁻¹² of the range of values are ties.
 *
 * Throws RangeError for permutations, a seed or threads out of range, neighbours of another map and infinite
 * values; the signal's reason as soon as it is given.
 *
 * Source: L. Anselin, Local indicators of spatial association – LISA, Geographical Analysis 27 (1995). Sharing
 * samples between areas is usual; that each finds its place in sums sorted once is ours.
 */
export async function permuteNeighbours(
  values: Float64Array,
  neighbours: Neighbours,
  options: PermutationOptions,
): Promise<LocalPermutations> {
  const { permutations = usualPermutations } = options;
  checkMap(values, neighbours);
  checkOptions({ ...options, permutations });
  options.signal?.throwIfAborted();

  const isKnown = Array.from(values, (value) => !Number.isNaN(value));
  const among = keepAreas(neighbours, (area) => isKnown[area] === true);
  const known = values.filter((_, area) => isKnown[area]);
  const task = makeTask(known, among, options.seed);
  const canVary = known.length >= 3 && task.tolerance > 0;
  const { atLeast, atMost } = canVary
    ? await countParts(task, permutations, options)
    : countNothing(known.length);

  let next = 0;
  const places = isKnown.map((known) => {
    if (!known) return undefined;
    next += 1;
    return canVary && task.neighbourCounts[next - 1] !== 0 ? next - 1 : undefined;
  });
  const ofPlaces = <Value>(value: (high: number, low: number) => Value): (Value | undefined)[] =>
    places.map((place) =>
      place === undefined ? undefined : value(atLeast[place] ?? 0, atMost[place] ?? 0),
    );
  return {
    permutations,
    p: ofPlaces((high, low) => Math.min(1, (2 * (Math.min(high, low) + 1)) / (permutations + 1))),
    tails: ofPlaces((high, low) => {
      if (high === low) return undefined;
      return high < low ? 'high' : 'low';
    }),
    atLeast: ofPlaces((high) => high),
    atMost: ofPlaces((_, low) => low),
  };
}

/** What a seed stands for depends on it: with parts of another size, other numbers are drawn. */
const samplesInPart = 1_000;

async function countParts(
  task: SampleTask,
  permutations: number,
  options: PermutationOptions,
): Promise<SampleCounts> {
  const parts = Array.from({ length: Math.ceil(permutations / samplesInPart) }, (_, stream) => ({
    stream,
    samples: Math.min(samplesInPart, permutations - stream * samplesInPart),
  }));
  const counts = countNothing(task.values.length);
  let done = 0;
  const onCounts = (part: SampleCounts, { samples }: SamplePart): void => {
    for (let area = 0; area < counts.atLeast.length; area += 1) {
      counts.atLeast[area] = (counts.atLeast[area] ?? 0) + (part.atLeast[area] ?? 0);
      counts.atMost[area] = (counts.atMost[area] ?? 0) + (part.atMost[area] ?? 0);
    }
    done += samples;
    options.onProgress?.(done / permutations);
  };
  const { signal, threads = chooseThreads(task, parts.length) } = options;
  if (threads > 0) {
    await countInThreads(task, parts, { threads, signal, onCounts });
    return counts;
  }
  for (const part of parts) {
    onCounts(countSamples(task, part, openRandom), part);
    // Others get their turn, and may cancel.
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
  }
  return counts;
}

/** Starting a thread takes as long as a county's 9,999 permutations, about 20 milliseconds. */
const stepsWorthThreads = 4_000_000;

function chooseThreads(task: SampleTask, parts: number): number {
  const most = task.neighbourCounts.reduce((largest, count) => Math.max(largest, count), 0);
  const steps = parts * (samplesInPart * (most + 1) * 2 + task.values.length * 20);
  return steps < stepsWorthThreads ? 0 : Math.min(4, availableParallelism(), parts);
}

function countNothing(areas: number): SampleCounts {
  return { atLeast: new Uint32Array(areas), atMost: new Uint32Array(areas) };
}

function checkOptions(options: PermutationOptions & { readonly permutations: number }): void {
  const { permutations, seed, threads = 0 } = options;
  if (!(Number.isSafeInteger(permutations) && permutations >= 1 && permutations < 2 ** 32)) {
    throw new RangeError('Permutations are a whole number of at least 1 and below 4,294,967,296.');
  }
  if (!(Number.isSafeInteger(seed) && seed >= 0)) {
    throw new RangeError('A seed is a whole number of at least 0.');
  }
  if (!(Number.isInteger(threads) && threads >= 0 && threads <= 64)) {
    throw new RangeError('Threads are a whole number from 0 to 64.');
  }
}

function checkMap(values: Float64Array, { starts, neighbours }: Neighbours): void {
  if (starts.length !== values.length + 1 || starts.at(-1) !== neighbours.length) {
    throw new RangeError('The neighbours are those of another number of areas.');
  }
  if (values.length > 2 ** 21 || neighbours.some((area) => area >= values.length)) {
    throw new RangeError('Neighbours are on the map, and a map has at most 2,097,152 areas.');
  }
  if (values.some((value) => Math.abs(value) === Infinity)) {
    throw new RangeError('A value is finite, or missing (NaN).');
  }
}
