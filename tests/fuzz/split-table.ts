/** A record of a CSV text: the line it begins on, its values, and how it stands there without its end. */
export type TableRecord = { line: number; values: readonly string[]; raw: string };

export type TableFormat = {
  separator: string;
  /** Whether blanks round a value do not count, nor lines that hold nothing else. */
  isTrimmed: boolean;
};

/**
 * The records of a CSV text by the strict rules: a quotation mark opens a value only at its beginning, one
 * inside is written twice, and behind the one that closes comes a separator or the end of the line. Lines end
 * in LF, CR LF or CR. Undefined when the text breaks them.
 */
export function splitTable(text: string, format: TableFormat): TableRecord[] | undefined {
  const records: TableRecord[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const taken = takeRecord(text, at, format);
    if (taken === undefined) return undefined;
    const raw = text.slice(at, taken.end);
    const isEmpty = format.isTrimmed ? raw.trim() === '' : raw === '';
    if (!isEmpty) records.push({ line, values: taken.values, raw });
    const next = taken.end + lengthOfBreak(text, taken.end);
    line += countBreaks(text.slice(at, next));
    at = Math.max(next, at + 1);
  }
  return records;
}

function takeRecord(text: string, start: number, { separator, isTrimmed }: TableFormat) {
  const values: string[] = [];
  const skipBlanks = (from: number): number => {
    if (!isTrimmed) return from;
    let to = from;
    while (isBlank(text[to], separator)) to += 1;
    return to;
  };
  let at = start;
  for (;;) {
    at = skipBlanks(at);
    if (text[at] === '"') {
      const close = findClose(text, at + 1);
      if (close === undefined) return undefined;
      const inside = text.slice(at + 1, close);
      values.push(inside.split('""').join('"'));
      at = skipBlanks(close + 1);
      if (text[at] !== separator && !isEnd(text, at)) return undefined;
    } else {
      const from = at;
      while (text[at] !== separator && !isEnd(text, at)) {
        if (text[at] === '"') return undefined;
        at += 1;
      }
      const value = text.slice(from, at);
      values.push(isTrimmed ? value.trim() : value);
    }
    if (isEnd(text, at)) return { values, end: at };
    at += 1;
  }
}

function findClose(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return undefined;
}

function isEnd(text: string, at: number): boolean {
  return at >= text.length || text[at] === '\n' || text[at] === '\r';
}

function isBlank(character: string | undefined, separator: string): boolean {
  if (character === undefined || character === separator) return false;
  return character.trim() === '' && character !== '\n' && character !== '\r';
}

function lengthOfBreak(text: string, at: number): number {
  if (at >= text.length) return 0;
  return text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
}

function countBreaks(text: string): number {
  return text.split(/\r\n|\n|\r/).length - 1;
}
