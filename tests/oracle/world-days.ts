import { dayOf } from './rules-of-agreements.ts';
import type { Day, Moment } from './world.ts';

export const minute = 60_000;
export const hour = 60 * minute;
const noonOf = (day: Day): Moment => Date.parse(`${day}T12:00:00Z`);

/** The day so many after this one. */
export function daysAfter(day: Day, count: number): Day {
  return new Date(noonOf(day) + count * 24 * hour).toISOString().slice(0, 10);
}

/** The moment a day begins in London, summer or winter. */
function startOfDay(day: Day): Moment {
  const byGreenwich = Date.parse(`${day}T00:00:00Z`);
  return dayOf(byGreenwich - hour) === day ? byGreenwich - hour : byGreenwich;
}

/**
 * The days that worlds are set on: the nights when the clocks change, the days after, and plain ones of
 * summer and winter.
 */
export const daysOfWorlds: readonly [Day, ...Day[]] = [
  '2026-10-25',
  '2027-03-28',
  '2026-10-26',
  '2027-03-29',
  '2027-07-01',
  '2026-12-15',
];

/** The moments that people look at in a world, around the start of its day. */
export function momentsAround(day: Day): [Moment, ...Moment[]] {
  const start = startOfDay(day);
  return [
    start - hour,
    start - 1,
    start,
    start + 30 * minute,
    start + hour,
    start + 12 * hour,
    startOfDay(daysAfter(day, 1)),
  ];
}
