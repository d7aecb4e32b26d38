import { expect, it } from 'vitest';
import { twoSidedP } from './two-sided-p.ts';

// R 4.2.2: 2 * pnorm(-z).
it.each([
  [0, 1],
  [0.3, 0.7641771556220947],
  [1.96, 0.0499957902964409],
  [5, 5.733031437583878e-7],
  [20, 5.507248237212467e-89],
  [37, 1.145114244504915e-299],
])('the chance of %d standard deviations or more, either way, is %d', (z, p) => {
  expect(twoSidedP(z) / p).toBeCloseTo(1, 11);
  expect(twoSidedP(-z)).toBe(twoSidedP(z));
});
