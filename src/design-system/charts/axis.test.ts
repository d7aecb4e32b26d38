import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heightTicks } from './axis.ts';

describe('the heights of a chart', () => {
  test('are whole where the values are, however few there are', () => {
    expect(heightTicks([0, 1, 2], 0, 2)).toEqual([0, 1, 2]);
    expect(heightTicks([0, 1], 0, 1)).toEqual([0, 1]);
    expect(heightTicks([1, 2], 0, 3.4)).toEqual([0, 1, 2, 3, 4]);
    expect(heightTicks([], 0, 1)).toEqual([0, 1]);
  });

  test('may lie between whole numbers where the values do', () => {
    expect(heightTicks([0.4, 1], 0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });

  test('are few, evenly apart and hold every value, whatever the values are', () => {
    const value = fc.oneof(
      fc.integer({ min: 0, max: 5_000_000 }),
      fc.double({ min: 0, max: 9_999, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (values) => {
        const high = Math.max(1, ...values);
        const ticks = heightTicks(values, 0, high);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThanOrEqual(7);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(high * (1 - 1e-9));
        if (values.every(Number.isInteger)) expect(ticks.every(Number.isInteger)).toBe(true);
      }),
    );
  });
});
