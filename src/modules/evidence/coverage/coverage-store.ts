import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { CurrentSource } from '../incident-counts/incident-source-store.ts';
import { locatedCounts, ourDistricts } from '../incident-counts/located-counts-store.ts';

/** What became of one force's month: all of its versions together. */
export type UnitCoverage = {
  force: string;
  month: string;
  /** False where every version of it was withdrawn. */
  isLoaded: boolean;
  /** Versions that are kept, the one in use among them. */
  versions: number;
  /** Accepted rows of the version in use, and how many of them have no location. */
  rows: number;
  withoutLocation: number;
  /** The import in use. */
  importId: string | null;
};

/** Every force's month that was ever loaded from a source, by force and month. */
export async function listUnits(
  tx: Transaction,
  { source }: Pick<CurrentSource, 'source'>,
): Promise<UnitCoverage[]> {
  const { rows } = await sql<UnitCoverage>`
    select force, month, bool_or(is_current) as "isLoaded", count(*)::int as versions,
      coalesce(sum(rows_accepted) filter (where is_current), 0)::int as rows,
      coalesce(sum(rows_without_location) filter (where is_current), 0)::int as "withoutLocation",
      (array_agg(import_id) filter (where is_current))[1] as "importId"
    from police_months where source = ${source}
    group by force, month order by force, month`.execute(tx);
  return rows;
}

/**
 * Rows of the partnership's own force that lie in none of its districts, by month; undefined while nothing
 * loaded tells by code in which district an area lies.
 */
export async function findOutsideByMonth(
  tx: Transaction,
  { source, force, districtsFrom }: CurrentSource,
): Promise<ReadonlyMap<string, number> | undefined> {
  if (districtsFrom !== 'codes') return undefined;
  const months = sql`months.is_current and months.source = ${source} and months.force = ${force}`;
  const inOurs = { level: 'district', codes: ourDistricts } as const;
  // All with an area less those in the districts: far fewer areas are looked up than the other way round.
  const { rows } = await sql<{ month: string; count: number }>`
    select months.month, summed.count from (
      select month_id, sum(count)::int as count from (
        select counts.month_id, counts.count
        from police_months as months
        join police_monthly_counts as counts on counts.month_id = months.id
        where ${months} and counts.area_id not in (select id from police_areas where code = '')
        union all
        select month_id, -count
        from (${locatedCounts({ months, within: inOurs })}) as located
      ) as outside
      group by month_id having sum(count) <> 0
    ) as summed
    join police_months as months on months.id = summed.month_id`.execute(tx);
  return new Map(rows.map(({ month, count }) => [month, count]));
}
