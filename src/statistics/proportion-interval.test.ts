import { describe, expect, it } from 'vitest';
import { proportionInterval } from './proportion-interval.ts';

describe('the exact interval of a proportion', () => {
  // R 4.2.2: binom.test(successes, trials)$conf.int.
  it.each([
    [3, 10, 0.06673951118, 0.65245285006],
    [0, 12, 0, 0.2646484694],
    [12, 12, 0.7353515306, 1],
    [15, 148, 0.05784401008, 0.16165049035],
  ])('of %d in %d is %d to %d', (successes, trials, lower, upper) => {
    const interval = proportionInterval(successes, trials);
    expect(interval.lower).toBeCloseTo(lower, 9);
    expect(interval.upper).toBeCloseTo(upper, 9);
  });

  it.each([
    [-1, 3],
    [4, 3],
    [0, 0],
    [1.5, 3],
    [1, Number.NaN],
  ])('refuses %d in %d', (successes, trials) => {
    expect(() => proportionInterval(successes, trials)).toThrow(RangeError);
  });

  it('refuses a confidence of 1', () => {
    expect(() => proportionInterval(1, 3, 1)).toThrow(RangeError);
  });
});
