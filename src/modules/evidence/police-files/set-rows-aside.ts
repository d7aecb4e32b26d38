import { open } from 'node:fs/promises';
import type { ReadableFile } from './check-police-file.ts';
import { writeRecord } from './csv-record.ts';
import { policeColumns, type PoliceRow, type RowExpectations } from './police-row.ts';
import type { QuarantinedRow, QuarantineWriter } from './quarantine-list.ts';
import { readContent } from './read-content.ts';
import { readRecords, type CsvRecord } from './read-records.ts';
import { findBrokenRule, type RowRuleCode } from './row-rules.ts';

export interface Separated {
  readonly read: number;
  readonly kept: number;
  readonly quarantined: number;
}

/**
 * Reads a file row by row, writes the rows that break no rule to a new plain CSV file in the usual order of
 * columns, and the others to the quarantine list. Exact and slow: for files with something wrong in them,
 * and those that two CSV readers might take differently. Beside the clean file, the line of each of its rows.
 */
export async function setRowsAside(
  file: ReadableFile,
  to: { readonly path: string; readonly linesPath: string },
  quarantine: QuarantineWriter,
  options: { readonly expected: RowExpectations; readonly signal?: AbortSignal },
): Promise<Separated> {
  const places = policeColumns.map((column) => file.columns.indexOf(column));
  const clean = await open(to.path, 'w');
  const lines = await open(to.linesPath, 'w');
  let header = true;
  let read = 0;
  let quarantined = 0;
  try {
    await clean.appendFile(`${writeRecord(policeColumns)}\n`);
    await lines.appendFile('row,line\n');
    const content = readContent(file.path, file.compression, options.signal);
    for await (const batch of readRecords(content)) {
      const rows = header ? batch.slice(1) : batch;
      header &&= batch.length === 0;
      const kept: string[] = [];
      const keptLines: string[] = [];
      const aside: QuarantinedRow[] = [];
      for (const record of rows) {
        const rule = findRuleOf(record, places, options.expected);
        if (rule) aside.push({ file: file.name, line: record.line, rule, raw: record.raw });
        else {
          keptLines.push(`${read - quarantined + kept.length},${record.line}\n`);
          kept.push(`${writeRecord(inUsualOrder(record.values ?? [], places))}\n`);
        }
      }
      read += rows.length;
      quarantined += aside.length;
      if (kept.length > 0) await clean.appendFile(kept.join(''));
      if (keptLines.length > 0) await lines.appendFile(keptLines.join(''));
      await quarantine.add(aside);
    }
  } finally {
    await clean.close();
    await lines.close();
  }
  return { read, kept: read - quarantined, quarantined };
}

function findRuleOf(
  record: CsvRecord,
  places: readonly number[],
  expected: RowExpectations,
): RowRuleCode | undefined {
  if (!record.values) return 'broken-quote';
  if (record.values.length !== policeColumns.length) return 'ragged';
  const values = inUsualOrder(record.values, places);
  const row = Object.fromEntries(policeColumns.map((column, index) => [column, values[index]]));
  return findBrokenRule(row as PoliceRow, expected);
}

function inUsualOrder(values: readonly string[], places: readonly number[]): string[] {
  return places.map((place) => values[place] ?? '');
}
