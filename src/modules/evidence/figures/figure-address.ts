import { isDeepStrictEqual } from 'node:util';
import type { FigureAddress } from '#core/findings/figure-kind.ts';

/** How a finding names a figure: its kind, and all that decides it; what is blank is left out. */
export function figureAddress(
  kind: string,
  query: Readonly<Record<string, string | undefined>>,
): FigureAddress {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  return { kind, query: new URLSearchParams(given).toString() };
}

/** How a finding names the figure of a page, by the query of the page's own path. */
export function figureAddressOfPage(kind: string, path: string): FigureAddress {
  const [, query = ''] = path.split('?');
  return { kind, query };
}

/**
 * Whether a query asks for just this figure. What an address cannot mean, a page leaves out or answers in
 * its own way; a finding is never of something else.
 */
export function isExactly(
  { query }: FigureAddress,
  given: Readonly<Record<string, string>>,
): boolean {
  return isDeepStrictEqual(Object.fromEntries(new URLSearchParams(query)), { ...given });
}
