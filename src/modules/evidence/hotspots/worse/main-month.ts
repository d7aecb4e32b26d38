import { monthInWords } from '#platform/calendar.ts';
import type { Rise } from './find-worse.ts';
import type { WorseReport } from './read-worse.ts';
import type { MonthCount } from './type-counts.ts';

/** Of one or two months, one has half or more anyway. */
const fewestMonths = 3;

type Risen = Pick<Rise, 'now' | 'most'>;
type Compared = Pick<WorseReport, 'periods'>;

/**
 * The month that a rise is mostly made of: one that holds half or more of the later period's incidents, where at
 * least three months of it are loaded. A fact of the counts, which no test has looked at.
 */
export function findMainMonth({ now, most }: Risen, { periods }: Compared): MonthCount | undefined {
  if (most === null || periods.now.length < fewestMonths) return undefined;
  return most.count * 2 >= now ? most : undefined;
}

/** "39 of the 40 in August 2025"; undefined where no month holds half or more. */
export function mainMonthInWords(rise: Risen, report: Compared): string | undefined {
  const main = findMainMonth(rise, report);
  if (main === undefined) return undefined;
  const month = monthInWords(main.month);
  const now = rise.now.toLocaleString('en-GB');
  if (main.count === rise.now) return `all ${now} in ${month}`;
  return `${main.count.toLocaleString('en-GB')} of the ${now} in ${month}`;
}

/** What a reader must know of rises that are mostly one month. */
export const mainMonthCaveat =
  'Where one month holds half or more of the later period, of at least 3 months, the table says so. The test takes the months together, so such a rise may be one event: ask what happened in that month.';
