import type { CsvCell } from '#platform/documents/csv.ts';
import { dayInWords } from '#platform/calendar.ts';
import { basisInWords, categoriesInWords, purposeInWords, type Disclosure } from './disclosure.ts';

const headings = [
  'When',
  'Record',
  'Name',
  'Given by',
  'Given to',
  'Person',
  'What of it',
  'Purpose',
  'What it rests on',
  'Legal power',
  'Runs out',
  'This file was made for',
  'Delete this file by',
] as const;

type FileMark = { madeFor: string; deleteBy: string };

/** The ledger as headings and rows. Every row says for whom the file was made, so that no part of it is unmarked. */
export function disclosuresCsv(
  rows: readonly Disclosure[],
  { madeFor, deleteBy }: FileMark,
): [headings: readonly string[], rows: readonly (readonly CsvCell[])[]] {
  return [
    headings,
    rows.map((row) => [
      row.at.toISOString(),
      row.recordId,
      row.name ?? '',
      row.ownerName,
      row.recipientAgencyName,
      row.recipientName,
      categoriesInWords(row.categories),
      purposeInWords(row.purpose),
      basisInWords(row),
      row.gateway,
      row.expiresAt.toISOString(),
      madeFor,
      dayInWords(deleteBy),
    ]),
  ];
}
