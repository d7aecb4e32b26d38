import { sql, type RawBuilder } from 'kysely';
import type { Boundary } from '#core/places/boundary.ts';
import type { AreaLevel } from '#core/places/population-store.ts';
import type { Transaction } from '#platform/database/database.ts';
import { countsWanted, locatedCounts } from '../incident-counts/located-counts-store.ts';
import type { IncidentSource } from '../police-imports/police-import.ts';

export type BoundedArea = {
  code: string;
  name: string;
  boundary: Boundary | null;
  districtCode: string | null;
};

/**
 * The areas of a level that are loaded, by code; with `within`, those that are one of these codes or lie in
 * one of these districts, wards or MSOAs.
 */
export async function listBoundedAreas(
  tx: Transaction,
  level: AreaLevel,
  within: readonly string[] | undefined,
): Promise<BoundedArea[]> {
  const own = level === 'lsoa21' ? sql.ref('code') : sql.ref(`${level}_code`);
  const codes = sql`${[...(within ?? [])]}::text[]`;
  const { rows } = await sql<BoundedArea>`
    with parts as (
      select ${own} as code, min(district_code) as district_code,
        bool_or(coalesce(district_code = any (${codes}) or ward_code = any (${codes})
          or msoa21_code = any (${codes}), false)) as is_within
      from small_areas where ${own} is not null and type = 'lsoa21' group by 1
    )
    select areas.code, areas.name, areas.boundary,
      case when areas.type = 'district' then areas.code
        else coalesce(parts.district_code,
          case when areas.parent_type = 'district' then areas.parent_code end) end as "districtCode"
    from areas left join parts using (code)
    where areas.is_current and areas.type = ${level}
      and (${within === undefined} or areas.code = any (${codes}) or parts.is_within
        or areas.parent_code = any (${codes}))
    order by areas.code`.execute(tx);
  return rows;
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

/** Whose incidents: one force’s, or every force’s together. */
export type CountedSource = { source: IncidentSource; force: string | undefined };

type CountOrder = CountedSource & { crimeType: string | undefined; from: string; to: string };

/** The months that are loaded of a source, oldest first. */
export async function listLoadedMonths(
  tx: Transaction,
  { source, force }: CountedSource,
): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    select distinct month from police_months as months where ${inUse({ source, force })}
    order by month`.execute(tx);
  return rows.map(({ month }) => month);
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
 * Incidents by month that are in no area: published without one, or under an area of 2011 that was split and
 * not placed by their points, or under a code that nothing loaded knows.
 */
export async function listVagueCounts(
  tx: Transaction,
  level: AreaLevel,
  order: CountOrder,
): Promise<{ month: string; count: number }[]> {
  const own = sql.ref(`located.${level}_code`);
  const months = inSpan(order);
  const { crimeType } = order;
  const { rows } = await sql<{ month: string; count: number }>`
    select months.month, sum(summed.count)::int as count from (
      select counts.month_id, sum(counts.count) as count
      from police_months as months
      join police_monthly_counts as counts on counts.month_id = months.id
      where ${countsWanted({ months, crimeType })}
        and counts.area_id in (select id from police_areas where code = '')
      group by 1
      union all
      select located.month_id, sum(located.count)
      from (${locatedCounts({ months, crimeType })}) as located
      where ${own} is null group by 1
    ) as summed
    join police_months as months on months.id = summed.month_id
    group by 1 having sum(summed.count) <> 0`.execute(tx);
  return rows;
}

/** Where the rows of each month are kept. */
export async function listMonthFiles(
  tx: Transaction,
  order: Omit<CountOrder, 'crimeType'>,
): Promise<string[]> {
  const { rows } = await sql<{ path: string }>`
    select parquet_path as path from police_months as months
    where ${inSpan(order)} order by month, force`.execute(tx);
  return rows.map(({ path }) => path);
}

function inUse({ source, force }: CountedSource): RawBuilder<unknown> {
  return sql`months.is_current and months.source = ${source}
    ${force === undefined ? sql`` : sql`and months.force = ${force}`}`;
}

function inSpan({ from, to, ...source }: CountedSource & { from: string; to: string }) {
  return sql`${inUse(source)} and months.month >= ${from} and months.month <= ${to}`;
}
