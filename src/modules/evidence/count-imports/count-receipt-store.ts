import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { NotFound } from '#platform/http/failures.ts';
import type { QuarantinedRow } from '../receipts/receipt.ts';
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
    ])
    .where('import_id', '=', id)
    .orderBy('source')
    .orderBy('measure')
    .orderBy('month')
    .execute();
  return {
    id: row.id,
    origin: row.origin as CountOrigin,
    importedBy: row.actor_name,
    importedAt: row.imported_at,
    rows: {
      read: row.rows_read,
      accepted: row.rows_accepted,
      duplicate: row.rows_duplicate,
      quarantined: row.rows_quarantined,
      replaced: row.rows_replaced,
    },
    seconds: row.seconds,
    file: {
      name: row.file_name,
      bytes: row.file_bytes,
      rowsRead: row.rows_read,
      notes: row.notes as string[],
      refusal: null,
    },
    mappingName: row.mappingName,
    fields: CountMapping.parse(row.fields),
    definitionLabel: row.definitionLabel,
    units,
    withdrawn:
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
      'rows_read as rowsRead',
      'rows_quarantined as rowsQuarantined',
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
  return rows.map(({ withdrawnAt, ...row }) => ({
    ...row,
    origin: row.origin as CountOrigin,
    isWithdrawn: withdrawnAt !== null,
  }));
}

/** The rows set aside in the order of the file: so many, from a place in the list. */
export async function listCountRowsSetAside(
  tx: Transaction,
  importId: string,
  { from, limit }: { from: number; limit: number },
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
