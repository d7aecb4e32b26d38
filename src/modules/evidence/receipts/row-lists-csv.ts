import type { CsvCell } from '#platform/documents/csv.ts';
import type { DuplicateRow, FindRule, ListPart, QuarantinedRow } from './receipt.ts';

const rowsAtOnce = 500;

/** What streamCsv takes: a name, headings and the rows part by part. */
type StreamedList = [name: string, headings: readonly string[], parts: AsyncIterable<CsvCell[][]>];

type ReadPart<Row> = (part: ListPart) => Promise<Row[]>;

/** Every row set aside for a CSV, each with why and what to do. */
export function rowsSetAsideCsv(
  importId: string,
  findRule: FindRule,
  read: ReadPart<QuarantinedRow>,
): StreamedList {
  const headings = ['File', 'Line', 'Why', 'What to do', 'The row as it stands in the file'];
  const cells = ({ fileName, line, rule, raw }: QuarantinedRow): CsvCell[] => {
    const words = findRule(rule);
    return [fileName, line, words?.sentence ?? rule, words?.whatToDo ?? '', raw];
  };
  return [`rows-set-aside-${importId}`, headings, readAll(read, cells)];
}

/** Every duplicate for a CSV, each with the row that it repeats. */
export function duplicatesCsv(importId: string, read: ReadPart<DuplicateRow>): StreamedList {
  const headings = ['File', 'Line', 'File of the row that it repeats', 'Line of that row'];
  const cells = (row: DuplicateRow): CsvCell[] => [
    row.fileName,
    row.line,
    row.firstFileName,
    row.firstLine,
  ];
  return [`duplicates-${importId}`, headings, readAll(read, cells)];
}

/** Some hundreds at a time: the list may be longer than memory. */
async function* readAll<Row>(
  read: ReadPart<Row>,
  cells: (row: Row) => CsvCell[],
): AsyncGenerator<CsvCell[][]> {
  for (let from = 0; ; from += rowsAtOnce) {
    const rows = await read({ from, limit: rowsAtOnce });
    yield rows.map(cells);
    if (rows.length < rowsAtOnce) return;
  }
}
