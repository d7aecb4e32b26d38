import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { IncidentSource } from './police-import.ts';

type UnitKey = { force: string; month: string };

export type NewMonth = {
  force: string;
  month: string;
  rowsAccepted: number;
  withoutLocation: number;
  parquet: { path: string; sha256: string; bytes: number };
};

/** A version of a month, how many rows it holds and where they are. */
export type StoredVersion = UnitKey & { rowsAccepted: number; path: string };

/** The current version of each of these months that has one. */
export async function listCurrentVersions(
  tx: Transaction,
  source: IncidentSource,
  months: readonly UnitKey[],
): Promise<StoredVersion[]> {
  const current = await sql<StoredVersion>`
    select force, month, rows_accepted as "rowsAccepted", parquet_path as path from police_months
    where source = ${source} and is_current and (force, month) in (${unitsOf(months)})`.execute(tx);
  return current.rows;
}

/** Takes the current versions of these months out of use; gives how many rows they held. */
export async function retireMonths(
  tx: Transaction,
  source: IncidentSource,
  months: readonly UnitKey[],
): Promise<number> {
  const retired = await sql<{ rows: number }>`
    update police_months set is_current = false
    where source = ${source} and is_current and (force, month) in (${unitsOf(months)})
    returning rows_accepted as rows`.execute(tx);
  return retired.rows.reduce((sum, { rows }) => sum + rows, 0);
}

/** Takes the months of one import out of use, those that were; gives which. */
export async function retireMonthsOf(tx: Transaction, importId: string): Promise<UnitKey[]> {
  return tx
    .updateTable('police_months')
    .set({ is_current: false })
    .where('import_id', '=', importId)
    .where('is_current', '=', true)
    .returning(['force', 'month'])
    .execute();
}

/** Puts the newest version of each of these months that was not withdrawn in use; gives how many there are. */
export async function restoreMonths(
  tx: Transaction,
  source: IncidentSource,
  months: readonly UnitKey[],
): Promise<number> {
  const restored = await sql`
    update police_months as month set is_current = true
    from (${newestVersions(source, months)}) as newest
    where month.import_id = newest.import_id and month.force = newest.force
      and month.month = newest.month`.execute(tx);
  return Number(restored.numAffectedRows ?? 0n);
}

/** What would be in use for a month instead; nulls when nothing would. */
export type EarlierVersion = UnitKey & { importedAt: Date | null; importedBy: string | null };

/** What would be in use for each month that an import is in use for, if it were withdrawn. */
export async function listEarlierVersions(
  tx: Transaction,
  importId: string,
): Promise<EarlierVersion[]> {
  const listed = await sql<EarlierVersion>`
    select own.force, own.month, earlier.imported_at as "importedAt",
      earlier.actor_name as "importedBy"
    from police_months as own left join lateral (
      select police_imports.imported_at, police_imports.actor_name
      from police_months as version join police_imports on police_imports.id = version.import_id
      where version.source = own.source and version.force = own.force
        and version.month = own.month and version.import_id <> own.import_id
        and not exists (select from police_import_withdrawals as withdrawal
          where withdrawal.import_id = version.import_id)
      order by police_imports.number desc limit 1
    ) as earlier on true
    where own.import_id = ${importId} and own.is_current
    order by own.month, own.force`.execute(tx);
  return listed.rows;
}

/** Makes these months current; `unchanged` are the paths of those that hold the same rows as before. */
export async function insertMonths(
  tx: Transaction,
  importId: string,
  source: IncidentSource,
  months: readonly NewMonth[],
  unchanged: ReadonlySet<string>,
): Promise<void> {
  for (const { force, month, rowsAccepted, withoutLocation, parquet } of months) {
    await tx
      .insertInto('police_months')
      .values({
        import_id: importId,
        source,
        force,
        month,
        rows_accepted: rowsAccepted,
        rows_without_location: withoutLocation,
        parquet_path: parquet.path,
        parquet_sha256: parquet.sha256,
        parquet_bytes: parquet.bytes,
        is_current: true,
        is_unchanged: unchanged.has(parquet.path),
      })
      .execute();
  }
}

function newestVersions(source: IncidentSource, months: readonly UnitKey[]) {
  return sql`
    select distinct on (version.force, version.month)
      version.import_id, version.force, version.month
    from police_months as version join police_imports on police_imports.id = version.import_id
    where version.source = ${source} and (version.force, version.month) in (${unitsOf(months)})
      and not exists (select from police_import_withdrawals as withdrawal
        where withdrawal.import_id = version.import_id)
    order by version.force, version.month, police_imports.number desc`;
}

function unitsOf(months: readonly UnitKey[]) {
  return sql`select force, month from unnest(
    ${months.map(({ force }) => force)}::text[],
    ${months.map(({ month }) => month)}::text[]) as unit (force, month)`;
}
