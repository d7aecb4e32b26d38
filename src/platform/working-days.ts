import { Temporal } from 'temporal-polyfill';

const zone = 'Europe/London';
const saturday = 6;

/**
 * The moment at which the next working day after this moment's day is over in the United Kingdom. Saturdays,
 * Sundays and the given days (YYYY-MM-DD) are not worked.
 */
export function endOfNextWorkingDay(moment: Date, holidays: readonly string[]): Date {
  const now = Temporal.Instant.fromEpochMilliseconds(moment.getTime());
  let day = now.toZonedDateTimeISO(zone).toPlainDate().add({ days: 1 });
  while (day.dayOfWeek >= saturday || holidays.includes(day.toString())) day = day.add({ days: 1 });
  return new Date(day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);
}
