/** Draws a whole number from 0 up to, but not with, the limit; each equally likely. */
export type DrawBelow = (limit: number) => number;

/**
 * Random whole numbers, the same for the same seed and stream; streams of one seed are independent of each
 * other for all that matters here. The seed and the stream are whole numbers; limits are at most 2,097,152.
 *
 * Uses nothing from outside itself, because worker threads are given its text.
 *
 * Source: xoshiro128** of D. Blackman and S. Vigna, Scrambled linear pseudorandom number generators, ACM
 * Transactions on Mathematical Software 47 (2021); its state is filled by a sequence of the kind of G. L.
 * Steele, D. Lea and C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA (2014); limits without
 * bias after D. Lemire, Fast random integer generation in an interval, ACM Transactions on Modeling and
 * Computer Simulation 29 (2019).
 */
export function openRandom(seed: number, stream: number): DrawBelow {
  const range = 4_294_967_296;
  const mix = (word: number): number => {
    let mixed = word | 0;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85_eb_ca_6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35);
    return (mixed ^ (mixed >>> 16)) | 0;
  };
  let position = mix(mix(mix(seed) + Math.floor(seed / range)) + stream);
  const nextWord = (): number => {
    position = (position + 0x9e_37_79_b9) | 0;
    return mix(position);
  };
  let [a, b, c] = [nextWord(), nextWord(), nextWord()];
  // A state of nothing but zeros would stay there.
  let d = nextWord() | 1;

  return (limit) => {
    for (;;) {
      const product = Math.imul(b, 5);
      const word = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      const scaled = word * limit;
      const whole = Math.floor(scaled / range);
      const rest = scaled - whole * range;
      if (rest >= limit || rest >= range % limit) return whole;
    }
  };
}
