import { sql, type RawBuilder } from 'kysely';
import type { Boundary } from '#core/places/boundary.ts';
import type { AreaLevel } from '#core/places/population-store.ts';
import type { Transaction } from '#platform/database/database.ts';
import { countsWanted, locatedCounts } from '../incident-counts/located-counts-store.ts';
import type { ForceCount } from './choose-forces.ts';
import type { IncidentSource } from '../police-imports/police-import.ts';

export type BoundedArea = {
  code: string;
  name: string;
  boundary: Boundary | null;
  districtCode: string | null;
};

/**
 * The areas of a level that are loaded, by code; with `within`, those that are one of these codes, or all of
 * whose small areas are, or lie in one of these districts, wards or MSOAs. What a small area is not known to lie
 * in, it lies in with the area it is part of; a district that not all small areas share is nobody’s.
 */
export async function listBoundedAreas(
  tx: Transaction,
  level: AreaLevel,
  within: readonly string[] | undefined,
): Promise<BoundedArea[]> {
  const { rows } = await sql<BoundedArea>`
    with ${partsWithin(level, within ?? [])}
    select areas.code, areas.name, areas.boundary, known.district_code as "districtCode"
    from areas join known using (code)
    where areas.is_current and areas.type = ${level}
      and (${within === undefined} or known.is_within)
    order by areas.code`.execute(tx);
  return rows;
}

/** Which of these codes hold no part of any area of the level that lies within all of them together. */
export async function listIdleCodes(
  tx: Transaction,
  level: AreaLevel,
  within: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    with ${partsWithin(level, within)}
    select given.code from unnest(${[...within]}::text[]) as given (code)
    where not exists (
      select 1 from parts join known using (code)
      where known.is_within and given.code = any (${lyingIn}))`.execute(tx);
  return rows.map(({ code }) => code);
}

/** Every code that a part of an area has or lies in; what it does not lie in is null. */
const lyingIn = sql`array[parts.code, small_code, ward_code, msoa21_code, parts.district_code, force_code]`;

/** The small areas that each area of a level is made of as `parts`, and as `known` whether they all lie within the codes. */
function partsWithin(level: AreaLevel, within: readonly string[]): RawBuilder<unknown> {
  return sql`
    parts as (
      select areas.code, small.code as small_code,
        coalesce(small.ward_code, case when parent_type = 'ward' then parent_code end) as ward_code,
        coalesce(small.msoa21_code, case when parent_type = 'msoa21' then parent_code end)
          as msoa21_code,
        case when areas.type = 'district' then areas.code else coalesce(small.district_code,
          case when parent_type = 'district' then parent_code end) end as district_code,
        case when parent_type = 'force' then parent_code end as force_code
      from areas left join small_areas as small
        on small.type = 'lsoa21' and ${sql.ref(`small.${level}_code`)} = areas.code
      where areas.is_current and areas.type = ${level}
    ), known as (
      select code,
        bool_and(coalesce(${lyingIn} && ${[...within]}::text[], false)) as is_within,
        case when count(district_code) = count(*) and min(district_code) = max(district_code)
          then min(district_code) end as district_code
      from parts group by code
    )`;
}

/** Which of these codes stand for nothing that is loaded. */
export async function listUnknownCodes(
  tx: Transaction,
  codes: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from unnest(${[...codes]}::text[]) as given (code)
    where not exists (select 1 from areas where areas.code = given.code and areas.is_current)
      and not exists (select 1 from districts where districts.code = given.code)
      and not exists (select 1 from small_areas
        where given.code in (small_areas.code, ward_code, msoa21_code, district_code))`.execute(tx);
  return rows.map(({ code }) => code);
}

/** The incidents that some forces reported in a span of months, YYYY-MM. */
export type CountedSpan = {
  source: IncidentSource;
  forces: readonly string[];
  from: string;
  to: string;
};

type CountOrder = CountedSpan & { crimeType: string | undefined };

/** The months that are loaded of any of the forces, oldest first, each with how many of them have it. */
export async function listLoadedMonths(
  tx: Transaction,
  span: CountedSpan,
): Promise<{ month: string; forces: number }[]> {
  const { rows } = await sql<{ month: string; forces: number }>`
    select month, count(*)::int as forces from police_months as months where ${inSpan(span)}
    group by month order by month`.execute(tx);
  return rows;
}

/** What each force reported, of whatever crime type, in each of these areas. */
export async function listForceCounts(
  tx: Transaction,
  level: AreaLevel,
  codes: readonly string[],
  span: Omit<CountedSpan, 'forces'>,
): Promise<ForceCount[]> {
  const own = sql.ref(`located.${level}_code`);
  const located = locatedCounts({
    months: inSpan(span),
    within: { level, codes: sql`${[...codes]}::text[]` },
  });
  const { rows } = await sql<ForceCount>`
    select months.force, ${own} as code, sum(located.count)::int as count
    from (${located}) as located join police_months as months on months.id = located.month_id
    group by 1, 2`.execute(tx);
  return rows;
}

export type AreaMonthCount = { code: string; month: string; count: number };

/** Incidents by area and month, counted in the areas of 2021 of today. */
export async function listAreaMonthCounts(
  tx: Transaction,
  level: AreaLevel,
  codes: readonly string[],
  order: CountOrder,
): Promise<AreaMonthCount[]> {
  const own = sql.ref(`located.${level}_code`);
  const located = locatedCounts({
    months: inSpan(order),
    crimeType: order.crimeType,
    within: { level, codes: sql`${[...codes]}::text[]` },
  });
  const { rows } = await sql<AreaMonthCount>`
    select code, months.month, sum(summed.count)::int as count
    from (select ${own} as code, month_id, sum(located.count) as count
      from (${located}) as located group by 1, 2) as summed
    join police_months as months on months.id = summed.month_id
    group by 1, 2 having sum(summed.count) <> 0`.execute(tx);
  return rows;
}

/**
 * Incidents by area and crime type in two periods that follow each other, the later from a month on, and the month of
 * the later with the most, the first of equals; counted in the areas of 2021 of today. A type without any in an area
 * is not among them.
 */
export async function listAreaTypeCounts(
  tx: Transaction,
  level: AreaLevel,
  codes: readonly string[],
  { nowFrom, ...span }: CountedSpan & { nowFrom: string },
): Promise<AreaTypeCount[]> {
  const own = sql.ref(`located.${level}_code`);
  const located = locatedCounts({
    months: inSpan(span),
    within: { level, codes: sql`${[...codes]}::text[]` },
  });
  const { rows } = await sql<AreaTypeCount>`
    with monthly as (
      select code, months.month, crime_type_id, sum(summed.count) as count
      from (select ${own} as code, month_id, crime_type_id, sum(located.count) as count
        from (${located}) as located group by 1, 2, 3) as summed
      join police_months as months on months.id = summed.month_id
      group by 1, 2, 3 having sum(summed.count) <> 0
    )
    select code, types.name as "crimeType",
      coalesce(sum(count) filter (where month < ${nowFrom}), 0)::int as before,
      coalesce(sum(count) filter (where month >= ${nowFrom}), 0)::int as now,
      (array_agg(json_build_object('month', month, 'count', count::int)
        order by count desc, month) filter (where month >= ${nowFrom}))[1] as most
    from monthly join police_crime_types as types on types.id = crime_type_id
    group by 1, 2 order by 1, 2`.execute(tx);
  return rows;
}

type AreaTypeCount = {
  code: string;
  crimeType: string;
  before: number;
  now: number;
  most: { month: string; count: number } | null;
};

/**
 * Every incident of each month, and those of them that nothing places: published without an area, or under one
 * of 2011 that was split into several of the level, and not placed by their points.
 */
export async function listMonthTotals(
  tx: Transaction,
  level: AreaLevel,
  order: CountOrder,
): Promise<{ month: string; all: number; vague: number }[]> {
  const wanted = countsWanted({ months: inSpan(order), crimeType: order.crimeType });
  const { rows } = await sql<{ month: string; all: number; vague: number }>`
    with split as (
      select code from small_areas
      where is_split and ${sql.ref(`small_areas.${level}_code`)} is null
    ), unplaced as (
      select id from police_areas where code = '' or code in (select code from split)
    ), summed as (
      select counts.month_id, sum(counts.count) as "all",
        sum(counts.count) filter (where unplaced.id is not null) as vague
      from police_months as months
      join police_monthly_counts as counts on counts.month_id = months.id
      left join unplaced on unplaced.id = counts.area_id
      where ${wanted} group by 1
      union all
      select counts.month_id, 0, -sum(counts.count)
      from police_months as months
      join police_placed_counts as counts on counts.month_id = months.id
      where ${wanted} and counts.area_code in (select code from split) group by 1
    )
    select months.month, sum(summed."all")::int as "all",
      coalesce(sum(summed.vague), 0)::int as vague
    from summed join police_months as months on months.id = summed.month_id
    group by 1`.execute(tx);
  return rows;
}

/** Where the rows of each month are kept. */
export async function listMonthFiles(tx: Transaction, span: CountedSpan): Promise<string[]> {
  const { rows } = await sql<{ path: string }>`
    select parquet_path as path from police_months as months
    where ${inSpan(span)} order by month, force`.execute(tx);
  return rows.map(({ path }) => path);
}

function inSpan({
  source,
  forces,
  from,
  to,
}: Omit<CountedSpan, 'forces'> & { forces?: readonly string[] }): RawBuilder<unknown> {
  return sql`months.is_current and months.source = ${source}
    ${forces === undefined ? sql`` : sql`and months.force = any (${[...forces]}::text[])`}
    and months.month >= ${from} and months.month <= ${to}`;
}
