import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { momentInWords } from '#platform/calendar.ts';
import { evidencePaths } from '../paths.ts';
import {
  importMonthsInWords,
  importSourcesInWords,
  importStateInWords,
  leaveOutInvented,
  type CountImportLine,
} from './count-import-line.ts';

/** The partners' files that were loaded, beside the police data. */
export function CountImportsTable({ imports }: { imports: readonly CountImportLine[] }) {
  return (
    <PlainTable
      id="count-imports"
      caption="Partners’ counts, the newest first"
      columns={columns}
      rows={leaveOutInvented(imports)}
      empty="No partner’s counts have been loaded yet."
    />
  );
}

const columns: readonly Column<CountImportLine>[] = [
  {
    key: 'months',
    heading: 'Months',
    value: importMonthsInWords,
    render: (line) => (
      <a class="govuk-link" href={evidencePaths.countReceipt(line.id)}>
        {importMonthsInWords(line)}
      </a>
    ),
  },
  { key: 'state', heading: 'In use', value: importStateInWords },
  {
    key: 'source',
    heading: 'Source',
    value: importSourcesInWords,
  },
  { key: 'rows', heading: 'Rows read', numeric: true, value: ({ rows }) => rows.read },
  {
    key: 'quarantined',
    heading: 'Set aside',
    numeric: true,
    value: ({ rows }) => rows.quarantined,
  },
  { key: 'by', heading: 'Loaded by', value: ({ importedBy }) => importedBy },
  { key: 'at', heading: 'When', value: ({ importedAt }) => momentInWords(importedAt) },
];
