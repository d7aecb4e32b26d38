/** A quarter, half-year or year by the calendar: the months it is made of, and its count. */
export interface LongerPeriod {
  /** First and last month, as indexes of the months. */
  readonly from: number;
  readonly to: number;
  /** Missing when any of its months is. */
  readonly count: number | null;
}

export interface LongerPeriods {
  readonly periods: readonly LongerPeriod[];
  /** Newest months that wait for the rest of their period, and are in none. */
  readonly monthsWaiting: number;
}

/** How many months a longer period has. */
export type PeriodLength = 3 | 6 | 12;

/**
 * Monthly counts added up by the quarters, half-years or years of the calendar, whole ones only; the first
 * month is 1 for January to 12. The calendar decides and not the newest month, so that a figure once shown
 * stays as it was when the next month arrives, and cannot be made by choosing where to begin.
 */
export function addUpPeriods(
  months: readonly (number | null)[],
  { firstMonth, length }: { readonly firstMonth: number; readonly length: PeriodLength },
): LongerPeriods {
  if (!(Number.isInteger(firstMonth) && firstMonth >= 1 && firstMonth <= 12)) {
    throw new RangeError('A first month is a whole number from 1 to 12.');
  }
  const periods: LongerPeriod[] = [];
  let from = (length - ((firstMonth - 1) % length)) % length;
  for (; from + length <= months.length; from += length) {
    periods.push({ from, to: from + length - 1, count: addUp(months.slice(from, from + length)) });
  }
  return { periods, monthsWaiting: Math.max(0, months.length - from) };
}

function addUp(months: readonly (number | null)[]): number | null {
  let total = 0;
  for (const count of months) {
    if (count === null) return null;
    total += count;
  }
  return total;
}
