import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { LoadSubject, NewArea, NewLookup, NewPopulation } from './area-load.ts';

/** What every batch of a load is written with. */
export type LoadKey = LoadSubject & { id: string };

/**
 * Stores areas and takes the older rows of their codes out of use. What the file does not say, a
 * boundary or a parent, stays as the older row had it, so that files may be loaded in any order.
 */
export async function insertAreas(
  tx: Transaction,
  { id, type }: LoadKey,
  areas: readonly NewArea[],
): Promise<void> {
  const codes = areas.map(({ code }) => code);
  const retired = await tx
    .updateTable('areas')
    .set({ is_current: false })
    .where('type', '=', type)
    .where('code', 'in', codes)
    .where('is_current', '=', true)
    .returning(['code', 'load_id'])
    .execute();
  const olderLoads = new Map(retired.map(({ code, load_id }) => [code, load_id]));
  await sql`
    insert into areas (load_id, type, code, name, parent_type, parent_code, boundary,
      west, south, east, north)
    select ${id}, ${type}, given.code, given.name,
      coalesce(given.parent_type, older.parent_type), coalesce(given.parent_code, older.parent_code),
      coalesce(given.boundary::json, older.boundary),
      coalesce(given.west, older.west), coalesce(given.south, older.south),
      coalesce(given.east, older.east), coalesce(given.north, older.north)
    from unnest(
      ${codes}::text[],
      ${areas.map(({ name }) => name)}::text[],
      ${areas.map(({ parent }) => parent?.type ?? null)}::text[],
      ${areas.map(({ parent }) => parent?.code ?? null)}::text[],
      ${areas.map(({ shape }) => (shape ? JSON.stringify(shape.boundary) : null))}::text[],
      ${areas.map(({ shape }) => shape?.box.west ?? null)}::float8[],
      ${areas.map(({ shape }) => shape?.box.south ?? null)}::float8[],
      ${areas.map(({ shape }) => shape?.box.east ?? null)}::float8[],
      ${areas.map(({ shape }) => shape?.box.north ?? null)}::float8[],
      ${codes.map((code) => olderLoads.get(code) ?? null)}::uuid[]
    ) as given (code, name, parent_type, parent_code, boundary, west, south, east, north, older_load)
    left join lateral (
      select * from areas where load_id = given.older_load and code = given.code limit 1
    ) as older on true
  `.execute(tx);
}

/** Stores pairs of codes and takes what older loads said of the same codes out of use. */
export async function insertLookups(
  tx: Transaction,
  { id, type, toType }: LoadKey,
  lookups: readonly NewLookup[],
): Promise<void> {
  const fromCodes = lookups.map(({ fromCode }) => fromCode);
  await sql`
    update area_lookups set is_current = false
    where from_type = ${type} and to_type = ${toType} and from_code = any (${fromCodes}::text[])
      and is_current and load_id <> ${id}`.execute(tx);
  await sql`
    insert into area_lookups (load_id, from_type, from_code, to_type, to_code)
    select ${id}, ${type}, from_code, ${toType}, to_code
    from unnest(${fromCodes}::text[], ${lookups.map(({ toCode }) => toCode)}::text[])
      as given (from_code, to_code)`.execute(tx);
}

/** Stores residents and takes what older loads said of the same codes and year out of use. */
export async function insertPopulations(
  tx: Transaction,
  { id, type, year }: LoadKey,
  populations: readonly NewPopulation[],
): Promise<void> {
  const codes = populations.map(({ code }) => code);
  await sql`
    update area_populations set is_current = false
    where type = ${type} and year = ${year} and code = any (${codes}::text[]) and is_current
  `.execute(tx);
  await sql`
    insert into area_populations (load_id, type, code, year, people)
    select ${id}, ${type}, code, ${year}, people
    from unnest(${codes}::text[], ${populations.map(({ people }) => people)}::int[])
      as given (code, people)`.execute(tx);
}
