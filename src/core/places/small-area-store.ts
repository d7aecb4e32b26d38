import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';

/**
 * Works out anew what every small area lies in, from the current areas and lookups, and writes what
 * differs. For each larger area: the small area's own lookup when it gives one code, else its parent. An
 * area of 2011 may also take it from its areas of 2021, when all of them lie in the same one.
 */
export async function updateSmallAreas(tx: Transaction): Promise<void> {
  // Nothing tells the planner how much a load in the same transaction brought.
  await sql`select set_config('enable_nestloop', 'off', true)`.execute(tx);
  await sql`
    with looked_up as materialized (
      select type, code, max(to_code) filter (where to_type = 'ward') as ward_code,
        max(to_code) filter (where to_type = 'msoa21') as msoa21_code,
        max(to_code) filter (where to_type = 'district') as district_code
      from (
        select from_type as type, from_code as code, to_type, max(to_code) as to_code
        from area_lookups
        where is_current and from_type in ('lsoa21', 'lsoa11', 'invented')
          and to_type in ('ward', 'msoa21', 'district')
        group by from_type, from_code, to_type having count(*) = 1
      ) as single
      group by type, code
    ), parents as materialized (
      select type, code, case when parent_type = 'ward' then parent_code end as ward_code,
        case when parent_type = 'msoa21' then parent_code end as msoa21_code,
        case when parent_type = 'district' then parent_code end as district_code
      from areas where is_current and type in ('lsoa21', 'lsoa11')
    ), carried as materialized (
      select from_code as code, to_code as lsoa21_code from area_lookups
      where is_current and from_type = 'lsoa11' and to_type = 'lsoa21'
    ), known as materialized (
      select type, code from parents
      union select from_type, from_code from area_lookups
        where is_current and from_type in ('lsoa21', 'lsoa11', 'invented')
      union select 'lsoa21', lsoa21_code from carried
    ), own as materialized (
      select type, code, coalesce(looked_up.ward_code, parents.ward_code) as ward_code,
        coalesce(looked_up.msoa21_code, parents.msoa21_code) as msoa21_code,
        coalesce(looked_up.district_code, parents.district_code) as district_code
      from known left join looked_up using (type, code) left join parents using (type, code)
    ), of_2021 as materialized (
      select carried.code, count(*) as parts, min(lsoa21_code) as lsoa21_code,
        case when count(ward_code) = count(*) and min(ward_code) = max(ward_code)
          then min(ward_code) end as ward_code,
        case when count(msoa21_code) = count(*) and min(msoa21_code) = max(msoa21_code)
          then min(msoa21_code) end as msoa21_code,
        case when count(district_code) = count(*) and min(district_code) = max(district_code)
          then min(district_code) end as district_code
      from carried join own on own.type = 'lsoa21' and own.code = carried.lsoa21_code
      group by carried.code
    ), older as materialized (
      select code, coalesce(of_2021.parts, 0) > 1 as is_split,
        case when of_2021.parts = 1 then of_2021.lsoa21_code end as lsoa21_code,
        coalesce(own.ward_code, of_2021.ward_code) as ward_code,
        coalesce(own.msoa21_code, of_2021.msoa21_code) as msoa21_code,
        coalesce(own.district_code, of_2021.district_code) as district_code
      from own left join of_2021 using (code)
      where type = 'lsoa11'
    ), newer as materialized (
      select * from own where type = 'lsoa21'
    ), fresh as materialized (
      -- A code that both censuses use stands for the same area in both.
      select code, coalesce(newer.type, 'lsoa11') as type,
        newer.type is null and older.is_split as is_split,
        case when newer.type is null then older.lsoa21_code else code end as lsoa21_code,
        coalesce(newer.ward_code, older.ward_code) as ward_code,
        coalesce(newer.msoa21_code, older.msoa21_code) as msoa21_code,
        coalesce(newer.district_code, older.district_code) as district_code
      from newer full join older using (code)
      union all
      select code, type, false, null, ward_code, msoa21_code, district_code
      from own where type = 'invented'
    ), gone as (
      delete from small_areas where code not in (select code from fresh)
    )
    insert into small_areas
      (code, type, is_split, lsoa21_code, ward_code, msoa21_code, district_code)
    select fresh.* from fresh left join small_areas as old using (code)
    where (fresh.type, fresh.is_split, fresh.lsoa21_code, fresh.ward_code, fresh.msoa21_code,
        fresh.district_code)
      is distinct from (old.type, old.is_split, old.lsoa21_code, old.ward_code, old.msoa21_code,
        old.district_code)
    on conflict (code) do update set (type, is_split, lsoa21_code, ward_code, msoa21_code,
        district_code)
      = (excluded.type, excluded.is_split, excluded.lsoa21_code, excluded.ward_code,
        excluded.msoa21_code, excluded.district_code)`.execute(tx);
}

/**
 * Whether any published small area is known to lie in a district. Until one is, districts can only be
 * told by the published names of small areas.
 */
export async function areDistrictsKnownByCode(tx: Transaction): Promise<boolean> {
  const known = await tx
    .selectFrom('small_areas')
    .select('code')
    .where('type', '<>', 'invented')
    .where('district_code', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return known !== undefined;
}
