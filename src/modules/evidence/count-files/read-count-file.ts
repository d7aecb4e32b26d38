import { readFile, stat } from 'node:fs/promises';
import { refuseFile } from './count-file-rules.ts';
import type { ReadTable } from './make-table.ts';
import { readCsvCounts } from './read-csv-counts.ts';
import { readSpreadsheetCounts } from './read-spreadsheet-counts.ts';

/** The largest file of counts, in bytes. */
export const countFileLimit = 10 * 1024 * 1024;

/** Reads a file of counts by what is in it, whatever its name ends in: a spreadsheet or CSV. */
export async function readCountFile(path: string): Promise<ReadTable> {
  if ((await stat(path)).size > countFileLimit)
    return { ok: false, refusal: refuseFile('too-large') };
  const content = await readFile(path);
  const opening = content.subarray(0, 4).toString('hex');
  if (opening === 'd0cf11e0') return { ok: false, refusal: refuseFile('old-or-protected') };
  return opening.startsWith('504b') ? readSpreadsheetCounts(content) : readCsvCounts(content);
}
