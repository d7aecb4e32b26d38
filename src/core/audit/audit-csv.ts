import type { CsvCell } from '#platform/documents/csv.ts';
import type { FoundEntry } from './audit-search.ts';
import { actionInWords, outcomeInWords, recordsInWords, roleInWords } from './audit-words.ts';
import { whyInWords } from './why-allowed.ts';

const headings = [
  'Entry',
  'When',
  'Who',
  'Role',
  'Agency',
  'What',
  'Action',
  'Outcome',
  'Records',
  'Why it was allowed',
  'Sealed',
] as const;

/** Entries as headings and rows. Protected records are counted and not named, as everywhere in the log. */
export function auditCsv(
  entries: readonly FoundEntry[],
): [headings: readonly string[], rows: readonly (readonly CsvCell[])[]] {
  const rows = entries.map((entry) => [
    entry.id,
    entry.at.toISOString(),
    entry.actorName,
    roleInWords(entry.role),
    entry.agency ?? '',
    actionInWords(entry.action),
    entry.action,
    outcomeInWords(entry),
    recordsInWords(entry.about),
    whyInWords(entry),
    entry.isSealed ? 'Yes' : 'Not yet',
  ]);
  return [headings, rows];
}
