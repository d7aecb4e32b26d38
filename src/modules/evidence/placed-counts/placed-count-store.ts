import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';

/** What a force reported for a month, where it names areas of 2011 that were split. */
export type SplitUnit = {
  force: string;
  month: string;
  parquetPath: string;
  areaCodes: readonly string[];
};

/** Incidents of one crime type in a split area of 2011 whose points lie in one area of 2021. */
export type PlacedCount = {
  force: string;
  month: string;
  areaCode: string;
  crimeType: string;
  currentCode: string;
  count: number;
};

/** Imports of any version whose placed counts are older than a load of areas, the newest first. */
export async function listImportsToPlace(tx: Transaction, sequence: number): Promise<string[]> {
  const imports = await tx
    .selectFrom('police_imports')
    .leftJoin('police_placements', 'police_placements.import_id', 'police_imports.id')
    .select('police_imports.id')
    .where('police_imports.source', '=', 'police')
    .where(({ or, eb }) =>
      or([
        eb('police_placements.area_load_sequence', 'is', null),
        eb('police_placements.area_load_sequence', '<', sequence),
      ]),
    )
    .orderBy('police_imports.imported_at', 'desc')
    .execute();
  return imports.map(({ id }) => id);
}

/** The units of an import with rows in split areas, and which. */
export async function listSplitUnits(tx: Transaction, importId: string): Promise<SplitUnit[]> {
  const { rows } = await sql<SplitUnit>`
    select months.force, months.month, months.parquet_path as "parquetPath",
      array_agg(distinct published.code) as "areaCodes"
    from police_months as months
    join police_monthly_counts as counts on counts.month_id = months.id
    join police_areas as published on published.id = counts.area_id
    join small_areas as small on small.code = published.code and small.is_split
    where months.import_id = ${importId}
    group by months.force, months.month, months.parquet_path
    order by months.month, months.force`.execute(tx);
  return rows;
}

/**
 * Makes these the placed counts of an import. False when they rest on older areas than those that it
 * has already; then nothing changes.
 */
export async function replacePlacedCounts(
  tx: Transaction,
  importId: string,
  sequence: number,
  counts: readonly PlacedCount[],
): Promise<boolean> {
  const placement = await sql`
    insert into police_placements (import_id, area_load_sequence) values (${importId}, ${sequence})
    on conflict (import_id) do update set area_load_sequence = excluded.area_load_sequence
      where police_placements.area_load_sequence <= excluded.area_load_sequence
    returning import_id`.execute(tx);
  if (placement.rows.length === 0) return false;
  await sql`delete from police_placed_counts as counts using police_months as months
    where months.id = counts.month_id and months.import_id = ${importId}`.execute(tx);
  await sql`
    insert into police_placed_counts (month_id, area_code, crime_type_id, current_code, count)
    select months.id, placed.area_code, types.id, placed.current_code, placed.count
    from unnest(
      ${counts.map(({ force }) => force)}::text[],
      ${counts.map(({ month }) => month)}::text[],
      ${counts.map(({ areaCode }) => areaCode)}::text[],
      ${counts.map(({ crimeType }) => crimeType)}::text[],
      ${counts.map(({ currentCode }) => currentCode)}::text[],
      ${counts.map(({ count }) => count)}::int[]
    ) as placed (force, month, area_code, crime_type, current_code, count)
    join police_months as months on months.import_id = ${importId}
      and months.force = placed.force and months.month = placed.month
    join police_crime_types as types on types.name = placed.crime_type`.execute(tx);
  return true;
}
