import { amountWith } from '../figures/number-words.ts';
import { refuseFile, type CountFileRefusal } from './count-file-rules.ts';
import { mostRows, type CountTable, type TableRow } from './count-table.ts';

export type ReadTable = { ok: true; table: CountTable } | { ok: false; refusal: CountFileRefusal };

const mostColumns = 200;

type WrittenRow = Omit<TableRow, 'isRagged'>;

/**
 * Makes a table of the rows of a file, of which the first that is not blank names the columns. In a
 * sheet every row is as wide as the widest, so there only values beside the named columns are too many.
 */
export function makeTable(
  written: readonly WrittenRow[],
  { isSheet, notes }: { isSheet: boolean; notes: readonly string[] },
): ReadTable {
  const filled = written.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const [head, ...rows] = filled;
  if (head === undefined) return { ok: false, refusal: refuseFile('empty') };
  const names = head.cells.map((name) => name.trim());
  const headers = isSheet ? names.slice(0, names.findLastIndex((name) => name !== '') + 1) : names;
  if (headers.length > mostColumns) return { ok: false, refusal: refuseFile('columns-too-many') };
  const repeated = headers.find((name, place) => name !== '' && headers.indexOf(name) !== place);
  if (repeated !== undefined)
    return { ok: false, refusal: refuseFile('column-repeated', `It is “${repeated}”.`) };
  if (rows.length === 0) return { ok: false, refusal: refuseFile('no-rows') };
  if (rows.length > mostRows) return { ok: false, refusal: refuseFile('rows-too-many') };
  return {
    ok: true,
    table: {
      headers,
      rows: rows.map((row) => ({ ...row, isRagged: isRagged(row, headers.length, isSheet) })),
      notes: [...notes, ...blankWords(written.length - filled.length)],
    },
  };
}

function isRagged({ cells }: WrittenRow, columns: number, isSheet: boolean): boolean {
  if (!isSheet) return cells.length !== columns;
  return cells.slice(columns).some((cell) => cell.trim() !== '');
}

function blankWords(blank: number): string[] {
  if (blank === 0) return [];
  return [`${amountWith(blank, 'blank row', { one: 'was', more: 'were' })} passed over.`];
}
