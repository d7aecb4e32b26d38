import { KeyFigures } from '#design-system/content.tsx';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { momentInWords, monthInWords } from '#platform/calendar.ts';
import { evidencePaths } from '../paths.ts';
import type { QuarantinedRow, Receipt, ReceiptFile, ReceiptMonth } from './police-import.ts';
import { findRowRule } from '../police-files/row-rules.ts';

export type ReceiptPageProps = {
  receipt: Receipt;
  /** The first few; the download has all of them. */
  quarantined: readonly QuarantinedRow[];
};

/** What became of every row, so that whoever sent the file can be told. */
export function ReceiptPage({ receipt, quarantined }: ReceiptPageProps) {
  const { rows, files, months } = receipt;
  return (
    <WorkspacePage
      title="Receipt"
      isWide
      back={{ href: evidencePaths.imports(), text: 'Back to loaded data' }}
    >
      <span class="govuk-caption-l">
        {receipt.source === 'police' ? 'Police data' : 'Demonstration incidents (invented)'}
      </span>
      <h1 class="govuk-heading-l">Receipt</h1>
      <p class="govuk-body">
        Loaded by {receipt.importedBy} on {momentInWords(receipt.importedAt)}.
      </p>
      <KeyFigures
        figures={[
          { label: 'Rows read', value: amount(rows.read) },
          { label: 'Accepted', value: amount(rows.accepted) },
          { label: 'Duplicates', value: amount(rows.duplicate), note: 'left out' },
          { label: 'Set aside', value: amount(rows.quarantined), note: 'could not be used' },
        ]}
      />
      <p class="govuk-body">
        {amount(rows.read)} read = {amount(rows.accepted)} accepted + {amount(rows.duplicate)}{' '}
        duplicates + {amount(rows.quarantined)} set aside.
        {rows.replaced > 0 &&
          ` ${amount(rows.replaced)} rows of earlier versions were replaced; the old versions are kept.`}
      </p>
      <RefusedFiles files={files} />
      <ul class="govuk-list govuk-list--bullet">
        <li>{amount(receipt.withoutLocation)} accepted rows have no location.</li>
        <li>{amount(receipt.outsideArea)} accepted rows lie outside the partnership’s area.</li>
        {receipt.sharedCrimeIds > 0 && (
          <li>
            {amount(receipt.sharedCrimeIds)} Crime IDs stand on more than one accepted row, which is
            usual.
          </li>
        )}
      </ul>
      {rows.accepted === 0 && (
        <p class="govuk-body govuk-!-font-weight-bold">
          No row could be used, so no month was loaded and no figure has changed.
        </p>
      )}
      {receipt.source === 'police' && rows.accepted > 0 && (
        <p class="govuk-body">
          <a class="govuk-link" href={evidencePaths.trend()}>
            See what has changed
          </a>
        </p>
      )}
      <QuarantinedRows receipt={receipt} rows={quarantined} />
      <PlainTable
        id="months"
        caption="Months in this import"
        columns={monthColumns}
        rows={months}
        empty="No row was accepted, so no month was loaded."
      />
      <PlainTable
        id="files"
        caption="Files in this import"
        columns={fileColumns}
        rows={files}
        empty="There were no files."
      />
    </WorkspacePage>
  );
}

/** Rows of a refused file are in no sum, so the receipt must not look whole without it. */
function RefusedFiles({ files }: { files: readonly ReceiptFile[] }) {
  const refused = files.filter(({ refusal }) => refusal !== null);
  if (refused.length === 0) return null;
  return (
    <p class="govuk-inset-text">
      {refused.length} of {files.length} files {refused.length === 1 ? 'was' : 'were'} refused, and
      nothing of {refused.length === 1 ? 'it' : 'them'} was read:{' '}
      {refused.map(({ name }) => name).join(', ')}. What to do is in the{' '}
      <a class="govuk-link" href="#files">
        list of files
      </a>
      .
    </p>
  );
}

function QuarantinedRows({ receipt, rows }: { receipt: Receipt; rows: readonly QuarantinedRow[] }) {
  if (receipt.rows.quarantined === 0) return null;
  const total = receipt.rows.quarantined;
  return (
    <section aria-labelledby="set-aside">
      <h2 class="govuk-heading-m" id="set-aside">
        Rows set aside
      </h2>
      <p class="govuk-body">
        These rows are kept and counted nowhere. Send the list to whoever made the file.{' '}
        <a class="govuk-link" href={evidencePaths.quarantinedRows(receipt.id)}>
          Download all {amount(total)} (CSV)
        </a>
      </p>
      <PlainTable
        id="quarantined"
        caption={
          rows.length < total ? `The first ${rows.length} of ${amount(total)}` : 'All of them'
        }
        columns={quarantineColumns}
        rows={rows}
        empty="None."
      />
    </section>
  );
}

const monthColumns: readonly Column<ReceiptMonth>[] = [
  { key: 'month', heading: 'Month', value: ({ month }) => monthInWords(month) },
  { key: 'force', heading: 'Reported by', value: ({ force }) => force },
  { key: 'accepted', heading: 'Rows accepted', numeric: true, value: (row) => row.rowsAccepted },
  { key: 'blank', heading: 'No location', numeric: true, value: (row) => row.withoutLocation },
  {
    key: 'state',
    heading: 'In use',
    value: ({ isCurrent }) => (isCurrent ? 'Yes' : 'No, replaced since'),
  },
];

const fileColumns: readonly Column<ReceiptFile>[] = [
  { key: 'name', heading: 'File', value: ({ name }) => name },
  { key: 'rows', heading: 'Rows read', numeric: true, value: ({ rowsRead }) => rowsRead },
  {
    key: 'notes',
    heading: 'What to know about it',
    value: ({ notes, refusal }) =>
      refusal === null
        ? notes.join(' ') || 'Nothing unusual'
        : `Refused, nothing of it was read. ${refusal.sentence} ${refusal.whatToDo}`,
  },
];

const quarantineColumns: readonly Column<QuarantinedRow>[] = [
  { key: 'file', heading: 'File', value: ({ fileName }) => fileName },
  { key: 'line', heading: 'Line', numeric: true, value: ({ line }) => line },
  { key: 'why', heading: 'Why', value: ({ rule }) => findRowRule(rule)?.sentence ?? rule },
  { key: 'do', heading: 'What to do', value: ({ rule }) => findRowRule(rule)?.whatToDo ?? '' },
];

function amount(count: number): string {
  return count.toLocaleString('en-GB');
}
