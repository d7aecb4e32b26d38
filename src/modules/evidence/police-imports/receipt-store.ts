import type { Transaction } from '#platform/database/database.ts';
import { NotFound } from '#platform/http/failures.ts';
import type { IncidentSource, QuarantinedRow, Receipt, ReceiptFile } from './police-import.ts';

async function findReceipt(tx: Transaction, id: string): Promise<Receipt | undefined> {
  const row = await tx
    .selectFrom('police_imports')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const files = await tx
    .selectFrom('police_import_files')
    .select(['name', 'bytes', 'rows_read as rowsRead', 'notes', 'refusal'])
    .where('import_id', '=', id)
    .orderBy('position')
    .execute();
  const months = await tx
    .selectFrom('police_months')
    .select([
      'force',
      'month',
      'rows_accepted as rowsAccepted',
      'rows_without_location as withoutLocation',
      'is_current as isCurrent',
    ])
    .where('import_id', '=', id)
    .orderBy('month')
    .orderBy('force')
    .execute();
  return {
    id: row.id,
    source: row.source as IncidentSource,
    importedBy: row.actor_name,
    importedAt: row.imported_at,
    rows: {
      read: row.rows_read,
      accepted: row.rows_accepted,
      duplicate: row.rows_duplicate,
      quarantined: row.rows_quarantined,
      replaced: row.rows_replaced,
    },
    sharedCrimeIds: row.shared_crime_ids,
    withoutLocation: row.rows_without_location,
    outsideArea: row.rows_outside_area,
    seconds: row.seconds,
    files: files.map((file) => ({
      ...file,
      notes: file.notes as string[],
      refusal: file.refusal as ReceiptFile['refusal'],
    })),
    months,
  };
}

export async function getReceipt(tx: Transaction, id: string): Promise<Receipt> {
  const receipt = await findReceipt(tx, id);
  if (receipt === undefined) throw new NotFound('There is no such import.');
  return receipt;
}

export type ImportLine = {
  id: string;
  source: IncidentSource;
  importedBy: string;
  importedAt: Date;
  rowsRead: number;
  rowsQuarantined: number;
  firstMonth: string | null;
  lastMonth: string | null;
};

/** Every import, the newest first. */
export async function listImports(tx: Transaction): Promise<ImportLine[]> {
  const rows = await tx
    .selectFrom('police_imports')
    .leftJoin('police_months', 'police_months.import_id', 'police_imports.id')
    .select(({ fn }) => [
      'police_imports.id',
      'police_imports.source',
      'police_imports.actor_name as importedBy',
      'police_imports.imported_at as importedAt',
      'police_imports.rows_read as rowsRead',
      'police_imports.rows_quarantined as rowsQuarantined',
      fn.min('police_months.month').as('firstMonth'),
      fn.max('police_months.month').as('lastMonth'),
    ])
    .groupBy('police_imports.id')
    .orderBy('police_imports.imported_at', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({ ...row, source: row.source as IncidentSource }));
}

/** The rows set aside in the order of their files: so many, from a place in the list. */
export async function listQuarantinedRows(
  tx: Transaction,
  importId: string,
  { from, limit }: { from: number; limit: number },
): Promise<QuarantinedRow[]> {
  return tx
    .selectFrom('police_quarantined_rows')
    .select(['file_name as fileName', 'line', 'rule', 'raw'])
    .where('import_id', '=', importId)
    .where('position', '>=', from)
    .orderBy('position')
    .limit(limit)
    .execute();
}
