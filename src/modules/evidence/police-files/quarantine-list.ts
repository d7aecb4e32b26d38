import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { RowRuleCode } from './row-rules.ts';

/** A row that was set aside. */
export interface QuarantinedRow {
  /** The name of the file as it was sent. */
  readonly file: string;
  /** The line of the row's first character, from 1, as an editor shows it. */
  readonly line: number;
  readonly rule: RowRuleCode;
  /** Its text; of a very long one, the beginning. The file itself is kept whole. */
  readonly raw: string;
}

export interface QuarantineWriter {
  add(rows: readonly QuarantinedRow[]): Promise<void>;
  /** Flushes the list to the disk. */
  close(): Promise<void>;
}

/** Begins a new quarantine list: one JSON object a line, in the order of the files and their lines. */
export async function openQuarantineList(path: string): Promise<QuarantineWriter> {
  const handle = await open(path, 'w');
  return {
    async add(rows) {
      if (rows.length === 0) return;
      await handle.appendFile(rows.map(toLine).join(''));
    },
    async close() {
      await handle.sync();
      await handle.close();
    },
  };
}

/** Reads a quarantine list back, row by row. */
export async function* readQuarantineList(path: string): AsyncGenerator<QuarantinedRow> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  for await (const line of lines) yield JSON.parse(line) as QuarantinedRow;
}

/** More of a faulty row than this helps nobody, and would let a file of them fill the memory. */
const mostCharacters = 4_000;

/** The two separators are line breaks to a line reader, though not to JSON. */
function toLine(row: QuarantinedRow): string {
  const { raw } = row;
  const shown = raw.length > mostCharacters ? `${beginningOf(raw)}…` : raw;
  const json = JSON.stringify({ ...row, raw: shown })
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return `${json}\n`;
}

/** Cut between characters: half of one is no text. */
function beginningOf(raw: string): string {
  return raw.slice(0, mostCharacters).replace(/[\uD800-\uDBFF]$/, '');
}
