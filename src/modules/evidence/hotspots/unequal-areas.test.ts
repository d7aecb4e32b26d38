import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listUnequalCaveats } from './unequal-areas.ts';

const areas = (...populations: (number | null)[]) =>
  populations.map((population) => ({ population }));
const isSaid = (value: 'count' | 'rate', ...populations: (number | null)[]) =>
  listUnequalCaveats(value, areas(...populations)).length === 1;

describe('that rates of very unequal areas flag more often by chance', () => {
  test('is said from ten times the residents on, and not before', () => {
    expect(isSaid('rate', 1_000, 9_999, 2_000)).toBe(false);
    expect(isSaid('rate', 1_000, 10_000, 2_000)).toBe(true);
    expect(listUnequalCaveats('rate', areas(10_000, 1_000))).toEqual([
      expect.stringContaining('up to about 7 in 100'),
    ]);
  });

  test('is not said of counts, which nobody’s residents are part of', () => {
    expect(isSaid('count', 1_000, 100_000)).toBe(false);
  });

  test('is asked only of areas that have a rate: those without residents are not compared', () => {
    expect(isSaid('rate', 0, null, 1_000, 5_000)).toBe(false);
    expect(isSaid('rate', null, null)).toBe(false);
    expect(isSaid('rate')).toBe(false);
    expect(isSaid('rate', 0, 500, null, 5_000)).toBe(true);
  });

  test('is the same in any order and any unit, and stays when more areas are compared', () => {
    const people = fc.integer({ min: 1, max: 1_000_000 });
    const property = fc.property(fc.array(people, { minLength: 1 }), people, (some, more) => {
      const said = isSaid('rate', ...some);
      expect(isSaid('rate', ...some.toReversed())).toBe(said);
      expect(isSaid('rate', ...some.map((one) => one * 1_024))).toBe(said);
      if (said) expect(isSaid('rate', ...some, more)).toBe(true);
    });
    fc.assert(property, { numRuns: 60 });
  });
});
