import { Temporal } from 'temporal-polyfill';

const zone = 'Europe/London';

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
  return Temporal.PlainYearMonth.from(month)
    .toPlainDate({ day: 1 })
    .toLocaleString('en-GB', { month: 'long', year: 'numeric' });
}

/** "Mar 2025" for "2025-03". */
export function monthInShort(month: string): string {
  return Temporal.PlainYearMonth.from(month)
    .toPlainDate({ day: 1 })
    .toLocaleString('en-GB', { month: 'short', year: 'numeric' });
}

/** "22 November 2026 at 2:05pm", in United Kingdom time. */
export function momentInWords(moment: Date): string {
  const local = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone);
  const day = local.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  const hour = local.hour % 12 === 0 ? 12 : local.hour % 12;
  const minute = String(local.minute).padStart(2, '0');
  return `${day} at ${hour}:${minute}${local.hour < 12 ? 'am' : 'pm'}`;
}
