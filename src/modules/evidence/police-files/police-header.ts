import { parseRecord } from './csv-record.ts';
import { fileRefusal, type FileRefusal } from './file-rules.ts';
import { policeColumns, type PoliceColumn } from './police-row.ts';

export type PoliceHeader =
  | { readonly columns: readonly PoliceColumn[]; readonly refusal?: undefined }
  | { readonly refusal: FileRefusal };

/** The columns in the order of the file, or why its first line is not the header of a street file. */
export function readPoliceHeader(firstLine: string): PoliceHeader {
  const parsed = parseRecord(firstLine);
  if (parsed.kind !== 'values') {
    return { refusal: fileRefusal('unclosed-quote', 'It is on line 1.') };
  }
  const names = parsed.values;
  if (names.length === 1 && firstLine.includes(';')) return { refusal: fileRefusal('semicolons') };
  const missing = policeColumns.filter((column) => !names.includes(column));
  const unknown = names.filter((name) => !isPoliceColumn(name));
  const repeated = policeColumns.filter(
    (column) => names.indexOf(column) !== names.lastIndexOf(column),
  );
  if (missing.length + unknown.length + repeated.length === 0) {
    return { columns: names.filter(isPoliceColumn) };
  }

  const complaints = [
    ['Missing', missing],
    ['Not known', unknown],
    ['More than once', repeated],
  ] as const;
  const detail = complaints
    .filter(([, columns]) => columns.length > 0)
    .map(([word, columns]) => `${word}: ${nameColumns(columns)}.`);
  return { refusal: fileRefusal('columns-unknown', detail.join(' ')) };
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
