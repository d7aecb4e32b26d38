import { incompleteGamma } from '#statistics/gamma.ts';

/**
 * The chance that a standard normal deviate is at least as far from 0 as `z`, either way. Accurate to about
 * 13 digits also where it is tiny; 0 beyond the smallest number there is (|z| of about 38).
 */
export function twoSidedP(z: number): number {
  return incompleteGamma(0.5, (z * z) / 2).upper;
}
