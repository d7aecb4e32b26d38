import type { FigureAddress } from './figure-kind.ts';

/** The findings, and where a new one is sent. */
export function findingsPath(): string {
  return '/findings';
}

/** One finding, by which it is cited. */
export function findingPath(id: string): string {
  return `/findings/${id}`;
}

/** Where a finding is recorded from a figure. */
export function newFindingPath(address?: FigureAddress): string {
  if (address === undefined) return '/findings/new';
  const { kind, query } = address;
  return `/findings/new?${new URLSearchParams({ figure: kind, query }).toString()}`;
}

/** Where a finding is superseded by a newer one. */
export function findingSupersessionPath(id: string): string {
  return `/findings/${id}/supersession`;
}

/** Where the frozen table of a finding is downloaded. */
export function findingFigurePath(id: string): string {
  return `/findings/${id}/figure.csv`;
}
