import { expect, test } from 'vitest';
import { momentInWords } from './calendar.ts';
import { endOfNextWorkingDay } from './working-days.ts';

const holidays = ['2026-12-25', '2026-12-28'];

test.each([
  ['a Monday night', '2026-11-23T23:30:00Z', '25 November 2026 at 12:00am'],
  ['a Friday morning', '2026-11-27T09:00:00Z', '1 December 2026 at 12:00am'],
  ['a Sunday', '2026-11-29T09:00:00Z', '1 December 2026 at 12:00am'],
  ['the day before Christmas', '2026-12-24T22:00:00Z', '30 December 2026 at 12:00am'],
  ['a Friday before the clocks go forward', '2027-03-26T12:00:00Z', '30 March 2027 at 12:00am'],
  ['the first minutes of a summer Tuesday', '2026-06-15T23:10:00Z', '18 June 2026 at 12:00am'],
])('what happens on %s is due when the next working day ends', (_when, moment, due) => {
  expect(momentInWords(endOfNextWorkingDay(new Date(moment), holidays))).toBe(due);
});
