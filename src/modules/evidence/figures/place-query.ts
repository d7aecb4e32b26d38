import { NoFigure } from './no-figure.ts';

/** The code of the area that an address names, undefined for none. Throws NoFigure when it names several. */
export function findPlaceCode(asked: unknown): string | undefined {
  if (asked === undefined) return undefined;
  if (typeof asked === 'string') return asked.trim() === '' ? undefined : asked.trim();
  throw new NoFigure('place', 'A figure is of one place, and the address names several.');
}
