import { setImmediate as letOthersRun } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import { refuseFile } from './count-file-rules.ts';
import type { TableRow } from './count-table.ts';
import { inspectWorkbook } from './inspect-workbook.ts';
import { makeTable, type ReadTable } from './make-table.ts';
import { readWorksheet, type SheetCell } from './worksheet-reader.ts';

/** Rows that are written out before others have a turn. */
const rowsAtOnce = 500;

/** Reads the first sheet of an .xlsx file as texts. Every fault of the file is a refusal. */
export async function readSpreadsheetCounts(content: Buffer): Promise<ReadTable> {
  const inspected = await inspectWorkbook(content);
  if (!inspected.ok) return inspected;
  const cells = await readWorksheet(content, inspected.sheetNumber);
  if (cells === undefined) return { ok: false, refusal: refuseFile('damaged') };
  const rows: Omit<TableRow, 'isRagged'>[] = [];
  for (const [index, row] of cells.entries()) {
    if (index % rowsAtOnce === 0) await letOthersRun();
    const texts = row.map(cellInText);
    // The database keeps every character but this one.
    if (texts.some((text) => text.includes('\0')))
      return { ok: false, refusal: refuseFile('nul-character') };
    const isBlank = texts.every((text) => text === '');
    const raw = isBlank ? '' : stringify([texts], { record_delimiter: '' });
    rows.push({ line: index + 1, cells: texts, raw });
  }
  return makeTable(rows, { isSheet: true, notes: inspected.notes });
}

function cellInText(cell: SheetCell): string {
  if (cell === null) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}
