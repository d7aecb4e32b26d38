import { parseRecord } from './csv-record.ts';
import { policeColumns, type PoliceColumn } from './police-row.ts';
import { FileRefused } from './refused.ts';

/** The columns in the order of the file. Throws FileRefused when its first line is not the header of one. */
export function readPoliceHeader(firstLine: string): readonly PoliceColumn[] {
  const parsed = parseRecord(firstLine);
  if (parsed.kind !== 'values') throw new FileRefused('unclosed-quote', 'It is on line 1.');
  const names = parsed.values;
  if (names.length === 1 && firstLine.includes(';')) throw new FileRefused('semicolons');
  const missing = policeColumns.filter((column) => !names.includes(column));
  const unknown = names.filter((name) => !isPoliceColumn(name));
  const repeated = policeColumns.filter(
    (column) => names.indexOf(column) !== names.lastIndexOf(column),
  );
  if (missing.length + unknown.length + repeated.length === 0) return names.filter(isPoliceColumn);

  const complaints = [
    ['Missing', missing],
    ['Not known', unknown],
    ['More than once', repeated],
  ] as const;
  const detail = complaints
    .filter(([, columns]) => columns.length > 0)
    .map(([word, columns]) => `${word}: ${nameColumns(columns)}.`);
  throw new FileRefused('columns-unknown', detail.join(' '));
}

/** Whether the columns stand in the order in which the police publish them. */
export function isUsualOrder(columns: readonly PoliceColumn[]): boolean {
  return columns.every((column, index) => column === policeColumns[index]);
}

function isPoliceColumn(name: string): name is PoliceColumn {
  return (policeColumns as readonly string[]).includes(name);
}

function nameColumns(names: readonly string[]): string {
  const shown = names
    .slice(0, 12)
    .map((name) => (name === '' ? 'a blank name' : `“${shorten(name)}”`));
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

function shorten(name: string): string {
  return name.length > 40 ? `${name.slice(0, 40)}…` : name;
}
