import { openRandom } from '#statistics/spatial/permutation/open-random.ts';
import type { Neighbours } from '#statistics/spatial/spatial-weights.ts';

/** A map to draw incidents on: how many there are depends on people, and on the risk of each place. */
export type SimulatedMap = {
  readonly neighbours: Neighbours;
  /** One for each area; only shares are used. */
  readonly populations: Float64Array;
  /** Areas where the risk is so many times the background’s; elsewhere it is the same. */
  readonly planted?: { readonly areas: readonly number[]; readonly times: number };
};

/**
 * Counts of one period: Poisson, independent of each other. `meanCount` is what an area of average population
 * has on average at the background’s risk. The same for the same seed.
 */
export function drawCounts(map: SimulatedMap, meanCount: number, seed: number): Float64Array {
  const { populations, planted } = map;
  const draw = openRandom(seed, 0);
  const average = populations.reduce((sum, each) => sum + each, 0) / populations.length;
  return populations.map((population, area) => {
    const times = planted?.areas.includes(area) === true ? planted.times : 1;
    return drawPoisson((times * meanCount * population) / average, drawShare(draw));
  });
}

/** Populations that differ from area to area without any order: log-normal, with this spread. */
export function drawPopulations(areas: number, spread: number, seed: number): Float64Array {
  const draw = openRandom(seed, 1);
  return new Float64Array(areas).map(() => {
    // G. E. P. Box and M. E. Muller, Annals of Mathematical Statistics 29 (1958).
    const radius = Math.sqrt(-2 * Math.log(drawShare(draw)));
    return Math.exp(spread * radius * Math.cos(2 * Math.PI * drawShare(draw)));
  });
}

/** A town in the middle of the country, on a square grid: 13 times as many people in its middle as outside. */
export function townPopulations(side: number): Float64Array {
  const middle = (side - 1) / 2;
  return new Float64Array(side * side).map((_, square) => {
    const [across, down] = [(square % side) - middle, Math.floor(square / side) - middle];
    return 0.25 + 3 * Math.exp((-10 * (across * across + down * down)) / (side * side));
  });
}

function drawShare(drawBelow: ReturnType<typeof openRandom>): number {
  const steps = 2 ** 20;
  return (drawBelow(steps) + (drawBelow(steps) + 0.5) / steps) / steps;
}

/** By going up the distribution until the random share is passed; for means up to some hundreds. */
function drawPoisson(mean: number, share: number): number {
  let term = Math.exp(-mean);
  let total = term;
  let count = 0;
  while (total < share && term > 0) {
    count += 1;
    term *= mean / count;
    total += term;
  }
  return count;
}
