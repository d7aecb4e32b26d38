import { Temporal } from 'temporal-polyfill';

const zone = 'Europe/London';

// Making one takes far longer than using it, and a page may name a thousand months.
const monthAndYear = new Intl.DateTimeFormat('en-GB', {
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const shortMonthAndYear = new Intl.DateTimeFormat('en-GB', {
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const dayMonthAndYear = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: zone,
});

/** The calendar day in the United Kingdom at a moment, as YYYY-MM-DD. */
export function dayOf(moment: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}

/** A month, written YYYY-MM, moved by a whole number of months. */
export function monthPlus(month: string, months: number): string {
  return monthOfNumber(numberOfMonth(month) + months);
}

/** Every month from the first to the last, both included; empty when they are the wrong way round. */
export function monthsBetween(first: string, last: string): string[] {
  const [from, to] = [numberOfMonth(first), numberOfMonth(last)];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) =>
    monthOfNumber(from + index),
  );
}

/** Whole months from one month to a later one; negative when it is earlier. */
export function monthsApart(from: string, to: string): number {
  return numberOfMonth(to) - numberOfMonth(from);
}

/** "March 2025" for "2025-03". */
export function monthInWords(month: string): string {
  return monthAndYear.format(beginningOf(month));
}

/** "Mar 2025" for "2025-03". */
export function monthInShort(month: string): string {
  return shortMonthAndYear.format(beginningOf(month));
}

/** "22 November 2026" for "2026-11-22". */
export function dayInWords(day: string): string {
  const { year, month, day: ofMonth } = Temporal.PlainDate.from(day);
  return dayMonthAndYear.format(Date.UTC(year, month - 1, ofMonth));
}

/** Milliseconds since 1970 at the beginning of a month, in UTC. */
function beginningOf(month: string): number {
  const number = numberOfMonth(month);
  return Date.UTC(Math.floor(number / 12), number % 12);
}

/** Months since the year 0: a page reckons with thousands of months, and whole numbers are quick. */
function numberOfMonth(month: string): number {
  const [, year = '', ofYear = ''] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month) ?? [];
  if (year === '') throw new RangeError(`This is no month: ${month}`);
  return Number(year) * 12 + Number(ofYear) - 1;
}

function monthOfNumber(number: number): string {
  const year = String(Math.floor(number / 12)).padStart(4, '0');
  return `${year}-${String((number % 12) + 1).padStart(2, '0')}`;
}

/** "22 November 2026 at 2:05pm", in United Kingdom time. */
export function momentInWords(moment: Date): string {
  const local = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone);
  const hour = local.hour % 12 === 0 ? 12 : local.hour % 12;
  const minute = String(local.minute).padStart(2, '0');
  return `${dayMonthAndYear.format(moment)} at ${hour}:${minute}${local.hour < 12 ? 'am' : 'pm'}`;
}
