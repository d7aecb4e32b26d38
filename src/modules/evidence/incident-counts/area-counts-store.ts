import { sql } from 'kysely';
import type { AreaLevel } from '#core/places/population-store.ts';
import { areDistrictsKnownByCode } from '#core/places/small-area-store.ts';
import type { Transaction } from '#platform/database/database.ts';
import { locatedCounts, movedCounts, type AreasWithin } from './located-counts-store.ts';
import type { IncidentSource } from '../police-imports/police-import.ts';

export type AreaCountQuery = {
  /** What the incidents are added up to; wards, MSOAs and districts need a loaded lookup or parents. */
  level: AreaLevel;
  source: IncidentSource;
  /** What one force reported; undefined: every force. */
  force?: string | undefined;
  /** The first and the last month, YYYY-MM. */
  from: string;
  to: string;
  crimeType?: string | undefined;
  /** Only these areas of the level; what cannot be placed is then left out of `marked` too. */
  areaCodes?: readonly string[] | undefined;
  /** Only small areas in this district. */
  districtCode?: string | undefined;
};

export type AreaCount = { areaCode: string; month: string; crimeType: string; count: number };

export type MarkedCount = AreaCount & {
  /**
   * Why these incidents are in no area of the level: their area of 2011 was split and they have no
   * point in its parts, or nothing loaded says where their area belongs.
   */
  why: 'split' | 'unknown';
};

export type AreaCounts = {
  counts: readonly AreaCount[];
  /** By the code they were published under. Never part of `counts`. */
  marked: readonly MarkedCount[];
};

/**
 * Incidents by area and month, current months only: published codes of 2021, codes of 2011 that are the
 * same or were merged, and split ones by their points. Rows without a location are in neither list.
 */
export async function listAreaCounts(tx: Transaction, query: AreaCountQuery): Promise<AreaCounts> {
  const level = sql.ref(`located.${query.level}_code`);
  const { force, crimeType, areaCodes, districtCode } = query;
  const months = sql`months.is_current and months.source = ${query.source}
    and months.month >= ${query.from} and months.month <= ${query.to}
    ${force === undefined ? sql`` : sql`and months.force = ${force}`}`;
  const within: AreasWithin | undefined =
    areaCodes === undefined
      ? undefined
      : { level: query.level, codes: sql`${[...areaCodes]}::text[]` };
  const { rows } = await sql<MarkedCount & { isMarked: boolean }>`
    select "areaCode", months.month, types.name as "crimeType", sum(summed.count)::int as count,
      "isMarked", case when summed.is_split then 'split' else 'unknown' end as why
    from (
      select coalesce(${level}, located.area_code) as "areaCode", located.month_id,
        located.crime_type_id, located.is_split, ${level} is null as "isMarked",
        sum(located.count) as count
      from (${locatedCounts({ months, crimeType, within })}) as located
      where true
        ${districtCode === undefined ? sql`` : sql`and located.district_code = ${districtCode}`}
      group by 1, 2, 3, 4, 5
    ) as summed
    join police_months as months on months.id = summed.month_id
    join police_crime_types as types on types.id = summed.crime_type_id
    group by 1, 2, 3, 5, 6
    having sum(summed.count) <> 0
    order by 1, 2, 3`.execute(tx);
  const counts: AreaCount[] = [];
  const marked: MarkedCount[] = [];
  for (const { isMarked, why, ...count } of rows) {
    if (isMarked) marked.push({ ...count, why });
    else addTo(counts, count);
  }
  return { counts, marked };
}

/** Placed and published incidents of one area, month and type come as two rows; here they are one. */
function addTo(counts: AreaCount[], count: AreaCount): void {
  const last = counts.at(-1);
  const isSame =
    last?.areaCode === count.areaCode &&
    last.month === count.month &&
    last.crimeType === count.crimeType;
  if (isSame) counts[counts.length - 1] = { ...count, count: last.count + count.count };
  else counts.push(count);
}

/**
 * Rows of an import with an area code that lies in no district of the partnership, as the areas loaded
 * now tell. Null while no loaded area or lookup says in which district any published area lies.
 */
export async function countOutsideArea(tx: Transaction, importId: string): Promise<number | null> {
  const found = await tx
    .selectFrom('police_imports')
    .select('source')
    .where('id', '=', importId)
    .executeTakeFirst();
  if (found === undefined) return null;
  if (found.source === 'police' && !(await areDistrictsKnownByCode(tx))) return null;
  // All with an area less those in the districts: far fewer areas are looked up than the other way round.
  const { rows } = await sql<{ count: number }>`
    select (
      coalesce((select sum(rows) from police_import_areas
        where import_id = ${importId}
          and area_id not in (select id from police_areas where code = '')), 0)
      - coalesce((select sum(areas.rows) from small_areas as small
          join police_areas as published on published.code = small.code
          join police_import_areas as areas
            on areas.area_id = published.id and areas.import_id = ${importId}
          where small.district_code in (select code from districts)), 0)
      + coalesce((select sum(count)
          from (${movedCounts({ months: sql`months.import_id = ${importId}` })}) as moved
          where district_code is null or district_code not in (select code from districts)), 0)
    )::int as count`.execute(tx);
  return rows[0]?.count ?? 0;
}
