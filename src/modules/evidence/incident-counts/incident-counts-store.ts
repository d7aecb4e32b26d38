import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { CurrentSource } from './incident-source-store.ts';
import {
  countsWanted,
  groupingByHash,
  locatedCounts,
  ourDistricts,
  type LocatedFilter,
} from './located-counts-store.ts';

/** Incidents of one month and crime type in one of the partnership's districts; null: in none of them. */
export type DistrictCount = {
  month: string;
  districtCode: string | null;
  crimeType: string;
  count: number;
  /** How many of them were published under an area of 2011 and are counted in another of 2021. */
  carried: number;
};

/**
 * All counts of the current months by district. Those in none of them are only known where districts are told
 * by codes. Rows without a location are left out.
 */
export async function listDistrictCounts(
  tx: Transaction,
  { source, force, districtsFrom }: CurrentSource,
): Promise<DistrictCount[]> {
  const months = sql`months.is_current and months.source = ${source} and months.force = ${force}`;
  const counts = districtsFrom === 'codes' ? locatedCounts : countsByName;
  const query = sql<DistrictCount>`
    select months.month, summed.district_code as "districtCode", types.name as "crimeType",
      summed.count, summed.carried
    from (
      select located.month_id, located.crime_type_id, sum(located.count)::int as count,
        sum(case when located.area_code <> located.lsoa21_code then located.count else 0 end)::int
          as carried,
        case when located.district_code = any (${ourDistricts}) then located.district_code end
          as district_code
      from (${counts({ months })}) as located
      group by 1, 2, 5
      having sum(located.count) <> 0
    ) as summed
    join police_months as months on months.id = summed.month_id
    join police_crime_types as types on types.id = summed.crime_type_id`;
  const { rows } = await groupingByHash(tx, () => query.execute(tx));
  return rows;
}

function countsByName(filter: LocatedFilter): RawBuilder<unknown> {
  return sql`
    select counts.month_id, counts.crime_type_id, districts.code as district_code, null as area_code,
      null as lsoa21_code, counts.count
    from police_months as months
    join police_monthly_counts as counts on counts.month_id = months.id
    join police_areas as published on published.id = counts.area_id
    join districts
      on districts.area_name_prefix = substring(published.name from ${smallAreaNamePattern})
    where ${countsWanted(filter)}`;
}

/**
 * The published name of a small area: its district's, a space, a number and a letter ("Some Town 001A").
 * Read only until a lookup says where published codes lie.
 */
const smallAreaNamePattern = '^(.+) [0-9]+[A-Z]$';
