import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { CellValue, Column } from '#design-system/tables/column.ts';

/** A longer table is cut, and the frozen figure says how many rows it leaves out. */
export const mostFrozenRows = 500;
const Words = z.string().max(2_000);

/** A table by itself: the headings and the cells as they were shown. */
const FrozenTable = z.object({
  columns: z
    .array(z.object({ heading: Words, numeric: z.boolean() }))
    .min(1)
    .max(20),
  rows: z.array(z.array(z.union([Words, z.number(), z.null()])).max(20)).max(mostFrozenRows),
  rowsLeftOut: z.int().min(0),
});
export type FrozenTable = z.infer<typeof FrozenTable>;

/**
 * Everything a figure said at one moment, so that it can be read when the data beneath it has changed:
 * words, numbers with their 95% intervals, table, and where it all comes from.
 */
export const FrozenFigure = z.object({
  title: Words.min(1),
  /** What it said, the most important first. */
  sentences: z.array(Words).min(1).max(10),
  /** The numbers it came down to; `inWords` as the page wrote the value and its interval. */
  estimates: z
    .array(
      z.object({
        label: Words,
        value: z.number(),
        lower: z.number(),
        upper: z.number(),
        inWords: z.object({ value: Words, interval: Words }),
      }),
    )
    .max(20),
  table: FrozenTable,
  units: Words,
  period: Words,
  sources: z.array(Words.min(1)).min(1).max(20),
  definition: Words.min(1),
  definitionVersion: z.int().min(1),
  caveats: z.array(Words).max(50),
  /** The page of this service that shows the figure as it is now. */
  livePath: Words.regex(/^\/(?![/\\])/),
});
export type FrozenFigure = z.infer<typeof FrozenFigure>;

/**
 * A figure exactly as it would be read again after it was kept, so that the two can be compared. Throws
 * when it lacks something or a number of it is none.
 */
export function freeze(figure: FrozenFigure): FrozenFigure {
  return FrozenFigure.parse(JSON.parse(JSON.stringify(figure)));
}

/** The cells of a table as they stand; of a very long one the first rows. */
export function freezeTable<Row>(table: {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
}): FrozenTable {
  const rows = table.rows.slice(0, mostFrozenRows);
  return {
    columns: table.columns.map(({ heading, numeric }) => ({ heading, numeric: numeric === true })),
    rows: rows.map((row) => table.columns.map(({ value }): CellValue => value(row))),
    rowsLeftOut: table.rows.length - rows.length,
  };
}

const partWords = [
  ['title', 'what it is about'],
  ['sentences', 'what it says'],
  ['estimates', 'its numbers'],
  ['table', 'its table'],
  ['units', 'its units'],
  ['period', 'its period'],
  ['sources', 'its sources'],
  ['definition', 'the definition'],
  ['definitionVersion', 'the version of the definition'],
  ['caveats', 'what to know before using it'],
  ['livePath', 'its address'],
] as const satisfies readonly (readonly [keyof FrozenFigure, string])[];

/** Which parts of a figure differ, in words that follow "Different now:"; none when nothing does. */
export function listDifferences(seen: FrozenFigure, now: FrozenFigure): string[] {
  return partWords
    .filter(([part]) => !isDeepStrictEqual(seen[part], now[part]))
    .map(([, words]) => words);
}
