import { Temporal } from 'temporal-polyfill';

/** A calendar day, written YYYY-MM-DD, moved by whole days or months; the 31st falls to the last of a shorter month. */
export function dayPlus(day: string, by: { days?: number; months?: number }): string {
  return Temporal.PlainDate.from(day).add(by).toString();
}
