import type { RowCounts } from './receipt.ts';

type CountedRow = Record<
  'rows_read' | 'rows_accepted' | 'rows_duplicate' | 'rows_quarantined' | 'rows_replaced',
  number
>;

/** What became of the rows of an import, as its receipt has it in the database. */
export function rowCountsOf(row: CountedRow): RowCounts {
  return {
    read: row.rows_read,
    accepted: row.rows_accepted,
    duplicate: row.rows_duplicate,
    quarantined: row.rows_quarantined,
    replaced: row.rows_replaced,
  };
}
