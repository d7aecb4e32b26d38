import { createHash } from 'node:crypto';

/** A stream of numbers from 0 up to 1; the same key always gives the same stream. Not for secrets. */
export type SeededRandom = () => number;

/** Method: the key's SHA-256 seeds sfc32 (Chris Doty-Humphrey, PractRand), a 128-bit generator. */
export function seededRandom(key: string): SeededRandom {
  const digest = createHash('sha256').update(key).digest();
  let a = digest.readUInt32LE(0);
  let b = digest.readUInt32LE(4);
  let c = digest.readUInt32LE(8);
  let counter = digest.readUInt32LE(12);
  return () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
}

/** A Poisson count with the given mean. Method: Knuth's product, in parts so that it cannot underflow. */
export function poissonCount(random: SeededRandom, mean: number): number {
  let count = 0;
  for (let left = mean; left > 0; left -= 20) {
    const limit = Math.exp(-Math.min(left, 20));
    for (let product = random(); product > limit; product *= random()) count += 1;
  }
  return count;
}

/** One of the entries, each as likely as its weight. Throws when there is none. */
export function pickWeighted<Entry extends { readonly weight: number }>(
  random: SeededRandom,
  entries: readonly Entry[],
): Entry {
  const total = entries.reduce((sum, { weight }) => sum + weight, 0);
  let left = random() * total;
  for (const entry of entries) {
    left -= entry.weight;
    if (left < 0) return entry;
  }
  const last = entries.at(-1);
  if (last === undefined) throw new RangeError('There is nothing to pick from.');
  return last;
}
