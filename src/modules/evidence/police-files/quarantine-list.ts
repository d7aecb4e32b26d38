import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { RowRuleCode } from './row-rules.ts';

/** A row that was set aside, as it stood in the file. */
export interface QuarantinedRow {
  /** The name of the file as it was sent. */
  readonly file: string;
  /** The line of the row's first character, from 1, as an editor shows it. */
  readonly line: number;
  readonly rule: RowRuleCode;
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

/** The two separators are line breaks to a line reader, though not to JSON. */
function toLine(row: QuarantinedRow): string {
  const json = JSON.stringify(row).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return `${json}\n`;
}
