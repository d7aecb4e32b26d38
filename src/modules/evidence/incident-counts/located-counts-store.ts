import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { AreaLevel } from '#core/places/population-store.ts';

export type LocatedFilter = {
  /** A condition on `months` (police_months). */
  months: RawBuilder<unknown>;
  crimeType?: string | undefined;
  /** Only what lies in one of these areas: nearly always few of all that are loaded. */
  within?: AreasWithin | undefined;
};

/** The codes are a list in SQL. */
export type AreasWithin = { level: AreaLevel; codes: RawBuilder<unknown> };

/** The codes of the partnership's districts. */
export const ourDistricts = sql`array(select code from districts)`;

/**
 * A query for every count with a small area, and the areas it lies in as they are known now: columns
 * month_id, crime_type_id, area_code, lsoa21_code, ward_code, msoa21_code, district_code, is_split and
 * count, an area null where it is not known. Rows are to be added up: what was placed by its points stands
 * once in its area of 2021 and once, negative, in the split area it was published under.
 */
export function locatedCounts(filter: LocatedFilter): RawBuilder<unknown> {
  return sql`
    select counts.month_id, counts.crime_type_id, published.code as area_code, small.lsoa21_code,
      small.ward_code, small.msoa21_code, small.district_code,
      coalesce(small.is_split, false) as is_split, counts.count
    from police_months as months
    join police_monthly_counts as counts on counts.month_id = months.id
    join police_areas as published on published.id = counts.area_id
    left join small_areas as small on small.code = published.code
    where published.code <> '' and ${countsWanted(filter)} and ${inSmall(filter)}
    union all
    ${movedCounts(filter)}`;
}

/** The part of located counts that was placed by its points: from its split area into one of 2021. */
export function movedCounts(filter: LocatedFilter): RawBuilder<unknown> {
  // Filters stand in every part, because the planner would not carry them there.
  const wanted = countsWanted(filter);
  return sql`
    select counts.month_id, counts.crime_type_id, counts.area_code, counts.current_code as lsoa21_code,
      coalesce(part.ward_code, small.ward_code) as ward_code,
      coalesce(part.msoa21_code, small.msoa21_code) as msoa21_code,
      coalesce(part.district_code, small.district_code) as district_code, true as is_split,
      counts.count
    from police_months as months
    join police_placed_counts as counts on counts.month_id = months.id
    join small_areas as small on small.code = counts.area_code and small.is_split
    left join small_areas as part on part.code = counts.current_code
    where ${wanted} and ${inPart(filter)}
    union all
    select counts.month_id, counts.crime_type_id, counts.area_code, small.lsoa21_code,
      small.ward_code, small.msoa21_code, small.district_code, true, -counts.count
    from police_months as months
    join police_placed_counts as counts on counts.month_id = months.id
    join small_areas as small on small.code = counts.area_code and small.is_split
    where ${wanted} and ${inSmall(filter)}`;
}

function inSmall({ within }: LocatedFilter): RawBuilder<unknown> {
  if (within === undefined) return sql`true`;
  return sql`${sql.ref(`small.${within.level}_code`)} = any (${within.codes})`;
}

function inPart({ within }: LocatedFilter): RawBuilder<unknown> {
  if (within === undefined) return sql`true`;
  const { level, codes } = within;
  if (level === 'lsoa21') return sql`counts.current_code = any (${codes})`;
  const [part, small] = [sql.ref(`part.${level}_code`), sql.ref(`small.${level}_code`)];
  return sql`coalesce(${part}, ${small}) = any (${codes})`;
}

/** The filter as a condition on `months` and `counts`. */
export function countsWanted({
  months,
  crimeType,
}: Pick<LocatedFilter, 'months' | 'crimeType'>): RawBuilder<unknown> {
  if (crimeType === undefined) return months;
  return sql`${months} and counts.crime_type_id =
    (select id from police_crime_types where name = ${crimeType})`;
}

/**
 * Adds up many counts a third faster. The planner takes the areas of one force to be spread among all of
 * them, expects few rows and sorts them to group them; there are tens of thousands.
 */
export async function groupingByHash<Result>(
  tx: Transaction,
  query: () => Promise<Result>,
): Promise<Result> {
  await sql`select set_config('enable_sort', 'off', true)`.execute(tx);
  const result = await query();
  await sql`select set_config('enable_sort', 'on', true)`.execute(tx);
  return result;
}
