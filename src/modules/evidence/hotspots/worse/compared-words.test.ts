import { expect, test } from 'vitest';
import { monthsBetween } from '#platform/calendar.ts';
import { comparedPeriods, listLengths, nothingBefore, whyThisLength } from './compared-words.ts';
import { chooseLength, periodsOf } from './worse-query.ts';

function reportOf(loaded: readonly string[], months: number, isLengthChosen = false) {
  const to = loaded.at(-1) ?? '';
  const current = {
    source: 'police' as const,
    force: 'Warwickshire Police',
    months: loaded,
    withdrawnMonths: [],
    rows: 0,
    rowsWithoutLocation: 0,
    districtsFrom: 'codes' as const,
    version: '1',
  };
  return {
    current,
    isLengthChosen,
    query: { placeCode: undefined, to, months },
    periods: periodsOf(loaded, to, months),
    wanted: { from: '2023-07', to: '2024-06' },
  };
}

const nine = monthsBetween('2025-01', '2025-09');

test('six months against the three that are loaded is said beside the months', () => {
  expect(comparedPeriods(reportOf(nine, 6))).toBe(
    'April 2025 to September 2025, against January 2025 to March 2025: 6 months against the 3 that are loaded, compared by the month',
  );
  expect(comparedPeriods(reportOf(nine, 3))).toBe(
    'July 2025 to September 2025, against April 2025 to June 2025',
  );
});

test('of nothing before, it is said what is missing', () => {
  expect(comparedPeriods(reportOf(['2025-06'], 12))).toBe(
    'June 2025, with nothing loaded of July 2023 to June 2024 to compare it with',
  );
});

test('a shorter period is advised only where there is one', () => {
  expect(nothingBefore(reportOf(nine, 12))).toContain('Load those months, or compare a shorter');
  expect(nothingBefore(reportOf(['2025-06'], 12))).toMatch(/Load those months\.$/);
});

test('why the periods are so long is said only where nobody chose it', () => {
  expect(chooseLength(nine, '2025-09')).toBe(3);
  expect(whyThisLength(reportOf(nine, 3))).toContain(
    'Why 3 months: nobody chose a length, so this is the longest of 12, 6 and 3',
  );
  expect(whyThisLength(reportOf(nine, 3, true))).toBeUndefined();
  expect(whyThisLength(reportOf(['2025-06'], 12))).toBeUndefined();
  const gaps = ['2025-01', '2025-05', '2025-06'];
  expect(whyThisLength(reportOf(gaps, chooseLength(gaps, '2025-06') ?? 0))).toContain(
    'none of 12, 6 and 3 has every month loaded',
  );
});

test('lengths without anything before are not offered, or say so where one is shown', () => {
  const offered = (months: number) =>
    listLengths(reportOf(nine, months), [3, 6, 12, 24]).map(({ text }) => text);
  expect(offered(3)).toEqual(['3 months with the 3 before', '6 months with the 3 loaded before']);
  expect(offered(12)).toContain('12 months (nothing before is loaded)');
});
