import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { MonthlyCounts, PublishedArea } from '../police-files/monthly-counts.ts';

/**
 * Adds counts of months that an import brought, which are there already. Only whoever holds the lock of
 * imports may: two that met a new area at once would not see each other's.
 */
export async function insertCounts(
  tx: Transaction,
  importId: string,
  { areas, counted }: MonthlyCounts,
): Promise<void> {
  const areaIds = await keepAreas(tx, areas);
  await keepCrimeTypes(tx, [...new Set(counted.map(({ crimeType }) => crimeType))]);
  // Ids are looked up for each list and not for each count, and the index grows in its own order.
  await sql`select set_config('work_mem', '32MB', true)`.execute(tx);
  await sql`
    with lists as materialized (
      select months.id as month_id, types.id as crime_type_id, sent.areas, sent.counts
      from unnest(
        ${counted.map(({ force }) => force)}::text[],
        ${counted.map(({ month }) => month)}::text[],
        ${counted.map(({ crimeType }) => crimeType)}::text[],
        ${counted.map((one) => one.areas)}::text[],
        ${counted.map(({ counts }) => counts)}::text[]
      ) as sent (force, month, crime_type, areas, counts)
      join police_months as months on months.import_id = ${importId}
        and months.force = sent.force and months.month = sent.month
      join police_crime_types as types on types.name = sent.crime_type
    )
    insert into police_monthly_counts (month_id, area_id, crime_type_id, count)
    select month_id, (${areaIds}::int[])[place], crime_type_id, count
    from lists cross join lateral unnest(areas::int[], counts::int[]) as one (place, count)
    order by 1, 2, 3`.execute(tx);
}

/** Adds up the counts of an import by area, once all of them are there. */
export async function insertAreaTotals(tx: Transaction, importId: string): Promise<void> {
  await sql`
    insert into police_import_areas (import_id, area_id, rows)
    select ${importId}, counts.area_id, sum(counts.count)
    from police_months as months join police_monthly_counts as counts on counts.month_id = months.id
    where months.import_id = ${importId}
    group by counts.area_id order by counts.area_id`.execute(tx);
}

/** The ids of these areas, in their order; those that were never met get one. */
async function keepAreas(tx: Transaction, areas: readonly PublishedArea[]): Promise<number[]> {
  const codes = areas.map(({ code }) => code ?? '');
  const names = areas.map(({ name }) => name ?? '');
  const sent = sql`unnest(${codes}::text[], ${names}::text[])`;
  await sql`
    insert into police_areas (code, name)
    select code, name from ${sent} as sent (code, name)
    except select code, name from police_areas`.execute(tx);
  const { rows } = await sql<{ ids: number[] }>`
    select array_agg(police_areas.id order by sent.place) as ids
    from ${sent} with ordinality as sent (code, name, place)
    join police_areas using (code, name)`.execute(tx);
  return rows[0]?.ids ?? [];
}

async function keepCrimeTypes(tx: Transaction, names: readonly string[]): Promise<void> {
  await sql`
    insert into police_crime_types (name)
    select name from unnest(${names}::text[]) as sent (name)
    except select name from police_crime_types`.execute(tx);
}
