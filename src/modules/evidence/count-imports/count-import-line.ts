import { momentInWords, monthInWords } from '#platform/calendar.ts';
import type { CountReceipt } from './count-import.ts';
import type { CountOrigin } from '../count-files/partner-count.ts';
import { amountOf } from '../figures/number-words.ts';
import type { RowCounts } from '../receipts/receipt.ts';

/** One import in the list of what was loaded. */
export type CountImportLine = {
  id: string;
  origin: CountOrigin;
  importedBy: string;
  importedAt: Date;
  rows: RowCounts;
  sources: readonly string[];
  /** YYYY-MM, the oldest first. */
  months: readonly string[];
  /** Null unless it was taken back. */
  withdrawnAt: Date | null;
  /** Whether any of its months is in use. */
  isCurrent: boolean;
};

/** The invented are in no figure as soon as real ones are in use, so they do not count as in use either. */
export function leaveOutInvented(lines: readonly CountImportLine[]): CountImportLine[] {
  const isRealInUse = lines.some(({ origin, isCurrent }) => origin === 'partners' && isCurrent);
  return lines.map((line) =>
    isRealInUse && line.origin === 'demonstration' ? { ...line, isCurrent: false } : line,
  );
}

/** The first and last month of an import, in words. */
export function importMonthsInWords({ months }: CountImportLine): string {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return 'No month';
  return first === last ? monthInWords(first) : `${monthInWords(first)} to ${monthInWords(last)}`;
}

/** Whose counts an import brought. */
export function importSourcesInWords({ origin, sources }: CountImportLine): string {
  return origin === 'demonstration' ? 'Demonstration (invented)' : sources.join(', ');
}

/** Whether an import is in use, in a word or two. */
export function importStateInWords(line: CountImportLine): string {
  const { origin, withdrawnAt, isCurrent, months } = line;
  if (withdrawnAt !== null) return 'No, withdrawn';
  if (origin === 'demonstration' && !isCurrent) return 'No, real counts are loaded';
  if (months.length === 0) return 'No, no row could be used';
  return isCurrent ? 'Yes' : 'No, replaced';
}

/** How many accepted rows say nothing but that a count is missing. */
export function blanksInWords({
  rows,
  rowsBlank,
}: Pick<CountReceipt, 'rows' | 'rowsBlank'>): string {
  if (rowsBlank > 0) {
    const verb = { one: 'was left blank and stays', more: 'were left blank and stay' };
    return `Of the accepted counts, ${rowsBlank.toLocaleString('en-GB')} ${rowsBlank === 1 ? verb.one : verb.more} missing. A blank is never a zero.`;
  }
  return rows.accepted === 0 ? 'No row was accepted.' : 'No accepted count was left blank.';
}

/** The same for the command line, as data. */
export function countImportJson(line: CountImportLine) {
  const { id, origin, importedAt, importedBy, rows, months, sources, isCurrent } = line;
  const source = origin === 'partners' ? 'partner-counts' : 'demonstration-counts';
  const at = importedAt.toISOString();
  return {
    id,
    source,
    importedAt: at,
    importedBy,
    rows,
    months,
    forces: [],
    sources,
    withdrawnAt: line.withdrawnAt?.toISOString() ?? null,
    current: isCurrent,
  };
}

/** The same for the command line, as a sentence. */
export function countImportSentence(line: CountImportLine): string {
  const { id, importedAt, importedBy, rows } = line;
  return (
    `${id}  partners’ counts, ${importSourcesInWords(line)}, ${importMonthsInWords(line)}, ` +
    `${amountOf(rows.read, 'row')} read, loaded by ${importedBy} on ${momentInWords(importedAt)}. ` +
    `In use: ${importStateInWords(line)}.`
  );
}
