import { momentInWords, monthInWords } from '#platform/calendar.ts';
import type { CountOrigin } from '../count-files/partner-count.ts';

/** One import in the list of what was loaded. */
export type CountImportLine = {
  id: string;
  origin: CountOrigin;
  importedBy: string;
  importedAt: Date;
  rowsRead: number;
  rowsQuarantined: number;
  sources: readonly string[];
  /** YYYY-MM, the oldest first. */
  months: readonly string[];
  isWithdrawn: boolean;
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
  const { origin, isWithdrawn, isCurrent, months } = line;
  if (isWithdrawn) return 'No, withdrawn';
  if (origin === 'demonstration' && !isCurrent) return 'No, real counts are loaded';
  if (months.length === 0) return 'No, no row could be used';
  return isCurrent ? 'Yes' : 'No, replaced';
}

/** The same for the command line, as data. */
export function countImportJson(line: CountImportLine) {
  const { id, origin, importedAt, importedBy, rowsRead, months, sources, isCurrent } = line;
  const source = origin === 'partners' ? 'partner-counts' : 'demonstration-counts';
  const at = importedAt.toISOString();
  return {
    id,
    source,
    importedAt: at,
    importedBy,
    rows: { read: rowsRead, quarantined: line.rowsQuarantined },
    months,
    sources,
    isWithdrawn: line.isWithdrawn,
    current: isCurrent,
  };
}

/** The same for the command line, as a sentence. */
export function countImportSentence(line: CountImportLine): string {
  const { id, importedAt, importedBy, rowsRead } = line;
  return (
    `${id}  partners’ counts, ${importSourcesInWords(line)}, ${importMonthsInWords(line)}, ` +
    `${rowsRead} rows read, loaded by ${importedBy} on ${momentInWords(importedAt)}. ` +
    `In use: ${importStateInWords(line)}.`
  );
}
