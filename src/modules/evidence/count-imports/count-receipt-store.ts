import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { NotFound } from '#platform/http/failures.ts';
import { rowCountsOf } from '../receipts/row-counts-store.ts';
import type { DuplicateRow, ListPart, QuarantinedRow } from '../receipts/receipt.ts';
import type { CountReceipt } from './count-import.ts';
import type { CountImportLine } from './count-import-line.ts';
import { CountMapping } from '../count-files/count-mapping.ts';
import type { CountOrigin } from '../count-files/partner-count.ts';

/** The receipt of an import of counts. Throws NotFound when there is none. */
export async function getCountReceipt(tx: Transaction, id: string): Promise<CountReceipt> {
  const row = await tx
    .selectFrom('count_imports')
    .innerJoin('definition_versions', 'definition_versions.version', 'definition_version')
    .leftJoin('count_mappings', 'count_mappings.id', 'mapping_id')
    .selectAll('count_imports')
    .select(['definition_versions.label as definitionLabel', 'count_mappings.name as mappingName'])
    .where('count_imports.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw new NotFound('There is no such import.');
  const units = await tx
    .selectFrom('count_months')
    .select([
      'source',
      'measure',
      'month',
      'rows_accepted as rowsAccepted',
      'is_current as isCurrent',
      'is_unchanged as isUnchanged',
    ])
    .where('import_id', '=', id)
    .orderBy('source')
    .orderBy('measure')
    .orderBy('month')
    .execute();
  const { blank } = await tx
    .selectFrom('partner_counts')
    .select(({ fn }) => fn.countAll<string>().as('blank'))
    .where('import_id', '=', id)
    .where('count', 'is', null)
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    origin: row.origin as CountOrigin,
    importedBy: row.actor_name,
    importedAt: row.imported_at,
    rows: rowCountsOf(row),
    rowsBlank: Number(blank),
    seconds: row.seconds,
    file: {
      name: row.file_name,
      bytes: row.file_bytes,
      rowsRead: row.rows_read,
      rowsDuplicate: row.rows_duplicate,
      rowsQuarantined: row.rows_quarantined,
      notes: row.notes as string[],
      refusal: null,
    },
    mappingName: row.mappingName,
    fields: CountMapping.parse(row.fields),
    definitionLabel: row.definitionLabel,
    units,
    withdrawal:
      row.withdrawn_at === null ? null : { at: row.withdrawn_at, by: row.withdrawn_by ?? '' },
  };
}

/** Whether this is the id of an import of counts. */
export async function isCountImport(tx: Transaction, id: string): Promise<boolean> {
  const found = await tx
    .selectFrom('count_imports')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirst();
  return found !== undefined;
}

/** The imports of counts, the newest first, up to so many. */
export async function listCountImports(tx: Transaction, limit: number): Promise<CountImportLine[]> {
  const rows = await tx
    .selectFrom('count_imports')
    .leftJoin('count_months', 'count_months.import_id', 'count_imports.id')
    .select([
      'count_imports.id',
      'count_imports.origin',
      'actor_name as importedBy',
      'imported_at as importedAt',
      'rows_read',
      'count_imports.rows_accepted',
      'rows_duplicate',
      'rows_quarantined',
      'rows_replaced',
      'withdrawn_at as withdrawnAt',
      sql<string[]>`coalesce(array_agg(distinct count_months.month)
        filter (where count_months.month is not null), '{}')`.as('months'),
      sql<boolean>`coalesce(bool_or(count_months.is_current), false)`.as('isCurrent'),
      sql<string[]>`coalesce(array_agg(distinct count_months.source)
        filter (where count_months.source is not null), '{}')`.as('sources'),
    ])
    .groupBy('count_imports.id')
    .orderBy('imported_at', 'desc')
    .orderBy('position', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    origin: row.origin as CountOrigin,
    importedBy: row.importedBy,
    importedAt: row.importedAt,
    rows: rowCountsOf(row),
    sources: row.sources,
    months: row.months,
    withdrawnAt: row.withdrawnAt,
    isCurrent: row.isCurrent,
  }));
}

/** The rows set aside in the order of the file: so many, from a place in the list. */
export async function listCountRowsSetAside(
  tx: Transaction,
  importId: string,
  { from, limit }: ListPart,
): Promise<QuarantinedRow[]> {
  return tx
    .selectFrom('count_quarantined_rows')
    .select(['file_name as fileName', 'line', 'rule', 'raw'])
    .where('import_id', '=', importId)
    .where('position', '>=', from)
    .orderBy('position')
    .limit(limit)
    .execute();
}

/** The duplicates in the order of the file: so many, from a place in the list. */
export async function listCountDuplicateRows(
  tx: Transaction,
  importId: string,
  { from, limit }: ListPart,
): Promise<DuplicateRow[]> {
  return tx
    .selectFrom('count_duplicate_rows')
    .innerJoin('count_imports', 'count_imports.id', 'import_id')
    .select([
      'file_name as fileName',
      'line',
      'file_name as firstFileName',
      'first_line as firstLine',
    ])
    .where('import_id', '=', importId)
    .where('count_duplicate_rows.position', '>=', from)
    .orderBy('count_duplicate_rows.position')
    .limit(limit)
    .execute();
}
