import { dayInWords, dayOf, momentInWords } from '#platform/calendar.ts';

/** "the end of 1 March 2027" where that is when a day is over in the United Kingdom; otherwise the moment. */
export function untilInWords(until: Date): string {
  const lastDay = dayOf(new Date(until.getTime() - 1));
  return dayOf(until) === lastDay ? momentInWords(until) : `the end of ${dayInWords(lastDay)}`;
}
