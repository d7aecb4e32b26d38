import { parseRecord } from './csv-record.ts';

/** One record of a file: where it is, as it stands there, and its values unless they cannot be told apart. */
export interface CsvRecord {
  /** The line of its first character, counted from 1 as an editor shows it. */
  readonly line: number;
  readonly raw: string;
  readonly values: readonly string[] | undefined;
}

/**
 * Reads every record of a checked UTF-8 file, the header too, in batches. Blank lines are not records.
 * Holds no more than a chunk and one record in memory.
 */
export async function* readRecords(chunks: AsyncIterable<Buffer>): AsyncGenerator<CsvRecord[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let line = 0;
  let open: { line: number; raw: string } | undefined;

  const take = (text: string): CsvRecord | undefined => {
    line += 1;
    const start = open?.line ?? line;
    const raw = open ? `${open.raw}\n${text}` : text;
    open = undefined;
    if (raw === '' || raw === '\r') return undefined;
    const parsed = parseRecord(raw);
    if (parsed.kind === 'open') {
      open = { line: start, raw };
      return undefined;
    }
    const values = parsed.kind === 'values' ? parsed.values : undefined;
    return { line: start, raw: raw.endsWith('\r') ? raw.slice(0, -1) : raw, values };
  };

  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield lines.map(take).filter((record) => record !== undefined);
  }
  const last = take(rest + decoder.decode());
  if (open) throw new Error('A quotation mark was left open in a file that had been checked.');
  if (last) yield [last];
}
