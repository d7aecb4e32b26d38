import { sql } from 'kysely';
import type { AreaLevel } from '#core/places/population-store.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { CurrentSource } from '../incident-counts/incident-source-store.ts';
import { locatedCounts } from '../incident-counts/located-counts-store.ts';

/** An area of a level that is told by codes. */
export type CodedArea = { level: AreaLevel; code: string };

/** The months that are counted, YYYY-MM. */
export type Span = { from: string; to: string };

export type AreaMonth = { month: string; count: number; carried: number };

/** An area's incidents by month, of one crime type or all; `carried` were published under another code. */
export async function listAreaMonths(
  tx: Transaction,
  current: CurrentSource,
  { level, code, crimeType }: CodedArea & { crimeType: string | undefined },
): Promise<AreaMonth[]> {
  const { rows } = await sql<AreaMonth>`
    select months.month, summed.count, summed.carried
    from (
      select month_id, sum(count)::int as count, ${carried}::int as carried
      from (${locatedCounts({ months: inUse(current), crimeType, within: area(level, code) })})
        as located
      group by month_id
    ) as summed
    join police_months as months on months.id = summed.month_id
    order by months.month`.execute(tx);
  return rows;
}

export type AreaCrimeType = { crimeType: string; count: number; carried: number };

/** An area's incidents by crime type. */
export async function listAreaCrimeTypes(
  tx: Transaction,
  current: CurrentSource,
  { level, code, from, to }: CodedArea & Span,
): Promise<AreaCrimeType[]> {
  const { rows } = await sql<AreaCrimeType>`
    select types.name as "crimeType", summed.count, summed.carried
    from (
      select crime_type_id, sum(count)::int as count, ${carried}::int as carried
      from (${locatedCounts({ months: inSpan(current, { from, to }), within: area(level, code) })})
        as located
      group by crime_type_id
    ) as summed
    join police_crime_types as types on types.id = summed.crime_type_id`.execute(tx);
  return rows;
}

/** Incidents of an area by what lies in it; the code is null for those that are in no smaller area. */
export async function listSmallerAreas(
  tx: Transaction,
  current: CurrentSource,
  { level, code, smaller, from, to }: CodedArea & Span & { smaller: AreaLevel },
): Promise<{ code: string | null; count: number }[]> {
  const { rows } = await sql<{ code: string | null; count: number }>`
    select ${sql.ref(`${smaller}_code`)} as code, sum(count)::int as count
    from (${locatedCounts({ months: inSpan(current, { from, to }), within: area(level, code) })})
      as located
    group by 1 having sum(count) <> 0`.execute(tx);
  return rows;
}

/** The codes of the areas that lie in an area, as far as small areas are known to lie in both. */
export async function listSmallerCodes(
  tx: Transaction,
  { level, code, smaller }: CodedArea & { smaller: AreaLevel },
): Promise<string[]> {
  const own = sql.ref(`${smaller}_code`);
  const { rows } = await sql<{ code: string }>`
    select distinct ${own} as code from small_areas
    where ${sql.ref(level === 'lsoa21' ? 'code' : `${level}_code`)} = ${code} and ${own} is not null
    order by 1`.execute(tx);
  return rows.map((row) => row.code);
}

/** Published under another code than that of the area of 2021 in which they are counted. */
const carried = sql`sum(case when area_code <> lsoa21_code then count else 0 end)`;

function area(level: AreaLevel, code: string) {
  return { level, codes: sql`${[code]}::text[]` };
}

function inUse({ source, force }: CurrentSource) {
  return sql`months.is_current and months.source = ${source} and months.force = ${force}`;
}

function inSpan(current: CurrentSource, { from, to }: Span) {
  return sql`${inUse(current)} and months.month >= ${from} and months.month <= ${to}`;
}
