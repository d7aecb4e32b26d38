import { expect, it } from 'vitest';
import { findThreshold } from './find-threshold.ts';

it('finds where a condition begins to hold: 2 is where the square reaches 4', () => {
  const root = findThreshold({ low: 0, high: 10 }, (value) => value * value >= 4);
  expect(root).toBeCloseTo(2, 13);
});

it('ends at the upper end when the condition holds nowhere below it, and at 0 when everywhere', () => {
  expect(findThreshold({ low: 0, high: 1 }, () => false)).toBeCloseTo(1, 12);
  expect(findThreshold({ low: 0, high: 1 }, () => true)).toBeCloseTo(0, 12);
});
