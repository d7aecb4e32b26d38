import type { MonthCount, TypeCount } from './type-counts.ts';

/** Incidents of one crime type in one area and month; several of the same are added up. */
export type TypeMonthCount = MonthCount & { code: string; crimeType: string };

/** Months as two periods, the later from a month on, and which of its months had the most. */
export function addUpMonths(counts: readonly TypeMonthCount[], nowFrom: string): TypeCount[] {
  const months = new Map<string, TypeMonthCount>();
  for (const count of counts) {
    const key = `${count.code} ${count.month} ${count.crimeType}`;
    months.set(key, { ...count, count: count.count + (months.get(key)?.count ?? 0) });
  }
  const sums = new Map<string, TypeCount>();
  const oldestFirst = [...months.values()].toSorted((a, b) => (a.month < b.month ? -1 : 1));
  for (const { code, crimeType, month, count } of oldestFirst) {
    const key = `${code} ${crimeType}`;
    const sum = sums.get(key) ?? { code, crimeType, before: 0, now: 0, most: null };
    const isMost = count > (sum.most?.count ?? 0);
    sums.set(
      key,
      month < nowFrom
        ? { ...sum, before: sum.before + count }
        : { ...sum, now: sum.now + count, ...(isMost && { most: { month, count } }) },
    );
  }
  return [...sums.values()];
}
