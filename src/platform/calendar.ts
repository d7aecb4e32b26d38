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
  return Temporal.PlainYearMonth.from(month).add({ months }).toString();
}

/** Every month from the first to the last, both included; empty when they are the wrong way round. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = monthPlus(month, 1)) months.push(month);
  return months;
}

/** Whole months from one month to a later one; negative when it is earlier. */
export function monthsApart(from: string, to: string): number {
  return Temporal.PlainYearMonth.from(from).until(to, { largestUnit: 'months' }).months;
}

/** "March 2025" for "2025-03". */
export function monthInWords(month: string): string {
  return monthAndYear.format(beginningOf(month));
}

/** "Mar 2025" for "2025-03". */
export function monthInShort(month: string): string {
  return shortMonthAndYear.format(beginningOf(month));
}

/** Milliseconds since 1970 at the beginning of a month, in UTC. */
function beginningOf(written: string): number {
  const { year, month } = Temporal.PlainYearMonth.from(written);
  return Date.UTC(year, month - 1);
}

/** "22 November 2026 at 2:05pm", in United Kingdom time. */
export function momentInWords(moment: Date): string {
  const local = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone);
  const hour = local.hour % 12 === 0 ? 12 : local.hour % 12;
  const minute = String(local.minute).padStart(2, '0');
  return `${dayMonthAndYear.format(moment)} at ${hour}:${minute}${local.hour < 12 ? 'am' : 'pm'}`;
}
