import { Pagination } from '#design-system/govuk/components.ts';
import { tableHref } from './table-address.ts';
import type { TableAddress } from './table-address.ts';
import type { TablePage } from './table-query.ts';

export type TablePaginationProps = {
  page: TablePage<unknown>;
  address: TableAddress;
  label: string;
};

/** Which rows are shown, and links to the others; nothing when one page holds them all. */
export function TablePagination({ page, address, label }: TablePaginationProps) {
  if (page.pages === 1) return null;
  const hrefOf = (number: number) => tableHref(address, { page: number });
  const first = (page.page - 1) * page.pageSize + 1;
  return (
    <>
      <p class="govuk-body-s">
        Showing {first} to {first + page.rows.length - 1} of {page.total.toLocaleString('en-GB')}
      </p>
      <Pagination
        landmarkLabel={label}
        previous={page.page > 1 ? { href: hrefOf(page.page - 1) } : undefined}
        next={page.page < page.pages ? { href: hrefOf(page.page + 1) } : undefined}
        items={listPageNumbers(page.page, page.pages).map((number) =>
          number === undefined
            ? { ellipsis: true }
            : { number, href: hrefOf(number), current: number === page.page },
        )}
      />
    </>
  );
}

/** First, last and the pages around this one; undefined stands for those left out. */
export function listPageNumbers(current: number, pages: number): (number | undefined)[] {
  const near = [1, current - 1, current, current + 1, pages].filter(
    (number) => number >= 1 && number <= pages,
  );
  const shown = [...new Set(near)].sort((a, b) => a - b);
  return shown.flatMap((number, index) => {
    const before = shown[index - 1];
    return before !== undefined && number - before > 1 ? [undefined, number] : [number];
  });
}
