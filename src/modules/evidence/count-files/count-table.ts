/** A file of rows and columns as texts, whatever it was written in. */
export type CountTable = {
  /** The names of the columns, in order; no two the same. */
  headers: readonly string[];
  /** Rows in which something is written, in order. */
  rows: readonly TableRow[];
  /** What was unusual about the file and accepted all the same. */
  notes: readonly string[];
};

export type TableRow = {
  /** The line of a text file, or the row of a sheet, from 1. */
  line: number;
  /** Dates are YYYY-MM-DD, numbers have no thousands mark, nothing is ''. */
  cells: readonly string[];
  /** It has more or fewer values than there are columns. */
  isRagged: boolean;
  /** As it stands in the file. */
  raw: string;
};

/** More rows than any partner's counts have. */
export const mostRows = 100_000;
