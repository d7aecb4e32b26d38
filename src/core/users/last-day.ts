import { Temporal } from 'temporal-polyfill';

const zone = 'Europe/London';

const inWords = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: zone,
});

/** "27 March 2027", the day in the United Kingdom. */
export function dayInWords(moment: Date): string {
  return inWords.format(moment);
}

/** A day as it was typed in three boxes, as YYYY-MM-DD; undefined when there is no such day. */
export function parseDay(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): string | undefined {
  const parts = [year, month, day].map((part) => (part ?? '').trim());
  if (!parts.every((part) => /^\d{1,4}$/.test(part))) return undefined;
  const [y = 0, m = 0, d = 0] = parts.map(Number);
  if (y < 2000) return undefined;
  try {
    return Temporal.PlainDate.from(
      { year: y, month: m, day: d },
      { overflow: 'reject' },
    ).toString();
  } catch {
    return undefined;
  }
}

/** A day written YYYY-MM-DD; undefined when there is no such day. */
export function parseWrittenDay(written: string): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(written) ?? [];
  return parseDay(year, month, day);
}

/** The moment at which a day is over in the United Kingdom. */
export function endOfDay(day: string): Date {
  const next = Temporal.PlainDate.from(day).add({ days: 1 });
  return new Date(next.toZonedDateTime(zone).epochMilliseconds);
}
