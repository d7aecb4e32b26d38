import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf } from '#platform/calendar.ts';
import { endOfDay, parseDay, parseWrittenDay } from './last-day.ts';

test('a day ends when the next begins in the United Kingdom, in summer and winter', () => {
  expect(endOfDay('2026-11-27').toISOString()).toBe('2026-11-28T00:00:00.000Z');
  expect(endOfDay('2026-06-30').toISOString()).toBe('2026-06-30T23:00:00.000Z');
  expect(endOfDay('2026-03-29').toISOString()).toBe('2026-03-29T23:00:00.000Z');
});

test('whatever the day, the moment before its end is still that day and its end is not', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
      (moment) => {
        const end = endOfDay(dayOf(moment));
        expect(end > moment).toBe(true);
        expect(dayOf(new Date(end.getTime() - 1))).toBe(dayOf(moment));
        expect(dayOf(end)).not.toBe(dayOf(moment));
      },
    ),
    { numRuns: 100 },
  );
});

test.each([
  ['2027', '3', '27', '2027-03-27'],
  [' 2027 ', '03', '27', '2027-03-27'],
  ['2028', '2', '29', '2028-02-29'],
  ['2027', '2', '29', undefined],
  ['27', '3', '27', undefined],
  ['2027', 'March', '27', undefined],
  ['2027', undefined, '27', undefined],
  ['2027', '-3', '27', undefined],
])('%s, %s and %s are read as %s', (year, month, day, read) => {
  expect(parseDay(year, month, day)).toBe(read);
});

test('a day on the command line is written year, month, day', () => {
  expect(parseWrittenDay('2027-03-27')).toBe('2027-03-27');
  for (const wrong of ['27-03-2027', '2027-3-27', '2027-13-01', 'tomorrow']) {
    expect(parseWrittenDay(wrong)).toBeUndefined();
  }
});
