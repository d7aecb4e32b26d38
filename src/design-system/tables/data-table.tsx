import type { Column } from './column.ts';
import { PlainTable } from './plain-table.tsx';
import { tableHref } from './table-address.ts';
import type { TableAddress } from './table-address.ts';
import { TablePagination } from './table-pagination.tsx';
import type { TablePage, TableQuery } from './table-query.ts';

export type DataTableProps<Row> = {
  /** Unique on the page. */
  id: string;
  caption: string;
  columns: readonly Column<Row>[];
  page: TablePage<Row>;
  query: TableQuery;
  address: TableAddress;
  /** A whole sentence for when there are no rows. */
  empty: string;
  /** Where the whole table, not only this page, is downloaded. */
  csvHref?: string | undefined;
};

/** A table that is sorted and paged by links, so that every view of it has an address. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { id, caption, columns, page, query, address, empty, csvHref } = props;
  return (
    <div class="app-data-table">
      <PlainTable
        id={id}
        caption={caption}
        columns={columns}
        rows={page.rows}
        empty={empty}
        headingFor={(column) => sortHeading(column, query, address)}
      />
      <TablePagination page={page} address={address} label={`Pages of: ${caption}`} />
      {csvHref === undefined || page.total === 0 ? null : (
        <p class="govuk-body-s app-download">
          <a class="govuk-link" href={csvHref}>
            Download this table (CSV)<span class="govuk-visually-hidden">: {caption}</span>
          </a>
        </p>
      )}
    </div>
  );
}

function sortHeading<Row>(column: Column<Row>, query: TableQuery, address: TableAddress) {
  if (column.sortable !== true) return { content: column.heading, sorted: undefined };
  const sorted = column.key === query.sort ? query.direction : ('none' as const);
  const direction = nextDirection(column, sorted);
  const href = tableHref(address, { sort: column.key, direction });
  const content = (
    <a class="govuk-link app-sort" href={href}>
      {column.heading}
      <svg
        class={`app-sort__mark app-sort__mark--${sorted}`}
        viewBox="0 0 10 14"
        aria-hidden="true"
      >
        <path class="app-sort__up" d="M1 5.5 5 1l4 4.5Z" />
        <path class="app-sort__down" d="M1 8.5 5 13l4-4.5Z" />
      </svg>
    </a>
  );
  return { content, sorted };
}

/** The other way round; at first what is most wanted on top, of numbers the largest. */
function nextDirection<Row>(column: Column<Row>, sorted: TableQuery['direction'] | 'none') {
  if (sorted !== 'none') return sorted === 'ascending' ? 'descending' : 'ascending';
  return column.numeric === true && column.isSmallestFirst !== true ? 'descending' : 'ascending';
}
