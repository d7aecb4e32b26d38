import { dayOf, monthInWords, monthsApart } from '#platform/calendar.ts';

/** "2 months ago": the police publish about two months late; older than that, somebody should load more. */
export function ageInWords(month: string, now: Date): string {
  const months = monthsApart(month, dayOf(now).slice(0, 7));
  if (months < 1) return 'this month';
  return months === 1 ? '1 month ago' : `${months} months ago`;
}

/** "The newest month that is loaded is September 2025, 14 months ago." */
export function newestMonthSentence(months: readonly string[], now: Date): string {
  const newest = months.at(-1) ?? '';
  return `The newest month that is loaded is ${monthInWords(newest)}, ${ageInWords(newest, now)}.`;
}
