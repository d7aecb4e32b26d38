import { sql } from 'kysely';
import { findParentType } from '#core/places/area-type.ts';
import type { AreaLevel } from '#core/places/population-store.ts';
import type { Transaction } from '#platform/database/database.ts';
import { levels } from './area-words.ts';

export type NamedArea = { code: string; name: string; level: AreaLevel };

export type Area = NamedArea & {
  /** What it lies in, the smallest first, as far as that is loaded. */
  parents: readonly NamedArea[];
  /** Whether it lies in a district of the partnership; null while nothing says in which it lies. */
  isOurs: boolean | null;
  /** The middle of its boundary's box in degrees; null where no boundary is loaded. */
  middle: { north: number; east: number } | null;
};

/** One line of the list of areas. */
export type AreaLine = NamedArea & { districtName: string };

/**
 * The partnership's districts, and every ward, MSOA and LSOA of 2021 in them that incidents can be counted
 * for, by level and name.
 */
export async function listOurAreas(tx: Transaction): Promise<AreaLine[]> {
  const { rows } = await sql<AreaLine>`
    with near as materialized (
      select * from small_areas where district_code in (select code from districts)
    ), ours as (
      select 'ward' as level, ward_code as code, district_code from near
      union select 'msoa21', msoa21_code, district_code from near
      union select 'lsoa21', code, district_code from near where type = 'lsoa21'
      -- Those that no small area is known to lie in, but whose own file names their district.
      union select type, code, parent_code from areas
        where is_current and type in ('ward', 'msoa21') and parent_type = 'district'
          and parent_code in (select code from districts)
    )
    select 'district' as level, code, name, name as "districtName", 0 as place from districts
    union all
    select ours.level, ours.code,
      coalesce((select name from areas
        where type = ours.level and code = ours.code and is_current), ours.code),
      districts.name,
      array_position(array['ward', 'msoa21', 'lsoa21'], ours.level)
    from ours
    join districts on districts.code = ours.district_code
    where ours.code is not null
    order by place, name, code`.execute(tx);
  return rows.map(({ level, code, name, districtName }) => ({ level, code, name, districtName }));
}

/** An area of any of the levels by its code, with what it lies in; undefined when none is known. */
export async function findArea(tx: Transaction, code: string): Promise<Area | undefined> {
  const level = await findLevel(tx, code);
  if (level === undefined) return undefined;
  const codes = await findParentCodes(tx, level, code);
  const named = await listNames(tx, [{ level, code }, ...codes]);
  const [own, ...parents] = named;
  if (own === undefined) return undefined;
  const district = [own, ...parents].find((one) => one.level === 'district');
  const isOurs = district === undefined ? null : await isOurDistrict(tx, district.code);
  return { ...own, parents, isOurs, middle: await findMiddle(tx, own) };
}

/** The areas of 2021 that an area of 2011 became; none where its code was not carried. */
export async function listCarriedTo(tx: Transaction, code: string): Promise<NamedArea[]> {
  const rows = await tx
    .selectFrom('area_lookups')
    .select('to_code as code')
    .where('from_type', '=', 'lsoa11')
    .where('to_type', '=', 'lsoa21')
    .where('from_code', '=', code)
    .where('is_current', '=', true)
    .orderBy('to_code')
    .execute();
  return listNames(
    tx,
    rows.map((row) => ({ level: 'lsoa21', code: row.code })),
  );
}

/** The names of areas in the order given; the code where no name is loaded. */
export async function listNames(
  tx: Transaction,
  areas: readonly { level: AreaLevel; code: string }[],
): Promise<NamedArea[]> {
  const codes = areas.map(({ code }) => code);
  const { rows } = await sql<{ level: string; code: string; name: string }>`
    select type as level, code, name from areas where is_current and code = any (${codes}::text[])
      and type in ('district', 'ward', 'msoa21', 'lsoa21')
    union all select 'district', code, name from districts where code = any (${codes}::text[])`.execute(
    tx,
  );
  const names = new Map(rows.map(({ level, code, name }) => [`${level} ${code}`, name]));
  return areas.map(({ level, code }) => ({
    level,
    code,
    name: names.get(`${level} ${code}`) ?? code,
  }));
}

async function findLevel(tx: Transaction, code: string): Promise<AreaLevel | undefined> {
  const larger = findParentType(code);
  const { rows } = await sql<{ level: AreaLevel }>`
    select 'district' as level from districts where code = ${code}
    union all select type from areas where is_current and code = ${code}
      and type in ('district', 'ward', 'msoa21', 'lsoa21')
    union all select 'lsoa21' from small_areas where code = ${code} and type = 'lsoa21'
    ${isLevel(larger) ? sql`union all select ${larger} from small_areas where ${sql.ref(`${larger}_code`)} = ${code}` : sql``}
    limit 1`.execute(tx);
  return rows[0]?.level;
}

function isLevel(type: string | undefined): type is AreaLevel {
  return levels.some((level) => level === type);
}

async function findParentCodes(
  tx: Transaction,
  level: AreaLevel,
  code: string,
): Promise<{ level: AreaLevel; code: string }[]> {
  if (level === 'district') return [];
  type Row = { ward: string | null; msoa21: string | null; district: string | null };
  const { rows } = await sql<Row>`
    select ${level === 'lsoa21' ? sql`min(ward_code)` : sql`null`} as ward,
      ${level === 'lsoa21' ? sql`min(msoa21_code)` : sql`null`} as msoa21,
      coalesce(min(district_code), (select parent_code from areas
        where type = ${level} and code = ${code} and is_current and parent_type = 'district'))
        as district
    from small_areas where ${sql.ref(level === 'lsoa21' ? 'code' : `${level}_code`)} = ${code}`.execute(
    tx,
  );
  const { ward = null, msoa21 = null, district = null } = rows[0] ?? {};
  return [
    ...(ward === null ? [] : [{ level: 'ward' as const, code: ward }]),
    ...(msoa21 === null ? [] : [{ level: 'msoa21' as const, code: msoa21 }]),
    ...(district === null ? [] : [{ level: 'district' as const, code: district }]),
  ];
}

async function findMiddle(tx: Transaction, { level, code }: NamedArea): Promise<Area['middle']> {
  const box = await tx
    .selectFrom('areas')
    .select(['west', 'south', 'east', 'north'])
    .where('type', '=', level)
    .where('code', '=', code)
    .where('is_current', '=', true)
    .executeTakeFirst();
  if (box === undefined || box.west === null || box.east === null) return null;
  if (box.south === null || box.north === null) return null;
  return { north: (box.south + box.north) / 2, east: (box.west + box.east) / 2 };
}

async function isOurDistrict(tx: Transaction, code: string): Promise<boolean> {
  const found = await tx
    .selectFrom('districts')
    .select('code')
    .where('code', '=', code)
    .executeTakeFirst();
  return found !== undefined;
}
