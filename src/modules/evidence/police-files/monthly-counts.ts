import type { Analytics } from '#platform/analytics/analytics.ts';
import { quoteText } from '#platform/analytics/sql-text.ts';

/** How many rows of one force, month and crime type lie in one area; without an area code, null. */
export interface MonthlyCount {
  readonly month: string;
  readonly force: string;
  readonly areaCode: string | null;
  readonly areaName: string | null;
  readonly crimeType: string;
  readonly count: number;
}

/** Counts asked for at once, of which few units have more, and counts handed over at once. */
const countsAsked = 50_000;
const countsAtOnce = 5_000;

/** The monthly counts of one unit's Parquet file, some thousands at a time: there may be any number. */
export async function* readMonthlyCounts(
  analytics: Analytics,
  parquetPath: string,
): AsyncGenerator<readonly MonthlyCount[]> {
  for (let from = 0; ; from += countsAsked) {
    const counts = await analytics.rows<MonthlyCount>(`
      select month, reported_by as force, lsoa_code as "areaCode", lsoa_name as "areaName",
        crime_type as "crimeType", count(*) as count
      from read_parquet(${quoteText(parquetPath)})
      group by all
      order by month, force, lsoa_code nulls last, lsoa_name nulls last, crime_type
      limit ${countsAsked} offset ${from}`);
    for (let first = 0; first < counts.length; first += countsAtOnce) {
      yield counts.slice(first, first + countsAtOnce);
    }
    if (counts.length < countsAsked) return;
  }
}
