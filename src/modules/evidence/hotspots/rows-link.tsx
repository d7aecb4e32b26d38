import { tableHref, type TableAddress } from '#design-system/tables/table-address.ts';
import type { TablePage, TableQuery } from '#design-system/tables/table-query.ts';
import { formatNumber } from '#platform/number-format.ts';

const usualRows = 25;

/** How a table of so many rows starts when all of them are asked for, `?rows=all`. */
export function wholeTable(asked: unknown, total: number): Partial<TableQuery> {
  return asked === 'all' && total > usualRows ? { pageSize: total } : {};
}

/** Whether all rows of a table that would have pages stand on one. */
export function isWhole({ total, pages }: TablePage<unknown>): boolean {
  return pages === 1 && total > usualRows;
}

type RowsLinkProps = { page: TablePage<unknown>; address: TableAddress };

/** A long table for paper, all of it on one page, and the way back; nothing where it has no pages. */
export function RowsLink({ page, address }: RowsLinkProps) {
  if (page.total <= usualRows) return null;
  const { rows: _rows, ...query } = address.query;
  const asked = isWhole(page) ? query : { ...query, rows: 'all' };
  return (
    <p class="govuk-body-s app-download">
      <a class="govuk-link" href={`${tableHref({ ...address, query: asked }, {})}#areas`}>
        {isWhole(page)
          ? `Show ${usualRows} areas at a time`
          : `Show all ${formatNumber(page.total)} areas, to print them`}
      </a>
    </p>
  );
}
