import { PlainTable, type PlainTableProps } from './plain-table.tsx';
import type { TableAddress } from './table-address.ts';
import { TablePagination } from './table-pagination.tsx';
import { parseTableQuery, sortAndPage } from './table-query.ts';

const rowsOnAPage = 100;

/** A table in the order of its rows, with links to its other pages where it is long. */
export function PagedTable<Row>({
  address,
  ...table
}: PlainTableProps<Row> & { address: TableAddress }) {
  const asked = { page: address.query[address.pageName ?? 'page'] };
  const page = sortAndPage(
    table.rows,
    table.columns,
    parseTableQuery(asked, [], { pageSize: rowsOnAPage }),
  );
  return (
    <>
      <PlainTable {...table} rows={page.rows} />
      <TablePagination page={page} address={address} label={`Pages of: ${table.caption}`} />
    </>
  );
}
