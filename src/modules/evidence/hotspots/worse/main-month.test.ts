import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addUpMonths } from './add-up-months.ts';
import { findMainMonth, mainMonthInWords } from './main-month.ts';

const [code, crimeType] = ['E01000001', 'Criminal damage and arson'];
const months = ['2025-07', '2025-08', '2025-09'];
const report = { periods: { before: ['2025-04', '2025-05', '2025-06'], now: months } };

function riseOf(counts: readonly number[]) {
  const monthly = counts.map((count, index) => {
    return { code, crimeType, month: months[index] ?? '', count };
  });
  const [rise] = addUpMonths(monthly, '2025-07');
  if (rise === undefined) throw new Error('There is no month.');
  return rise;
}

test.each([
  [[1, 39, 0], '39 of the 40 in August 2025'],
  [[0, 40, 0], 'all 40 in August 2025'],
  [[10, 10, 20], '20 of the 40 in September 2025'],
  [[20, 20, 0], '20 of the 40 in July 2025'],
  [[11, 10, 20], undefined],
  [[14, 13, 13], undefined],
])('of months with %j it is said that %s', (counts, words) => {
  expect(mainMonthInWords(riseOf(counts), report)).toBe(words);
});

test('of fewer than three months none is said to be most of it', () => {
  const short = { periods: { before: ['2025-06'], now: ['2025-07', '2025-08'] } };
  expect(findMainMonth(riseOf([1, 39]), short)).toBeUndefined();
});

test('months before say nothing of the later period, and several counts of one month are one', () => {
  const counts = [
    { code, crimeType, month: '2025-06', count: 90 },
    { code, crimeType, month: '2025-08', count: 3 },
    { code, crimeType, month: '2025-09', count: 4 },
    { code, crimeType, month: '2025-08', count: 2 },
  ];
  expect(addUpMonths(counts, '2025-07')).toEqual([
    { code, crimeType, before: 90, now: 9, most: { month: '2025-08', count: 5 } },
  ]);
});

test('the order of the counts changes nothing, and the month with the most is one of the period', () => {
  const lists = fc.array(
    fc.record({
      code: fc.constantFrom('E01000001', 'E01000002'),
      crimeType: fc.constantFrom('Burglary', 'Drugs'),
      month: fc.constantFrom('2025-05', ...months),
      count: fc.integer({ min: 1, max: 30 }),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(lists, (counts) => {
      const sums = addUpMonths(counts, '2025-07');
      const names = (one: { code: string; crimeType: string }) => `${one.code} ${one.crimeType}`;
      const inOrder = (list: typeof sums) =>
        list.toSorted((a, b) => names(a).localeCompare(names(b)));
      expect(inOrder(addUpMonths(counts.toReversed(), '2025-07'))).toEqual(inOrder(sums));
      for (const { now, most } of sums) {
        expect(most === null).toBe(now === 0);
        if (most !== null)
          expect([months.includes(most.month), most.count <= now]).toEqual([true, true]);
      }
      const all = sums.reduce((sum, { before, now }) => sum + before + now, 0);
      expect(all).toBe(counts.reduce((sum, { count }) => sum + count, 0));
    }),
    { numRuns: 60 },
  );
});
