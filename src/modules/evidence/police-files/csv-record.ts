/** What one record's text turned out to be. */
export type ParsedRecord =
  | { readonly kind: 'values'; readonly values: readonly string[] }
  /** A quotation mark is still open at the end of the text: the record goes on in the next line. */
  | { readonly kind: 'open' }
  /** Text follows a closing quotation mark, so that nobody can say where the value ends. */
  | { readonly kind: 'broken' };

/**
 * Reads the values of one record (RFC 4180). A quotation mark inside a value that does not begin with
 * one is kept as it stands. The line break that ends the record must be gone already; a carriage return
 * before it is dropped.
 */
export function parseRecord(text: string): ParsedRecord {
  const line = text.endsWith('\r') ? text.slice(0, -1) : text;
  if (!line.includes('"')) return { kind: 'values', values: line.split(',') };
  const values: string[] = [];
  let at = 0;
  for (;;) {
    if (line[at] !== '"') {
      const comma = line.indexOf(',', at);
      values.push(comma === -1 ? line.slice(at) : line.slice(at, comma));
      if (comma === -1) return { kind: 'values', values };
      at = comma + 1;
      continue;
    }
    const end = findClosingQuote(line, at + 1);
    if (end === -1) return { kind: 'open' };
    values.push(line.slice(at + 1, end).replaceAll('""', '"'));
    if (end + 1 === line.length) return { kind: 'values', values };
    if (line[end + 1] !== ',') return { kind: 'broken' };
    at = end + 2;
  }
}

/** Writes values as one record, without its line break. */
export function writeRecord(values: readonly string[]): string {
  return values
    .map((value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value))
    .join(',');
}

function findClosingQuote(line: string, from: number): number {
  let at = line.indexOf('"', from);
  while (at !== -1 && line[at + 1] === '"') at = line.indexOf('"', at + 2);
  return at;
}
