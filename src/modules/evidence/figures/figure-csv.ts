import type { Provenance } from '#design-system/charts/provenance-lines.tsx';
import type { CsvCell } from '#platform/documents/csv.ts';

/** Figures to be downloaded, and what they are about. */
export type FigureDownload = {
  headings: readonly string[];
  rows: readonly (readonly CsvCell[])[];
  subject: string;
  provenance: Omit<Provenance, 'csvHref'>;
};

const provenanceHeadings = [
  'Figure',
  'Units',
  'Period',
  'Source',
  'Definition',
  'Caveats',
] as const;

/** Headings and rows that can be understood without the page: every row says where it comes from. */
export function figureCsv(
  download: FigureDownload,
): [headings: readonly string[], rows: readonly (readonly CsvCell[])[]] {
  const { headings, rows, subject, provenance } = download;
  const { units, period, source, definition, caveats } = provenance;
  const words = [subject, units, period, source, definition, caveats.join(' ')];
  return [[...headings, ...provenanceHeadings], rows.map((row) => [...row, ...words])];
}
