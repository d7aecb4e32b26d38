import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { NotFound } from '#platform/http/failures.ts';
import { countOutsideArea } from '../incident-counts/area-counts-store.ts';
import type {
  DuplicateRow,
  ListPart,
  QuarantinedRow,
  ReceiptFile,
  RowCounts,
} from '../receipts/receipt.ts';
import { rowCountsOf } from '../receipts/row-counts-store.ts';
import type { IncidentSource, Receipt, ReceiptMonth } from './police-import.ts';
import { findWithdrawal } from './withdrawal-store.ts';

async function findReceipt(tx: Transaction, id: string): Promise<Receipt | undefined> {
  const row = await tx
    .selectFrom('police_imports')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const files = await tx
    .selectFrom('police_import_files')
    .select([
      'name',
      'bytes',
      'rows_read as rowsRead',
      'rows_duplicate as rowsDuplicate',
      'rows_quarantined as rowsQuarantined',
      'notes',
      'refusal',
    ])
    .where('import_id', '=', id)
    .orderBy('position')
    .execute();
  const months = await listMonthsOf(tx, id);
  return {
    id: row.id,
    source: row.source as IncidentSource,
    importedBy: row.actor_name,
    importedAt: row.imported_at,
    rows: rowCountsOf(row),
    sharedCrimeIds: row.shared_crime_ids,
    withoutLocation: row.rows_without_location,
    outsideArea: await countOutsideArea(tx, id),
    seconds: row.seconds,
    files: files.map((file) => ({
      ...file,
      notes: file.notes as string[],
      refusal: file.refusal as ReceiptFile['refusal'],
    })),
    months,
    withdrawal: await findWithdrawal(tx, id),
  };
}

async function listMonthsOf(tx: Transaction, importId: string): Promise<ReceiptMonth[]> {
  const rows = await tx
    .selectFrom('police_months as own')
    .leftJoin('police_months as current', (join) =>
      join
        .onRef('current.source', '=', 'own.source')
        .onRef('current.force', '=', 'own.force')
        .onRef('current.month', '=', 'own.month')
        .on('current.is_current', '=', true)
        .onRef('current.import_id', '<>', 'own.import_id'),
    )
    .leftJoin('police_imports', 'police_imports.id', 'current.import_id')
    .select([
      'own.force',
      'own.month',
      'own.rows_accepted as rowsAccepted',
      'own.rows_without_location as withoutLocation',
      'own.is_current as isCurrent',
      'own.is_unchanged as isUnchanged',
      'police_imports.id as insteadId',
      'police_imports.imported_at as insteadAt',
    ])
    .where('own.import_id', '=', importId)
    .orderBy('own.month')
    .orderBy('own.force')
    .execute();
  return rows.map(({ insteadId, insteadAt, ...month }) => ({
    ...month,
    instead:
      insteadId === null || insteadAt === null ? null : { id: insteadId, importedAt: insteadAt },
  }));
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
  rows: RowCounts;
  /** The months and forces that it brought, each once, in order. */
  months: readonly string[];
  forces: readonly string[];
  withdrawnAt: Date | null;
  /** How many forces and months it brought, and how many of them it is in use for. */
  units: number;
  unitsInUse: number;
};

/** The newest imports first, at most so many. */
export async function listImports(tx: Transaction, limit: number): Promise<ImportLine[]> {
  const rows = await tx
    .selectFrom('police_imports')
    .leftJoin('police_months', 'police_months.import_id', 'police_imports.id')
    .leftJoin(
      'police_import_withdrawals as withdrawal',
      'withdrawal.import_id',
      'police_imports.id',
    )
    .selectAll('police_imports')
    .select(({ fn }) => [
      'withdrawal.withdrawn_at as withdrawnAt',
      sql<string[]>`coalesce(array_agg(distinct month order by month)
        filter (where month is not null), '{}')`.as('months'),
      sql<string[]>`coalesce(array_agg(distinct force order by force)
        filter (where force is not null), '{}')`.as('forces'),
      fn.count<string>('police_months.month').as('units'),
      sql<string>`count(*) filter (where is_current)`.as('unitsInUse'),
    ])
    .groupBy(['police_imports.id', 'withdrawal.withdrawn_at'])
    .orderBy('police_imports.number', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    source: row.source as IncidentSource,
    importedBy: row.actor_name,
    importedAt: row.imported_at,
    rows: rowCountsOf(row),
    months: row.months,
    forces: row.forces,
    withdrawnAt: row.withdrawnAt,
    units: Number(row.units),
    unitsInUse: Number(row.unitsInUse),
  }));
}

/** The rows set aside in the order of their files: so many, from a place in the list. */
export async function listQuarantinedRows(
  tx: Transaction,
  importId: string,
  { from, limit }: ListPart,
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

/** The duplicates in the order of their files: so many, from a place in the list. */
export async function listDuplicateRows(
  tx: Transaction,
  importId: string,
  { from, limit }: ListPart,
): Promise<DuplicateRow[]> {
  return tx
    .selectFrom('police_duplicate_rows')
    .select([
      'file_name as fileName',
      'line',
      'first_file_name as firstFileName',
      'first_line as firstLine',
    ])
    .where('import_id', '=', importId)
    .where('position', '>=', from)
    .orderBy('position')
    .limit(limit)
    .execute();
}
