import { sql, type RawBuilder } from 'kysely';

/**
 * A query for every count with a small area, and the areas it lies in as they are known now: columns
 * month, crime_type, area_code, lsoa21_code, ward_code, msoa21_code, district_code, is_split and count,
 * an area null where it is not known. Rows are to be added up: what was placed by its points stands once
 * in its area of 2021 and once, negative, in the split area it was published under.
 *
 * `filter` is a condition on `months` (police_months) and on `counts.crime_type`. It stands in every part,
 * because the planner would not carry it there.
 */
export function locatedCounts(filter: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select counts.month, counts.crime_type, counts.area_code, small.lsoa21_code, small.ward_code,
      small.msoa21_code, small.district_code, coalesce(small.is_split, false) as is_split, counts.count
    from police_months as months
    join police_monthly_counts as counts using (import_id, force, month)
    left join small_areas as small on small.code = counts.area_code
    where counts.area_code <> '' and ${filter}
    union all
    select counts.month, counts.crime_type, counts.area_code, counts.current_code,
      coalesce(part.ward_code, small.ward_code), coalesce(part.msoa21_code, small.msoa21_code),
      coalesce(part.district_code, small.district_code), true, counts.count
    from police_months as months
    join police_placed_counts as counts using (import_id, force, month)
    join small_areas as small on small.code = counts.area_code and small.is_split
    left join small_areas as part on part.code = counts.current_code
    where ${filter}
    union all
    select counts.month, counts.crime_type, counts.area_code, small.lsoa21_code, small.ward_code,
      small.msoa21_code, small.district_code, true, -counts.count
    from police_months as months
    join police_placed_counts as counts using (import_id, force, month)
    join small_areas as small on small.code = counts.area_code and small.is_split
    where ${filter}`;
}
