import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

const pattern = /^(?:today|([+-]\d{1,4}) (day|week|month|year)s?)$/;

/** A day counted from whichever day it is read: `today`, `-12 days`, `+3 weeks`, `-5 months`. */
export const RelativeDate = z
  .string()
  .regex(pattern, 'must be today, or a count from today such as -12 days or +3 weeks');
export type RelativeDate = z.infer<typeof RelativeDate>;

/**
 * The calendar day (YYYY-MM-DD) that a relative date means on the day `today` (YYYY-MM-DD).
 * A month with too few days gives its last day. Throws RangeError when either is written otherwise.
 */
export function resolveDate(relative: RelativeDate, today: string): string {
  const match = pattern.exec(relative);
  if (match === null) throw new RangeError(`"${relative}" is not a relative date`);
  const day = Temporal.PlainDate.from(today);
  const [, count, unit] = match;
  if (count === undefined || unit === undefined) return day.toString();
  return day.add({ [`${unit}s`]: Number(count) }).toString();
}
