import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { checkValue } from './check-value.ts';
import type { BadFile, CheckedFile, FileProblem } from './file-problem.ts';
import { readText } from './read-text.ts';

type Row = { readonly line: number; readonly cells: readonly string[] };

/** A cell that holds a decimal number; an empty cell is refused, never read as zero. */
export const decimalCell = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, 'must be a number')
  .transform(Number);

/** A cell that holds a whole number, or nothing: undefined. */
export const optionalWholeNumberCell = z
  .string()
  .regex(/^\d*$/, 'must be a whole number or empty')
  .transform((text) => (text === '' ? undefined : Number(text)));

/**
 * Reads a CSV file whose first row names its columns, exactly those of the row schema.
 * Lines that start with # are remarks. `lineOf([2])` is the line of the third row.
 */
export async function readCsvFile<Schema extends z.ZodObject>(
  folder: string,
  file: string,
  rowSchema: Schema,
): Promise<CheckedFile<z.output<Schema>[]>> {
  const read = await readText(folder, file);
  if (!read.ok) return { ok: false, file, problems: read.problems };
  const parsed = splitRows(file, read.text);
  if ('problems' in parsed) return parsed;
  const [header, ...rows] = parsed.rows;
  const columns = Object.keys(rowSchema.shape);
  const headerProblems = checkHeader(file, header, columns);
  if (header === undefined || headerProblems.length > 0)
    return { ok: false, file, problems: headerProblems };

  const problems: FileProblem[] = [];
  const values: z.output<Schema>[] = [];
  for (const row of rows) {
    const checked = checkRow(file, header, row, rowSchema);
    if (checked.ok) values.push(checked.value);
    else problems.push(...checked.problems);
  }
  if (problems.length > 0) return { ok: false, file, problems };
  const lineOf = (path: readonly PropertyKey[]): number =>
    rows[Number(path[0])]?.line ?? header.line;
  return { ok: true, file, value: values, lineOf };
}

function splitRows(file: string, text: string): BadFile | { readonly rows: readonly Row[] } {
  try {
    const rows: Row[] = [];
    parse(text, {
      comment: '#',
      comment_no_infix: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (cells: string[], { lines }) => {
        // The parser counts to the end of a row; one with line breaks inside quotes starts earlier.
        rows.push({ line: lines - (cells.join('').split('\n').length - 1), cells });
        return null;
      },
    });
    return { rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error['lines'] ?? 1);
    const message =
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'a quote is opened and never closed'
        : 'is not written as CSV: a quote stands in the wrong place';
    return { ok: false, file, problems: [{ file, line, message }] };
  }
}

function checkHeader(
  file: string,
  header: Row | undefined,
  columns: readonly string[],
): FileProblem[] {
  if (header === undefined) return [{ file, line: 1, message: 'is empty' }];
  const say = (message: string): FileProblem => ({ file, line: header.line, message });
  const { cells } = header;
  return [
    ...columns
      .filter((name) => !cells.includes(name))
      .map((name) => say(`column ${name} is missing`)),
    ...cells
      .filter((name) => !columns.includes(name))
      .map((name) => say(`column ${name} is not known here`)),
    ...cells
      .filter((name, index) => cells.indexOf(name) !== index)
      .map((name) => say(`column ${name} is written twice`)),
  ];
}

function checkRow<Schema extends z.ZodObject>(
  file: string,
  header: Row,
  row: Row,
  schema: Schema,
): ReturnType<typeof checkValue<Schema>> {
  if (row.cells.length !== header.cells.length) {
    const message = `the row has ${row.cells.length} cells; the heading has ${header.cells.length}`;
    return { ok: false, problems: [{ file, line: row.line, message }] };
  }
  const given = Object.fromEntries(header.cells.map((name, index) => [name, row.cells[index]]));
  return checkValue(schema, given, { file, lineOf: () => row.line });
}
