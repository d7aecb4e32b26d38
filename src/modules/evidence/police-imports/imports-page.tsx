import { Button } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { momentInWords, monthInWords } from '#platform/calendar.ts';
import { evidencePaths } from '../paths.ts';
import type { ImportLine } from './receipt-store.ts';

/** Everything that was loaded, the newest first. */
export function ImportsPage({
  imports,
  mayLoad,
}: {
  imports: readonly ImportLine[];
  mayLoad: boolean;
}) {
  return (
    <WorkspacePage title="Loaded data" isWide>
      <h1 class="govuk-heading-l">Loaded data</h1>
      {mayLoad && <Button text="Load police data" href={evidencePaths.newImport()} />}
      <PlainTable
        id="imports"
        caption="What was loaded, the newest first"
        columns={columns}
        rows={imports}
        empty="Nothing has been loaded yet."
      />
    </WorkspacePage>
  );
}

const columns: readonly Column<ImportLine>[] = [
  {
    key: 'months',
    heading: 'Months',
    value: monthsOf,
    render: (line) => (
      <a class="govuk-link" href={evidencePaths.receipt(line.id)}>
        {monthsOf(line)}
      </a>
    ),
  },
  {
    key: 'source',
    heading: 'Source',
    value: ({ source }) => (source === 'police' ? 'data.police.uk' : 'Demonstration (invented)'),
  },
  { key: 'rows', heading: 'Rows read', numeric: true, value: ({ rowsRead }) => rowsRead },
  {
    key: 'quarantined',
    heading: 'Set aside',
    numeric: true,
    value: ({ rowsQuarantined }) => rowsQuarantined,
  },
  { key: 'by', heading: 'Loaded by', value: ({ importedBy }) => importedBy },
  { key: 'at', heading: 'When', value: ({ importedAt }) => momentInWords(importedAt) },
];

function monthsOf({ firstMonth, lastMonth }: ImportLine): string {
  if (firstMonth === null || lastMonth === null) return 'No month';
  if (firstMonth === lastMonth) return monthInWords(firstMonth);
  return `${monthInWords(firstMonth)} to ${monthInWords(lastMonth)}`;
}
