import { Button } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { momentInWords, monthInWords } from '#platform/calendar.ts';
import type { CountImportLine } from '../count-imports/count-import-line.ts';
import { CountImportsTable } from '../count-imports/count-imports-table.tsx';
import { evidencePaths } from '../paths.ts';
import type { IncidentSource } from './police-import.ts';
import type { ImportLine } from './receipt-store.ts';

/** Everything that was loaded, the newest first. */
export function ImportsPage({
  imports,
  source,
  counts,
  mayLoad,
}: {
  imports: readonly ImportLine[];
  /** Which source the figures come from now. */
  source: IncidentSource | undefined;
  counts: readonly CountImportLine[];
  mayLoad: boolean;
}) {
  return (
    <WorkspacePage title="Loaded data" isWide>
      <h1 class="govuk-heading-l">Loaded data</h1>
      {mayLoad && (
        <div class="govuk-button-group">
          <Button text="Load police data" href={evidencePaths.newImport()} />
          <Button
            text="Load partners’ counts"
            href={evidencePaths.newCounts()}
            classes="govuk-button--secondary"
          />
        </div>
      )}
      <PlainTable
        id="imports"
        caption="Police data, the newest first"
        columns={columnsFor(source)}
        rows={imports}
        empty="No police data has been loaded yet."
      />
      <CountImportsTable imports={counts} />
    </WorkspacePage>
  );
}

const columnsFor = (current: IncidentSource | undefined): readonly Column<ImportLine>[] => [
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
  { key: 'state', heading: 'In use', value: (line) => stateInWords(line, current) },
  {
    key: 'source',
    heading: 'Source',
    value: ({ source }) => (source === 'police' ? 'data.police.uk' : 'Demonstration (invented)'),
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

function monthsOf({ months }: ImportLine): string {
  const [first] = months;
  const last = months.at(-1);
  if (first === undefined || last === undefined) return 'No month';
  if (first === last) return monthInWords(first);
  return `${monthInWords(first)} to ${monthInWords(last)}`;
}

function stateInWords(line: ImportLine, current: IncidentSource | undefined): string {
  const { source, withdrawnAt, rows, units, unitsInUse } = line;
  if (withdrawnAt !== null) return 'No, withdrawn';
  if (rows.read === 0) return 'No, refused';
  if (units === 0) return 'No, no row could be used';
  if (source === 'demonstration' && current === 'police') return 'No, real data is loaded';
  if (unitsInUse === units) return 'Yes';
  return unitsInUse === 0 ? 'No, replaced' : 'Partly, some months were replaced';
}
