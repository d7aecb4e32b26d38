import { expect, it } from 'vitest';
import { countRun, meanOf } from './series.ts';

it('counts how many in a row meet a condition, and a missing value ends the run', () => {
  const isHigh = (value: number) => value > 5;
  expect(countRun([9, 2, 7, 8, 9], 4, isHigh)).toBe(3);
  expect(countRun([9, null, 8, 9], 3, isHigh)).toBe(2);
  expect(countRun([9, 9, 1], 2, isHigh)).toBe(0);
  expect(countRun([9, 9], 1, isHigh)).toBe(2);
});

it('gives equal values exactly that mean, which adding and dividing would not', () => {
  expect(meanOf([0.1, 0.1, 0.1])).toBe(0.1);
  expect(meanOf([1, 2, 6])).toBe(3);
});
