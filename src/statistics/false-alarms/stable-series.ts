/** What a stable series is made of: independent points of one distribution. */
export type Distribution =
  | { readonly kind: 'normal'; readonly mean: number; readonly deviation: number }
  | { readonly kind: 'poisson'; readonly mean: number };

/**
 * Numbers above 0 and below 1, the same for the same seed. Source: S. K. Park and K. W. Miller, Random number
 * generators: good ones are hard to find, Communications of the ACM 31 (1988), with their later multiplier.
 */
export function openRandom(seed: number): () => number {
  const modulus = 2_147_483_647;
  let state = (Math.abs(Math.trunc(seed)) % (modulus - 1)) + 1;
  return () => {
    state = (state * 48_271) % modulus;
    return state / modulus;
  };
}

/** A series in which nothing ever changes. */
export function makeStableSeries(
  distribution: Distribution,
  points: number,
  random: () => number,
): number[] {
  return Array.from({ length: points }, () =>
    distribution.kind === 'normal'
      ? distribution.mean + distribution.deviation * drawNormal(random)
      : drawPoisson(distribution.mean, random),
  );
}

/** G. E. P. Box and M. E. Muller, Annals of Mathematical Statistics 29 (1958). */
function drawNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}

/** By going up the distribution until the random number is passed; for means up to some hundreds. */
function drawPoisson(mean: number, random: () => number): number {
  const target = random();
  let term = Math.exp(-mean);
  let total = term;
  let count = 0;
  while (total < target && term > 0) {
    count += 1;
    term *= mean / count;
    total += term;
  }
  return count;
}
