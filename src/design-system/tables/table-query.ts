import type { CellValue, Column } from './column.ts';

export type TableQuery = {
  sort: string | undefined;
  direction: 'ascending' | 'descending';
  /** Counted from 1. */
  page: number;
  pageSize: number;
};

export type TablePage<Row> = {
  rows: readonly Row[];
  /** Rows on all pages together. */
  total: number;
  /** The page shown: one that exists, whatever was asked for. */
  page: number;
  pages: number;
  pageSize: number;
};

const usualPageSize = 25;
const collator = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' });

/**
 * What the address asks of a table: `?sort=count&direction=descending&page=2`.
 * Anything it cannot mean is left as the table starts.
 */
export function parseTableQuery<Row>(
  query: Readonly<Record<string, unknown>>,
  columns: readonly Column<Row>[],
  start: Partial<TableQuery> = {},
): TableQuery {
  const sortable = columns.filter((column) => column.sortable === true).map(({ key }) => key);
  const asked = sortable.find((key) => key === query['sort']);
  const direction = query['direction'] === 'descending' ? 'descending' : 'ascending';
  const page = typeof query['page'] === 'string' ? query['page'] : '';
  return {
    sort: asked ?? start.sort,
    direction: asked === undefined ? (start.direction ?? 'ascending') : direction,
    page: /^[1-9]\d{0,6}$/.test(page) ? Number(page) : (start.page ?? 1),
    pageSize: start.pageSize ?? usualPageSize,
  };
}

/** The rows of one page in the order asked for; equal rows keep the order they came in. */
export function sortAndPage<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  query: TableQuery,
): TablePage<Row> {
  const pages = Math.max(1, Math.ceil(rows.length / query.pageSize));
  const page = Math.min(query.page, pages);
  const sorted = sortRows(rows, columns, query);
  const first = (page - 1) * query.pageSize;
  return {
    rows: sorted.slice(first, first + query.pageSize),
    total: rows.length,
    page,
    pages,
    pageSize: query.pageSize,
  };
}

function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { sort, direction }: TableQuery,
): readonly Row[] {
  const column = columns.find(({ key }) => key === sort);
  if (column === undefined) return rows;
  const turn = direction === 'descending' ? -1 : 1;
  return rows
    .map((row) => ({ row, value: column.value(row) }))
    .sort((a, b) => compareValues(a.value, b.value, turn))
    .map(({ row }) => row);
}

function compareValues(a: CellValue, b: CellValue, turn: 1 | -1): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return (a - b) * turn;
  return collator.compare(String(a), String(b)) * turn;
}
