import { sql, type RawBuilder } from 'kysely';
import { areDistrictsKnownByCode } from '#core/places/small-area-store.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { CurrentSource } from './incident-source-store.ts';
import { locatedCounts } from './located-counts-store.ts';
import type { IncidentSource } from './police-imports/police-import.ts';

export type IncidentCount = {
  month: string;
  districtCode: string;
  crimeType: string;
  count: number;
};

/** What tells in which district an incident lies: its area's code, or until then its area's name. */
export type DistrictsFrom = 'codes' | 'names';

/** The demonstration's codes are always known; published ones once a lookup or parents are loaded. */
export async function findDistrictsFrom(
  tx: Transaction,
  source: IncidentSource,
): Promise<DistrictsFrom> {
  return source === 'demonstration' || (await areDistrictsKnownByCode(tx)) ? 'codes' : 'names';
}

/** Counts by month, district and crime type of the rows that lie in the partnership's districts. */
export async function listIncidentCounts(
  tx: Transaction,
  { source, force, districtsFrom }: CurrentSource,
  only: { crimeType?: string | undefined; districtCode?: string | undefined },
): Promise<IncidentCount[]> {
  const { crimeType, districtCode } = only;
  const filter = sql`months.is_current and months.source = ${source} and months.force = ${force}
    ${crimeType === undefined ? sql`` : sql`and counts.crime_type = ${crimeType}`}`;
  const { rows } = await sql<IncidentCount>`
    select located.month, districts.code as "districtCode", located.crime_type as "crimeType",
      sum(located.count)::int as count
    from (${districtsFrom === 'codes' ? locatedCounts(filter) : countsByName(filter)}) as located
    join districts on districts.code = located.district_code
    ${districtCode === undefined ? sql`` : sql`where districts.code = ${districtCode}`}
    group by located.month, districts.code, located.crime_type
    having sum(located.count) <> 0`.execute(tx);
  return rows;
}

function countsByName(filter: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select counts.month, counts.crime_type, districts.code as district_code, counts.count
    from police_months as months
    join police_monthly_counts as counts using (import_id, force, month)
    join districts
      on districts.area_name_prefix = substring(counts.area_name from ${smallAreaNamePattern})
    where ${filter}`;
}

/**
 * The published name of a small area: its district's, a space, a number and a letter ("Some Town 001A").
 * Read only until a lookup says where published codes lie.
 */
const smallAreaNamePattern = '^(.+) [0-9]+[A-Z]$';
