import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { monthPlus } from '#platform/calendar.ts';
import { compareYears } from '#statistics/year-on-year.ts';
import { poissonCount, seededRandom } from '../demonstration-incidents/seeded-random.ts';
import { drawTrend } from './trend-drawing.ts';
import { makeTrendTable, waitingSentence } from './trend-table.ts';
import { findLatestYear, makeTrend, makeTrendOf } from './trend.ts';
import {
  detectionSentence,
  falseAlarmWords,
  incidentVerdict,
  noRowInShort,
  subjectAndVerdict,
  usualRangeWords,
  verdictInShort,
  verdictSentence,
} from './trend-words.ts';
import { whatChanged } from './what-changed.ts';
import { yearsSentence } from './year-words.ts';

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
  expect(trend.monthsLeftOut).toBe(5);
});

test('a shorter period changes what is shown and never what is compared', () => {
  const values = Array.from({ length: 40 }, (_, index) => 20 + (index % 3));
  const months = monthsFrom('2022-01', 40);
  const counts = values.map((count, index) => ({ month: months[index] ?? '', count }));
  const short = makeTrend(months, counts, '12');
  expect(short.months.slice(short.shownFrom)).toEqual(months.slice(-12));
  expect(short.choice).toEqual(makeTrend(months, counts, 'all').choice);
  expect(short.choice).toMatchObject({ kind: 'months', chart: { baseline: { points: 24 } } });
});

test('the last twelve months are those that are known, and how many they are is said', () => {
  const counts = new Map<string, number | null>(monthsFrom('2024-06', 14).map((m) => [m, 2]));
  counts.set('2025-03', null);
  expect(findLatestYear(makeTrendOf(counts, '24'))).toEqual({
    count: 22,
    months: 11,
    from: '2024-08',
  });
});

test('nothing loaded is an empty trend, not an error', () => {
  const trend = makeTrend([], [], '24');
  expect(trend.months).toEqual([]);
  expect(trend.choice.verdict).toEqual({ kind: 'too-few', points: 0 });
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
    'Too few months to tell: 1 month is loaded, and at least 8 in a row or nearly so are needed.',
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

test('something rare says which fall could have been seen, and is not called a change', () => {
  const rare = [1, 0, 2, 1, 0, 1, 2, 0, 1, 1, 0, 2];
  expect(verdictSentence(trendOf(rare))).toBe(
    'Too few to tell: about 0.9 a month. There are not two whole years to compare.',
  );
  const steady = Array.from({ length: 24 }, (_, index) => [1, 2, 1][index % 3] ?? 0);
  expect(verdictSentence(trendOf(steady))).toBe(
    'Too few to tell: about 1.3 a month. From 16 in the year before, only 5 or fewer would have shown a fall.',
  );
  const seldom = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];
  expect(verdictSentence(trendOf([...seldom, ...seldom]))).toBe(
    'Too few to tell: about 0.3 a month. After 3 in the year before, not even a year with none would have shown a fall.',
  );
});

test('a type without a row says so, and not that it is too rare', () => {
  const none = trendOf([0, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(incidentVerdict(none)).toBe('No row of this type is loaded for this period.');
  const nouns = { heading: 'Incidents', missing: 'not loaded', none: noRowInShort };
  const said = makeTrendTable(none, nouns).rows.map(({ says }) => says);
  expect(new Set(said)).toEqual(new Set(['No row of this type is loaded for this period']));
  // One row is enough to be rare, and a count that a partner sent as none is a count.
  expect(incidentVerdict(trendOf([0, 0, 0, 1, 0, 0, 0, 0, 0]))).toContain('Too few to tell');
  expect(verdictInShort(none)).toBe('Too rare to tell');
});

test('where it has stopped, that is the change, and not that no row is loaded', () => {
  const months = monthsFrom('2022-01', 36);
  const counts = months.slice(0, 24).map((month) => ({ month, count: 20 }));
  const stopped = makeTrend(months, counts, '12');
  expect(stopped.values.slice(stopped.shownFrom)).toEqual(Array.from({ length: 12 }, () => 0));
  expect(incidentVerdict(stopped)).not.toContain('No row');
});

test('what is too rare by month is read by quarter, and says so', () => {
  const trend = trendOf(Array.from({ length: 25 }, (_, index) => [1, 2, 3][index % 3] ?? 0));
  expect(verdictSentence(trend)).toBe(
    'No real change: the last 8 quarters stay within what is usual, 6 to 6 a quarter.',
  );
  expect(waitingSentence(trend)).toBe('The newest 1 month waits until its period is whole.');
  const { rows } = makeTrendTable(trend, { heading: 'Incidents', missing: 'not loaded' });
  expect(rows[0]).toEqual({ when: 'January 2025 to March 2025', value: 6, says: 'Usual' });
  expect(drawTrend(trend, 'incidents').description).toContain('Jan–Mar 2025');
});

test('what is rarer still is read by its gaps, and says how long one would stand out', () => {
  const values = Array.from({ length: 40 }, (_, index) => [2, 0, 0, 2, 0, 0, 0, 0][index % 8] ?? 0);
  const trend = trendOf(values);
  expect(trend.choice.kind).toBe('gaps');
  expect(verdictSentence(trend)).toMatch(/^No real change: gaps of up to \d+ months without any/);
  expect(detectionSentence(trend)).toMatch(
    /^A gap of more than \d+ months without any would stand/,
  );
  const { rows } = makeTrendTable(trend, { heading: 'Incidents', missing: 'not loaded' });
  expect(rows[0]).toEqual({ when: 'January 2025 to April 2025', value: 2, says: 'Usual' });
  expect(rows.at(-1)?.when).toBe('Since December 2027');
  const stopped = trendOf([...values, ...Array.from({ length: 24 }, () => 0)]);
  expect(verdictSentence(stopped)).toBe('Lower than usual since January 2028.');
});

test('two years say whether chance could have made the difference', () => {
  const yearOf = (first: number, second: number) =>
    compareYears([
      ...Array.from({ length: 12 }, (_, index) => (index === 0 ? first : 0)),
      ...Array.from({ length: 12 }, (_, index) => (index === 0 ? second : 0)),
    ]);
  expect(yearsSentence(yearOf(19, 12))).toBe(
    '12 in the last 12 months, 19 in the 12 before: this could be chance. That is 0.63 times as many (95% interval 0.28 to 1.37).',
  );
  expect(yearsSentence(yearOf(60, 20))).toMatch(
    /^20 in the last 12 months, 60 in the 12 before: chance alone would seldom make so large a fall/,
  );
  expect(yearsSentence(yearOf(0, 3))).toMatch(/With none before there is no ratio\.$/);
  expect(yearsSentence(undefined)).toBeUndefined();
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
      if (trend.choice.kind !== 'months' || words === null) return;
      const { lower, upper } = trend.choice.chart;
      const [low = NaN, high = NaN] = words.replaceAll(',', '').split(' to ').map(Number);
      expect(low).toBeLessThanOrEqual(high);
      expect(low).toBeGreaterThanOrEqual(lower - 0.05);
      expect(high).toBeLessThanOrEqual(upper + 0.05);
    }),
  );
});

describe('steady series are called changed by chance about as often as the page says', () => {
  const random = seededRandom('steady');
  const share = (months: number, called: RegExp) => {
    const trends = Array.from({ length: 400 }, () =>
      trendOf(Array.from({ length: months }, () => poissonCount(random, 30))),
    );
    const changed = trends.filter(({ choice }) => called.test(choice.verdict.kind));
    return {
      share: changed.length / trends.length,
      words: trends.flatMap(({ choice }) => falseAlarmWords(choice) ?? [])[0],
    };
  };

  test('about 1 in 5 with limits from 12 months', () => {
    const found = share(30, /higher|lower|mixed/);
    expect(found.words).toContain('1 steady series in 5');
    expect(found.share).toBeGreaterThan(0.16);
    expect(found.share).toBeLessThan(0.25);
  });

  test('about 1 in 7 with limits from 24', () => {
    const found = share(48, /higher|lower|mixed/);
    expect(found.words).toContain('1 steady series in 7');
    expect(found.share).toBeGreaterThan(0.1);
    expect(found.share).toBeLessThan(0.18);
  });

  test('and at most about 1 in 20 in its newest month, which is what a home page lists', () => {
    const found = share(30, /^(higher|lower)$/);
    expect(found.share).toBeGreaterThan(0.015);
    expect(found.share).toBeLessThan(0.07);
  });
});

test('with one month loaded nothing is said to be usual or unusual', () => {
  const counts = [{ month: '2025-06', crimeType: 'Robbery', count: 9 }];
  expect(whatChanged(['2025-06'], counts, 'Harbourshire')).toEqual({ lookedAt: 0, changes: [] });
});
