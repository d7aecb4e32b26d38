import type { ComponentChildren } from 'preact';

/** A missing value is null: it is shown as not known and sorted last, never as zero. */
export type CellValue = string | number | null;

export type Column<Row> = {
  /** Also the name in the address: `?sort=key`. */
  key: string;
  heading: string;
  numeric?: boolean;
  /** Holds sentences or long names: never narrower than they can be read in, though the table has to be moved sideways. */
  isWide?: boolean;
  sortable?: boolean;
  /** A number of which the smallest is wanted first: a chance or a place. Other numbers are first sorted from the largest. */
  isSmallestFirst?: boolean;
  /** What the cell is worth: sorted by, and shown when there is no `render`. */
  value: (row: Row) => CellValue;
  render?: (row: Row) => ComponentChildren;
};
