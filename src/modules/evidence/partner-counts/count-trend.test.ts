import { expect, test } from 'vitest';
import { findAreas, findPartMonths, makeCountTrend } from './count-trend.ts';

const count = (areaCode: string, month: string, value: number | null) => ({
  areaCode,
  month,
  count: value,
});

test('areas are added month by month, and a month that lacks one of them is missing as a whole', () => {
  const counts = [
    count('E07000001', '2025-01', 3),
    count('E07000002', '2025-01', 4),
    count('E07000001', '2025-02', 3),
    count('E07000001', '2025-04', 0),
    count('E07000002', '2025-04', null),
    count('E07000001', '2025-05', 0),
    count('E07000002', '2025-05', 0),
  ];
  const { months, values } = makeCountTrend(counts, undefined);
  expect(months).toEqual(['2025-01', '2025-02', '2025-03', '2025-04', '2025-05']);
  expect(values).toEqual([7, null, null, null, 0]);
  expect(makeCountTrend(counts, 'E07000001').values).toEqual([3, 3, null, 0, 0]);
  expect(findPartMonths(counts)).toEqual(['2025-02', '2025-04']);
});

test('areas of different kinds are never added: a small area lies within a district', () => {
  const district = count('E07000001', '2025-01', 3);
  expect(findAreas([district, count('E08000001', '2025-01', 1)]).mayBeAdded).toBe(true);
  expect(findAreas([district, count('E01000001', '2025-01', 1)]).mayBeAdded).toBe(false);
});
