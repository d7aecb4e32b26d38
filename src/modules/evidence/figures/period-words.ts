import { monthInShort, monthInWords } from '#platform/calendar.ts';

/** "January 2025 to June 2025"; one month by itself; "No month" where there is none. */
export function spanInWords(months: readonly string[]): string {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return 'No month';
  return first === last ? monthInWords(first) : `${monthInWords(first)} to ${monthInWords(last)}`;
}

/** What a period of so many months is called. */
export const periodNames = { 1: 'month', 3: 'quarter', 6: 'half-year', 12: 'year' } as const;

/** "Jan–Mar 2025" for a quarter, "2025" for a year of the calendar. */
export function periodInShort(first: string, last: string): string {
  if (first === last) return monthInShort(first);
  if (first.endsWith('-01') && last.endsWith('-12')) return first.slice(0, 4);
  const [month] = monthInShort(first).split(' ');
  return `${month}–${monthInShort(last)}`;
}

/**
 * Months by name, those that follow each other as a span: "May 2025, August 2025 to October 2025". Oldest
 * first, as given.
 */
export function listMonthsInWords(months: readonly string[], every: readonly string[]): string {
  const spans: string[][] = [];
  for (const month of months) {
    const span = spans.at(-1);
    const before = every[every.indexOf(month) - 1];
    if (span !== undefined && before !== undefined && span.at(-1) === before) span.push(month);
    else spans.push([month]);
  }
  return spans.map(spanInWords).join(', ');
}
