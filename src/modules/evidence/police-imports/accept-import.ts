import { action } from '#core/actions/action.ts';
import { monthInWords } from '#platform/calendar.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { MonthlyCount, QuarantinedRow, Receipt, ReceiptFile } from './police-import.ts';
import {
  findCurrentImportOf,
  insertCounts,
  insertFiles,
  insertImport,
  insertMonths,
  insertQuarantinedRows,
  listCurrentRows,
  lockImports,
  retireMonths,
  type NewMonth,
} from './police-import-store.ts';
import { readQuarantineList } from '../police-files/quarantine-list.ts';

export type SortedImport = {
  receipt: Omit<Receipt, 'files' | 'months'>;
  contentSha256: string;
  actor: string;
  files: readonly (ReceiptFile & { sha256: string })[];
  months: readonly NewMonth[];
  counts: readonly MonthlyCount[];
  quarantinePath: string;
  /** Whether a month may be replaced by one with under half its rows. */
  mayShrink: boolean;
};

/** A month would lose more than half of its rows, which is nearly always a damaged or partial file. */
export class MonthWouldShrink extends Error {}

/** Makes the months of an import current and keeps its receipt. What they replace stays on file. */
export const acceptImport = action(
  'police-import.made',
  'police-import.make',
  async ({ tx }, sorted: SortedImport) => {
    const { receipt, months } = sorted;
    const { id, source } = receipt;
    await lockImports(tx);
    const earlier = await findCurrentImportOf(tx, source, sorted.contentSha256);
    if (earlier !== undefined) {
      const about = [{ kind: 'police-import', id: earlier }];
      return { result: { id: earlier, alreadyImported: true }, about };
    }
    if (!sorted.mayShrink) await refuseShrinking(tx, sorted);
    const replaced = await retireMonths(tx, source, months);
    const { contentSha256, actor } = sorted;
    const rows = { ...receipt.rows, replaced };
    await insertImport(tx, { ...receipt, rows, contentSha256, actor });
    await insertFiles(tx, id, sorted.files);
    await insertMonths(tx, id, source, months);
    await insertCounts(tx, id, sorted.counts);
    await keepQuarantinedRows(tx, id, sorted.quarantinePath);
    return {
      result: { id, alreadyImported: false },
      about: [{ kind: 'police-import', id }],
      detail: { source, read: rows.read, accepted: rows.accepted, replaced },
    };
  },
);

async function refuseShrinking(tx: Transaction, { receipt, months }: SortedImport): Promise<void> {
  const current = await listCurrentRows(tx, receipt.source, months);
  const shrinking = months.flatMap(({ force, month, rowsAccepted }, index) => {
    const rows = current[index] ?? 0;
    return rowsAccepted * 2 < rows
      ? [`${monthInWords(month)} of ${force} would fall from ${rows} rows to ${rowsAccepted}.`]
      : [];
  });
  if (shrinking.length > 0)
    throw new MonthWouldShrink(`Nothing was loaded. ${shrinking.join(' ')}`);
}

/** Rows, and characters of them, that are held at once. */
const batchRows = 5_000;
const batchCharacters = 2_000_000;
/** More of a faulty row than this helps nobody; the file itself is kept whole. */
const rawCharacters = 4_000;

async function keepQuarantinedRows(tx: Transaction, id: string, path: string): Promise<void> {
  let batch: QuarantinedRow[] = [];
  let characters = 0;
  let first = 0;
  const flush = async (): Promise<void> => {
    await insertQuarantinedRows(tx, id, first, batch);
    first += batch.length;
    batch = [];
    characters = 0;
  };
  for await (const { file, line, rule, raw } of readQuarantineList(path)) {
    const shown = raw.length > rawCharacters ? `${raw.slice(0, rawCharacters)}…` : raw;
    batch.push({ fileName: file, line, rule, raw: shown });
    characters += shown.length;
    if (batch.length === batchRows || characters > batchCharacters) await flush();
  }
  if (batch.length > 0) await flush();
}
