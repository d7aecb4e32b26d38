import fc from 'fast-check';
import { expect, test } from 'vitest';
import { monthPlus } from '#platform/calendar.ts';
import { poissonCount, seededRandom } from '../demonstration-incidents/seeded-random.ts';
import { makeTrend } from './trend.ts';
import {
  detectionSentence,
  subjectAndVerdict,
  usualRangeWords,
  verdictInShort,
  verdictSentence,
} from './trend-words.ts';
import { whatChanged } from './what-changed.ts';

function monthsFrom(first: string, many: number): string[] {
  return Array.from({ length: many }, (_, index) => monthPlus(first, index));
}

function trendOf(values: readonly number[], first = '2025-01') {
  const months = monthsFrom(first, values.length);
  const counts = values.map((count, index) => ({ month: months[index] ?? '', count }));
  return makeTrend(months, counts, 'all');
}

test('a loaded month without an incident is zero, and a month that is not loaded is missing', () => {
  const trend = makeTrend(
    ['2025-01', '2025-02', '2025-04'],
    [{ month: '2025-01', count: 3 }],
    'all',
  );
  expect(trend.months).toEqual(['2025-01', '2025-02', '2025-03', '2025-04']);
  expect(trend.values).toEqual([3, 0, null, 0]);
});

test('a period ends with the newest loaded month and never begins with one that is missing', () => {
  const trend = makeTrend([...monthsFrom('2018-10', 5), ...monthsFrom('2025-01', 9)], [], '24');
  expect(trend.months[0]).toBe('2025-01');
  expect(trend.months.at(-1)).toBe('2025-09');
  expect(trend.values).not.toContain(null);
});

test('nothing loaded is an empty trend, not an error', () => {
  const trend = makeTrend([], [], '24');
  expect(trend.months).toEqual([]);
  expect(trend.verdict).toEqual({ kind: 'too-few', points: 0 });
});

test('counts of one month add up, and every incident of the period is somewhere', () => {
  const months = monthsFrom('2025-01', 12);
  const counts = fc.array(fc.record({ month: fc.constantFrom(...months), count: fc.nat(500) }));
  fc.assert(
    fc.property(counts, (given) => {
      const { values } = makeTrend(months, given, 'all');
      const total = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
      expect(total).toBe(given.reduce((sum, { count }) => sum + count, 0));
    }),
  );
});

test('one month is too few to tell, and it says how many are needed', () => {
  expect(verdictSentence(trendOf([12]))).toBe(
    'Too few months to tell: 1 month is loaded in this period, and at least 8 in a row or nearly so are needed.',
  );
});

test('a steady series says so, with its usual range', () => {
  const trend = trendOf([20, 22, 19, 21, 20, 23, 18, 21, 20, 22, 19, 21, 20]);
  expect(verdictSentence(trend)).toBe(
    'No real change: the last 13 months stay within what is usual, 14 to 27 a month.',
  );
  expect(verdictInShort(trend)).toBe('No real change');
});

test('a lasting rise names the month it began', () => {
  const trend = trendOf([20, 22, 19, 21, 20, 23, 18, 21, 20, 22, 19, 21, 40, 42, 39]);
  expect(subjectAndVerdict('Robbery in Eastbay', trend)).toBe(
    'Robbery in Eastbay: higher than usual since January 2026.',
  );
});

test('what has passed says when it was, and counts only the months since as quiet', () => {
  const base = [20, 22, 19, 21, 20, 23, 18, 21, 20, 22, 19, 21];
  expect(verdictSentence(trendOf([...base, 40, 20, 21]))).toBe(
    'Back within what is usual: it was higher than usual in January 2026.',
  );
  expect(verdictSentence(trendOf([...base, 40, ...base.slice(0, 9)]))).toBe(
    'No real change: the last 9 months stay within what is usual, 14 to 27 a month.',
  );
});

test('something rare is not called a change', () => {
  const trend = trendOf([1, 0, 2, 1, 0, 1, 2, 0, 1, 1, 0, 2]);
  expect(verdictSentence(trend)).toMatch(/^Too few to tell: about 0.9 are recorded in a month/);
});

test('where no month can be low enough to stand out, the page says so', () => {
  expect(detectionSentence(trendOf([4, 12, 3, 11, 5, 13, 4, 12, 3, 11, 5, 13]))).toMatch(
    /No single month can be low enough/,
  );
});

test('limits too close together for a whole number between them are shown as they are', () => {
  const halves = [20, 20, 20, 20, 20, 20, 21, 21, 21, 21, 21, 21];
  expect(usualRangeWords(trendOf(halves))).toBe('20.3 to 20.7');
});

test('the usual range lies inside the limits', () => {
  const series = fc.array(fc.nat(200), { minLength: 8, maxLength: 36 });
  fc.assert(
    fc.property(series, (values) => {
      const trend = trendOf(values);
      const words = usualRangeWords(trend);
      if (trend.chart.kind === 'too-few' || words === null) return;
      const [low = NaN, high = NaN] = words.replaceAll(',', '').split(' to ').map(Number);
      expect(low).toBeLessThanOrEqual(high);
      expect(low).toBeGreaterThanOrEqual(trend.chart.lower - 0.05);
      expect(high).toBeLessThanOrEqual(trend.chart.upper + 0.05);
    }),
  );
});

test('about one steady chart in twenty is called changed by chance, as the page says', () => {
  const random = seededRandom('steady');
  const charts = Array.from({ length: 1_000 }, () =>
    trendOf(Array.from({ length: 24 }, () => poissonCount(random, 30))),
  );
  const called = charts.filter(({ verdict }) => /^(higher|lower)$/.test(verdict.kind)).length;
  expect(called / charts.length).toBeGreaterThan(0.03);
  expect(called / charts.length).toBeLessThan(0.07);
});

test('with one month loaded nothing is said to be usual or unusual', () => {
  const counts = [{ month: '2025-06', districtCode: 'E1', crimeType: 'Robbery', count: 9 }];
  expect(whatChanged(['2025-06'], counts, 'Harbourshire')).toEqual({ lookedAt: 0, changes: [] });
});
