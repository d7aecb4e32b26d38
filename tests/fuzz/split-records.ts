/** A record as it stands in a file; `values` undefined when nobody can say where a value ends. */
export type SplitRecord = { values: readonly string[] | undefined; lines: number; length: number };

/**
 * The records of a CSV text by RFC 4180 and what the receipt page says of the rest: a quotation mark opens a
 * value only at its beginning; text after the one that closes it breaks the record, which ends with its line;
 * a line with nothing in it is no record. Undefined when a quotation mark is never closed.
 */
export function splitRecords(text: string): SplitRecord[] | undefined {
  const records: SplitRecord[] = [];
  let at = 0;
  while (at < text.length) {
    const lineEnd = endOfLine(text, at);
    const line = text.slice(at, lineEnd);
    if (line === '' || line === '\r') {
      at = lineEnd + 1;
      continue;
    }
    const taken = takeRecord(text, at);
    if (taken === undefined) return undefined;
    const whole = text.slice(at, taken.end);
    const lines = whole.split('\n').length;
    records.push({ values: taken.values, lines, length: Buffer.byteLength(whole) });
    at = taken.end + 1;
  }
  return records;
}

function takeRecord(text: string, start: number) {
  const values: string[] = [];
  let at = start;
  for (;;) {
    if (text[at] !== '"') {
      const lineEnd = endOfLine(text, at);
      const comma = text.indexOf(',', at);
      if (comma !== -1 && comma < lineEnd) {
        values.push(text.slice(at, comma));
        at = comma + 1;
        continue;
      }
      values.push(text.slice(at, lineEnd).replace(/\r$/, ''));
      return { values, end: lineEnd };
    }
    const close = findClose(text, at + 1);
    if (close === undefined) return undefined;
    values.push(
      text
        .slice(at + 1, close)
        .split('""')
        .join('"'),
    );
    if (text[close + 1] === ',') {
      at = close + 2;
      continue;
    }
    const end = endOfLine(text, close + 1);
    const rest = text.slice(close + 1, end);
    return { values: rest === '' || rest === '\r' ? values : undefined, end };
  }
}

function findClose(text: string, from: number): number | undefined {
  for (let at = from; ; at += 2) {
    at = text.indexOf('"', at);
    if (at === -1) return undefined;
    if (text[at + 1] !== '"') return at;
  }
}

function endOfLine(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found === -1 ? text.length : found;
}
