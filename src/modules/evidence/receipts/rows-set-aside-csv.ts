import type { CsvCell } from '#platform/documents/csv.ts';
import type { FindRule, QuarantinedRow } from './receipt.ts';

const rowsAtOnce = 500;

export type ReadRowsSetAside = (part: { from: number; limit: number }) => Promise<QuarantinedRow[]>;

export const rowsSetAsideHeadings: readonly string[] = [
  'File',
  'Line',
  'Why',
  'What to do',
  'The row as it stands in the file',
];

/** Every row set aside for a CSV, some hundreds at a time: the list may be longer than memory. */
export async function* describeRowsSetAside(
  read: ReadRowsSetAside,
  findRule: FindRule,
): AsyncGenerator<CsvCell[][]> {
  for (let from = 0; ; from += rowsAtOnce) {
    const rows = await read({ from, limit: rowsAtOnce });
    yield rows.map(({ fileName, line, rule, raw }) => {
      const words = findRule(rule);
      return [fileName, line, words?.sentence ?? rule, words?.whatToDo ?? '', raw];
    });
    if (rows.length < rowsAtOnce) return;
  }
}
