import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeGround, reorderGround } from '#tests/support/small-ground.ts';
import { comparePeriods, type PeriodChange } from './compare-periods.ts';
import { flaggedFrom } from './draw-map.ts';

const [before, now] = [['2025-01'], ['2025-02']];

function groundOf(then: readonly number[], later: readonly number[]) {
  return makeGround({ width: 3, counts: { '2025-01': then, '2025-02': later } });
}

function compare(then: readonly number[], later: readonly number[]): readonly PeriodChange[] {
  return comparePeriods(groundOf(then, later), { before, now }) ?? [];
}

test('an area that had none and then twelve has more, by the coin-toss chance over all areas', () => {
  const [first, ...others] = compare([0, 3, 3, 3], [12, 3, 3, 3]);
  // Twelve of twelve on one side: 2 / 2^12, and four areas were asked.
  expect(first).toMatchObject({ before: 0, now: 12, ratio: null, upper: null, says: 'more' });
  expect(first?.q).toBeCloseTo(4 * 2 ** -11, 12);
  for (const { says, ratio, lower, upper } of others) {
    expect([says, ratio]).toEqual(['cannot-tell', 1]);
    expect([lower < 1, (upper ?? 0) > 1]).toEqual([true, true]);
  }
});

test('an area that had twelve and then none has fewer', () => {
  const [first] = compare([12, 3, 3, 3], [0, 3, 3, 3]);
  expect(first).toMatchObject({ before: 12, now: 0, ratio: 0, lower: 0, says: 'fewer' });
});

test('the same change is no news when very many areas were asked', () => {
  const quiet = Array.from({ length: 400 }, () => 3);
  const [first] = compare([0, ...quiet], [8, ...quiet]);
  expect(compare([0, 3], [8, 3])[0]?.says).toBe('more');
  expect(first).toMatchObject({ now: 8, says: 'cannot-tell' });
});

test('months are compared with months: twice as many in twice as long is no change', () => {
  const counts = { '2025-01': [20, 1], '2025-02': [20, 1], '2025-03': [20, 1] };
  const months = { before: ['2025-01'], now: ['2025-02', '2025-03'] };
  const changes = comparePeriods(makeGround({ width: 2, counts }), months);
  expect(changes?.[0]).toMatchObject({ before: 20, now: 40, ratio: 1, says: 'cannot-tell' });
});

test('without a month on one of the sides there is nothing to compare', () => {
  const ground = groundOf([1, 2], [3, 4]);
  expect(comparePeriods(ground, { before: [], now })).toBeNull();
  expect(comparePeriods(ground, { before, now: [] })).toBeNull();
});

const periods = fc
  .array(fc.tuple(fc.nat(25), fc.nat(25)), { minLength: 1, maxLength: 12 })
  .map((areas) => [areas.map(([then]) => then), areas.map(([, later]) => later)] as const);

test('what stays as it was is never called changed', () => {
  fc.assert(
    fc.property(periods, ([counts]) => {
      for (const { says, q } of compare(counts, counts)) {
        expect([says, q]).toEqual(['cannot-tell', 1]);
      }
    }),
    { numRuns: 50 },
  );
});

test('what is more one way is fewer the other way', () => {
  const other = { more: 'fewer', fewer: 'more', 'cannot-tell': 'cannot-tell' } as const;
  fc.assert(
    fc.property(periods, ([then, later]) => {
      const forth = compare(then, later);
      const back = compare(later, then);
      for (const [area, { says, q }] of forth.entries()) {
        expect(back[area]?.q).toBeCloseTo(q, 12);
        if (Math.abs(q - flaggedFrom) > 1e-9) expect(back[area]?.says).toBe(other[says]);
      }
    }),
    { numRuns: 50 },
  );
});

test('the order of the areas changes nothing', () => {
  fc.assert(
    fc.property(periods, ([then, later]) => {
      const ground = groundOf(then, later);
      const order = then.map((_, area) => area).toReversed();
      const changes = comparePeriods(reorderGround(ground, order), { before, now });
      expect(changes?.toReversed()).toEqual(comparePeriods(ground, { before, now }));
    }),
    { numRuns: 50 },
  );
});

test('an area is called changed only where its own interval leaves out “as many”', () => {
  fc.assert(
    fc.property(periods, ([then, later]) => {
      for (const { says, lower, upper } of compare(then, later)) {
        if (says === 'more') expect(lower).toBeGreaterThan(1);
        if (says === 'fewer') expect(upper ?? 2).toBeLessThan(1);
      }
    }),
    { numRuns: 50 },
  );
});
