import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { CurrentSource } from './incident-source-store.ts';
import {
  countsWanted,
  groupingByHash,
  locatedCounts,
  ourDistricts,
  type AreasWithin,
  type LocatedFilter,
} from './located-counts-store.ts';

export type IncidentCount = {
  month: string;
  districtCode: string;
  crimeType: string;
  count: number;
};

/** Counts by month, district and crime type of the rows that lie in the partnership's districts. */
export async function listIncidentCounts(
  tx: Transaction,
  { source, force, districtsFrom }: CurrentSource,
  only: { crimeType?: string | undefined; districtCode?: string | undefined },
): Promise<IncidentCount[]> {
  const { crimeType, districtCode } = only;
  const months = sql`months.is_current and months.source = ${source} and months.force = ${force}`;
  const counts = districtsFrom === 'codes' ? locatedCounts : countsByName;
  const codes = districtCode === undefined ? ourDistricts : sql`${[districtCode]}::text[]`;
  const within: AreasWithin = { level: 'district', codes };
  const query = sql<IncidentCount>`
    select months.month, summed.district_code as "districtCode", types.name as "crimeType",
      summed.count
    from (
      select located.month_id, located.district_code, located.crime_type_id,
        sum(located.count)::int as count
      from (${counts({ months, crimeType, within })}) as located
      group by located.month_id, located.district_code, located.crime_type_id
      having sum(located.count) <> 0
    ) as summed
    join police_months as months on months.id = summed.month_id
    join police_crime_types as types on types.id = summed.crime_type_id`;
  const { rows } = await groupingByHash(tx, () => query.execute(tx));
  return rows;
}

function countsByName(filter: LocatedFilter & { within: AreasWithin }): RawBuilder<unknown> {
  return sql`
    select counts.month_id, counts.crime_type_id, districts.code as district_code, counts.count
    from police_months as months
    join police_monthly_counts as counts on counts.month_id = months.id
    join police_areas as published on published.id = counts.area_id
    join districts
      on districts.area_name_prefix = substring(published.name from ${smallAreaNamePattern})
    where ${countsWanted(filter)} and districts.code = any (${filter.within.codes})`;
}

/**
 * The published name of a small area: its district's, a space, a number and a letter ("Some Town 001A").
 * Read only until a lookup says where published codes lie.
 */
const smallAreaNamePattern = '^(.+) [0-9]+[A-Z]$';
