import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type {
  IncidentSource,
  MonthlyCount,
  QuarantinedRow,
  Receipt,
  ReceiptFile,
} from './police-import.ts';

export type NewMonth = {
  force: string;
  month: string;
  rowsAccepted: number;
  withoutLocation: number;
  parquet: { path: string; sha256: string; bytes: number };
};

/**
 * One import at a time decides which versions are current; others wait for its commit, and may: a
 * large one takes longer than any request.
 */
export async function lockImports(tx: Transaction): Promise<void> {
  await sql`select set_config('lock_timeout', '10min', true),
    set_config('statement_timeout', '10min', true)`.execute(tx);
  await sql`select pg_advisory_xact_lock(hashtext('police-imports'))`.execute(tx);
}

/** The import that brought exactly this content, if all of its months are still current. */
export async function findCurrentImportOf(
  tx: Transaction,
  source: IncidentSource,
  contentSha256: string,
): Promise<string | undefined> {
  const found = await tx
    .selectFrom('police_imports')
    .select('id')
    .where('source', '=', source)
    .where('content_sha256', '=', contentSha256)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('police_months')
            .select('month')
            .whereRef('police_months.import_id', '=', 'police_imports.id')
            .where('is_current', '=', false),
        ),
      ),
    )
    .executeTakeFirst();
  return found?.id;
}

/** Which of these ids are imports that have a receipt. */
export async function listKnownImports(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  const known = await tx.selectFrom('police_imports').select('id').where('id', 'in', ids).execute();
  return known.map(({ id }) => id);
}

/** How many rows the current version of each of these months holds; 0 where there is none. */
export async function listCurrentRows(
  tx: Transaction,
  source: IncidentSource,
  months: readonly { force: string; month: string }[],
): Promise<number[]> {
  const current = await tx
    .selectFrom('police_months')
    .select(['force', 'month', 'rows_accepted'])
    .where('source', '=', source)
    .where('is_current', '=', true)
    .where('month', 'in', [...new Set(months.map(({ month }) => month)), ''])
    .execute();
  return months.map(
    ({ force, month }) =>
      current.find((one) => one.force === force && one.month === month)?.rows_accepted ?? 0,
  );
}

/** Takes the current versions of these months out of use; gives how many rows they held. */
export async function retireMonths(
  tx: Transaction,
  source: IncidentSource,
  months: readonly { force: string; month: string }[],
): Promise<number> {
  let rows = 0;
  for (const { force, month } of months) {
    const retired = await tx
      .updateTable('police_months')
      .set({ is_current: false })
      .where('source', '=', source)
      .where('force', '=', force)
      .where('month', '=', month)
      .where('is_current', '=', true)
      .returning('rows_accepted')
      .executeTakeFirst();
    rows += retired?.rows_accepted ?? 0;
  }
  return rows;
}

export async function insertImport(
  tx: Transaction,
  receipt: Omit<Receipt, 'files' | 'months'> & { contentSha256: string; actor: string },
): Promise<void> {
  await tx
    .insertInto('police_imports')
    .values({
      id: receipt.id,
      source: receipt.source,
      content_sha256: receipt.contentSha256,
      actor: receipt.actor,
      actor_name: receipt.importedBy,
      rows_read: receipt.rows.read,
      rows_accepted: receipt.rows.accepted,
      rows_duplicate: receipt.rows.duplicate,
      rows_quarantined: receipt.rows.quarantined,
      rows_replaced: receipt.rows.replaced,
      shared_crime_ids: receipt.sharedCrimeIds,
      rows_without_location: receipt.withoutLocation,
      rows_outside_area: receipt.outsideArea,
      seconds: receipt.seconds,
      imported_at: receipt.importedAt,
    })
    .execute();
}

export async function insertFiles(
  tx: Transaction,
  importId: string,
  files: readonly (ReceiptFile & { sha256: string })[],
): Promise<void> {
  for (const [position, file] of files.entries()) {
    await tx
      .insertInto('police_import_files')
      .values({
        import_id: importId,
        position,
        name: file.name,
        sha256: file.sha256,
        bytes: file.bytes,
        rows_read: file.rowsRead,
        notes: JSON.stringify(file.notes),
        refusal: file.refusal === null ? null : JSON.stringify(file.refusal),
      })
      .execute();
  }
}

export async function insertMonths(
  tx: Transaction,
  importId: string,
  source: IncidentSource,
  months: readonly NewMonth[],
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
      })
      .execute();
  }
}

/** Columns travel as arrays, some thousands of counts a statement, so that nothing waits for long. */
export async function insertCounts(
  tx: Transaction,
  importId: string,
  counts: readonly MonthlyCount[],
): Promise<void> {
  for (let first = 0; first < counts.length; first += countsAtOnce) {
    await insertSomeCounts(tx, importId, counts.slice(first, first + countsAtOnce));
  }
}

const countsAtOnce = 5_000;

async function insertSomeCounts(
  tx: Transaction,
  importId: string,
  counts: readonly MonthlyCount[],
): Promise<void> {
  await sql`
    insert into police_monthly_counts
      (import_id, force, month, area_code, area_name, crime_type, count)
    select ${importId}, * from unnest(
      ${counts.map(({ force }) => force)}::text[],
      ${counts.map(({ month }) => month)}::text[],
      ${counts.map(({ areaCode }) => areaCode)}::text[],
      ${counts.map(({ areaName }) => areaName)}::text[],
      ${counts.map(({ crimeType }) => crimeType)}::text[],
      ${counts.map(({ count }) => count)}::int[])`.execute(tx);
}

/** Adds a batch of the rows set aside; `first` is the place of its first row in the whole list. */
export async function insertQuarantinedRows(
  tx: Transaction,
  importId: string,
  first: number,
  rows: readonly QuarantinedRow[],
): Promise<void> {
  await sql`
    insert into police_quarantined_rows (import_id, position, file_name, line, rule, raw)
    select ${importId}, ${first} + position - 1, file_name, line, rule, raw from unnest(
      ${rows.map(({ fileName }) => fileName)}::text[],
      ${rows.map(({ line }) => line)}::int[],
      ${rows.map(({ rule }) => rule)}::text[],
      ${rows.map(({ raw }) => raw)}::text[])
      with ordinality as quarantined (file_name, line, rule, raw, position)`.execute(tx);
}
