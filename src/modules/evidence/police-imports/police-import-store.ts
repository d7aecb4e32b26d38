import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { ImportHashes, IncidentSource, NewReceipt } from './police-import.ts';
import type { DuplicateRow, QuarantinedRow, ReceiptFile } from '../receipts/receipt.ts';

/**
 * One import at a time decides which versions are current; others wait for its commit, and may: a
 * large one takes longer than any request.
 */
export async function lockImports(tx: Transaction): Promise<void> {
  await sql`select set_config('lock_timeout', '10min', true),
    set_config('statement_timeout', '10min', true)`.execute(tx);
  await sql`select pg_advisory_xact_lock(hashtext('police-imports'))`.execute(tx);
}

/**
 * The import of these bytes, sent or unpacked, if it was not withdrawn and all of its months are still current.
 * One of which every file was refused is none.
 */
export async function findCurrentImportOf(
  tx: Transaction,
  source: IncidentSource,
  by: { sentSha256: string } | { contentSha256: string },
): Promise<string | undefined> {
  const found = await tx
    .selectFrom('police_imports')
    .select('id')
    .where('source', '=', source)
    .where('rows_read', '>', 0)
    .where(
      'sentSha256' in by ? 'sent_sha256' : 'content_sha256',
      '=',
      'sentSha256' in by ? by.sentSha256 : by.contentSha256,
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('police_import_withdrawals')
            .select('import_id')
            .whereRef('import_id', '=', 'police_imports.id'),
        ),
      ),
    )
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
    .orderBy('number', 'desc')
    .executeTakeFirst();
  return found?.id;
}

/** How the import of this id ended, if it has a receipt. */
export async function findEndOfImport(
  tx: Transaction,
  id: string,
): Promise<'accepted' | 'refused' | undefined> {
  const found = await tx
    .selectFrom('police_imports')
    .select('rows_read')
    .where('id', '=', id)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  return found.rows_read > 0 ? 'accepted' : 'refused';
}

/** Where the rows of each month of these imports are kept. */
export async function listParquetPaths(
  tx: Transaction,
  ids: readonly string[],
): Promise<{ importId: string; path: string }[]> {
  return tx
    .selectFrom('police_months')
    .select(['import_id as importId', 'parquet_path as path'])
    .where('import_id', 'in', ids)
    .execute();
}

export async function insertImport(
  tx: Transaction,
  receipt: NewReceipt & ImportHashes & { actor: string },
): Promise<void> {
  await tx
    .insertInto('police_imports')
    .values({
      id: receipt.id,
      source: receipt.source,
      sent_sha256: receipt.sentSha256,
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
        rows_duplicate: file.rowsDuplicate,
        rows_quarantined: file.rowsQuarantined,
        notes: JSON.stringify(file.notes),
        refusal: file.refusal === null ? null : JSON.stringify(file.refusal),
      })
      .execute();
  }
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

/** Adds a batch of the duplicates; `first` is the place of its first row in the whole list. */
export async function insertDuplicateRows(
  tx: Transaction,
  importId: string,
  first: number,
  rows: readonly DuplicateRow[],
): Promise<void> {
  await sql`
    insert into police_duplicate_rows
      (import_id, position, file_name, line, first_file_name, first_line)
    select ${importId}, ${first} + position - 1, file_name, line, first_file_name, first_line
    from unnest(
      ${rows.map(({ fileName }) => fileName)}::text[],
      ${rows.map(({ line }) => line)}::int[],
      ${rows.map(({ firstFileName }) => firstFileName)}::text[],
      ${rows.map(({ firstLine }) => firstLine)}::int[])
      with ordinality as duplicate (file_name, line, first_file_name, first_line, position)`.execute(
    tx,
  );
}
