import { randomUUID } from 'node:crypto';
import { action } from '#core/actions/action.ts';
import { areasChangedTaskName } from '#core/places/record-load.ts';
import { monthInWords } from '#platform/calendar.ts';
import type { Transaction } from '#platform/database/database.ts';
import { enqueueJob } from '#platform/jobs/job-store.ts';
import { amountOf } from '../figures/number-words.ts';
import { listSplitUnits } from '../placed-counts/placed-count-store.ts';
import type { MonthlyCounts } from '../police-files/monthly-counts.ts';
import { readQuarantineList } from '../police-files/quarantine-list.ts';
import type { DuplicateRow, QuarantinedRow } from '../receipts/receipt.ts';
import { ReplacementDoubtful } from '../receipts/replacement-doubtful.ts';
import type { NewReceiptFile } from './describe-files.ts';
import { insertAreaTotals, insertCounts } from './monthly-count-store.ts';
import type { NewReceipt } from './police-import.ts';
import {
  findCurrentImportOf,
  findEndOfImport,
  insertDuplicateRows,
  insertFiles,
  insertImport,
  insertQuarantinedRows,
  lockImports,
} from './police-import-store.ts';
import type { StoredPair } from './same-rows.ts';
import {
  insertMonths,
  listCurrentVersions,
  retireMonths,
  type NewMonth,
  type StoredVersion,
} from './version-store.ts';

export type SortedImport = {
  receipt: NewReceipt;
  sentSha256: string;
  contentSha256: string;
  actor: string;
  files: readonly NewReceiptFile[];
  months: readonly SortedMonth[];
  /** Counts the stored rows, as many at a time as memory allows. */
  count: (keep: (counts: MonthlyCounts) => Promise<void>) => Promise<void>;
  quarantinePath: string;
  /** Files beside the rows that nobody needs once the receipt has what is in them. */
  lists: readonly string[];
  /** The duplicates, some thousands at a time. */
  duplicates: () => AsyncIterable<readonly DuplicateRow[]>;
  /** Which of these pairs of stored files hold the same rows, whatever their order: the paths of the second. */
  findSame: (pairs: readonly StoredPair[]) => Promise<ReadonlySet<string>>;
  /** Whether a month may be replaced where that is doubtful. */
  mayReplace: boolean;
};

type SortedMonth = NewMonth & {
  /** Rows set aside in the files that it came in. */
  quarantinedBeside: number;
};

/** Makes the months of an import current and keeps its receipt. What they replace stays on file. */
export const acceptImport = action(
  'police-import.made',
  'police-import.make',
  async ({ tx, principal, now }, sorted: SortedImport) => {
    const { receipt, months } = sorted;
    const { id, source } = receipt;
    await lockImports(tx);
    const about = [{ kind: 'police-import', id }];
    if ((await findEndOfImport(tx, id)) !== undefined) {
      return { result: { id, alreadyImported: false }, about };
    }
    const { sentSha256, contentSha256, actor } = sorted;
    const earlier = await findCurrentImportOf(tx, source, { contentSha256 });
    if (earlier !== undefined) {
      return {
        result: { id: earlier, alreadyImported: true },
        about: [{ kind: 'police-import', id: earlier }],
      };
    }
    const current = await listCurrentVersions(tx, source, months);
    if (!sorted.mayReplace) refuseDoubtful(current, months);
    const unchanged = await sorted.findSame(pairOff(current, months));
    const replaced = await retireMonths(tx, source, months);
    const rows = { ...receipt.rows, replaced };
    await insertImport(tx, { ...receipt, rows, sentSha256, contentSha256, actor });
    await insertFiles(tx, id, sorted.files);
    await insertMonths(tx, id, source, months, unchanged);
    await sorted.count((counts) => insertCounts(tx, id, counts));
    await insertAreaTotals(tx, id);
    await keepQuarantinedRows(tx, id, sorted.quarantinePath);
    await keepDuplicateRows(tx, id, sorted);
    // Whoever imports places them at once; should it be killed before that, the job does.
    if ((await listSplitUnits(tx, id)).length > 0) {
      const title = 'Placing incidents in areas that were split';
      const job = { id: randomUUID(), task: areasChangedTaskName, title, payload: {} };
      await enqueueJob(tx, { ...job, principal, now });
    }
    return {
      result: { id, alreadyImported: false },
      about,
      detail: { source, read: rows.read, accepted: rows.accepted, replaced },
    };
  },
);

/** A month can only have come again unchanged with as many rows as before. */
function pairOff(
  current: readonly StoredVersion[],
  months: readonly SortedMonth[],
): readonly StoredPair[] {
  return current.flatMap(({ force, month, rowsAccepted, path }) => {
    const sent = months.find((one) => one.force === force && one.month === month);
    return sent?.rowsAccepted === rowsAccepted ? [{ before: path, after: sent.parquet.path }] : [];
  });
}

function refuseDoubtful(current: readonly StoredVersion[], months: readonly SortedMonth[]): void {
  const reasons = current.flatMap(({ force, month, rowsAccepted }) => {
    const sent = months.find((one) => one.force === force && one.month === month);
    return sent === undefined ? [] : findDoubts(sent, rowsAccepted);
  });
  const more = reasons.length - mostReasons;
  const shown = reasons.slice(0, mostReasons).join(' ');
  const others =
    more > 0 ? ` And ${amountOf(more, 'more month')} like ${more === 1 ? 'this' : 'these'}.` : '';
  if (reasons.length > 0) throw new ReplacementDoubtful(`Nothing was loaded. ${shown}${others}`);
}

const mostReasons = 10;

function findDoubts(sent: SortedMonth, rowsNow: number): string[] {
  const which = `${monthInWords(sent.month)} of ${sent.force}`;
  const aside = sent.quarantinedBeside;
  return [
    ...(sent.rowsAccepted * 2 < rowsNow
      ? [`${which} would fall from ${amountOf(rowsNow, 'row')} to ${sent.rowsAccepted}.`]
      : []),
    ...(aside > 0
      ? [
          `${which} would be replaced from files with ${amountOf(aside, 'row')} that cannot be used.`,
        ]
      : []),
  ];
}

/** Rows, and characters of them, that are held at once. */
const batchRows = 5_000;
const batchCharacters = 2_000_000;

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
    batch.push({ fileName: file, line, rule, raw });
    characters += raw.length;
    if (batch.length === batchRows || characters > batchCharacters) await flush();
  }
  if (batch.length > 0) await flush();
}

async function keepDuplicateRows(
  tx: Transaction,
  id: string,
  { duplicates }: SortedImport,
): Promise<void> {
  let first = 0;
  for await (const rows of duplicates()) {
    await insertDuplicateRows(tx, id, first, rows);
    first += rows.length;
  }
}
