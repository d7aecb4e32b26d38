import type { TableQuery } from './table-query.ts';

/** The address a table stands at, with everything that was asked of the page. */
export type TableAddress = {
  path: string;
  query: Readonly<Record<string, unknown>>;
  /** What the number of its page is called there, where a page has several tables; `page` unless told. */
  pageName?: string;
};

/** The same address with another order or page; what else it asks is kept. */
export function tableHref(
  address: TableAddress,
  change: Partial<Pick<TableQuery, 'sort' | 'direction' | 'page'>>,
): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(address.query)) {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    for (const item of values) if (typeof item === 'string') parameters.append(name, item);
  }
  const { page, ...order } = change;
  const pageName = address.pageName ?? 'page';
  if (page === undefined) parameters.delete(pageName);
  else parameters.set(pageName, String(page));
  for (const [name, value] of Object.entries(order)) {
    if (value !== undefined) parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === '' ? address.path : `${address.path}?${text}`;
}
