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

/** The monthly counts of one unit's Parquet file: a few thousand rows for a large force. */
export async function listMonthlyCounts(
  analytics: Analytics,
  parquetPath: string,
): Promise<readonly MonthlyCount[]> {
  return analytics.rows<MonthlyCount>(`
    select month, reported_by as force, lsoa_code as "areaCode", lsoa_name as "areaName",
      crime_type as "crimeType", count(*) as count
    from read_parquet(${quoteText(parquetPath)})
    group by all
    order by month, force, lsoa_code nulls last, lsoa_name nulls last, crime_type`);
}
