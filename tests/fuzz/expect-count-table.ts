import { splitTable, type TableRecord } from './split-table.ts';

/** The rows of a file of counts under its column names, told apart from the product's own reader. */
export type ExpectedTable = {
  headers: readonly string[];
  rows: readonly (TableRecord & { isRagged: boolean })[];
};

const mostColumns = 200;
const longestRecord = 100_000;

/** Reads a CSV of counts by the rules that refusals state; undefined when nothing of it may be read. */
export function expectCountTable(bytes: Buffer): ExpectedTable | undefined {
  if (bytes.includes(0)) return undefined;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
  const opening = text.trimStart().toLowerCase();
  if (['<!doctype', '<html', '<?xml'].some((mark) => opening.startsWith(mark))) return undefined;
  const records = splitTable(text, { separator: separatorOf(text), isTrimmed: false });
  const filled = (records ?? []).filter(({ values }) => values.some((one) => one.trim() !== ''));
  const [heading, ...rows] = filled;
  if (heading === undefined || rows.length === 0) return undefined;
  if (records?.some(({ raw }) => raw.length > longestRecord)) return undefined;
  const headers = heading.values.map((name) => name.trim());
  const named = headers.filter((name) => name !== '');
  if (headers.length > mostColumns || new Set(named).size < named.length) return undefined;
  return {
    headers,
    rows: rows.map((row) => ({ ...row, isRagged: row.values.length !== headers.length })),
  };
}

/** A comma, unless the first line with something in it has none, and semicolons or tabs. */
function separatorOf(text: string): string {
  const first = text.split(/[\r\n]/).find((line) => line.trim() !== '') ?? '';
  return [',', ';', '\t'].find((one) => first.includes(one)) ?? ',';
}
