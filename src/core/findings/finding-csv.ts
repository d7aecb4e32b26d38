import type { CsvCell } from '#platform/documents/csv.ts';
import { momentInWords } from '#platform/calendar.ts';
import type { Finding } from './finding.ts';

const headings = [
  'Figure',
  'Units',
  'Period',
  'Source',
  'Definition',
  'Caveats',
  'Finding',
  'Recorded',
  'Superseded',
] as const;

/** The frozen table of a finding as headings and rows; every row says what it is and where it comes from. */
export function findingCsv(
  finding: Finding,
): [headings: readonly string[], rows: readonly (readonly CsvCell[])[]] {
  const { sentence, figure, author, recordedAt, supersededBy } = finding;
  const { table, title, units, period, sources, definition, caveats } = figure;
  const words = [
    title,
    units,
    period,
    sources.join('; '),
    definition,
    caveats.join(' '),
    sentence,
    `${author.name}, ${author.agency}, ${momentInWords(recordedAt)}`,
    supersededBy === undefined ? 'No' : `Yes, on ${momentInWords(supersededBy.at)}`,
  ];
  return [
    [...table.columns.map(({ heading }) => heading), ...headings],
    table.rows.map((row) => [...row, ...words]),
  ];
}
