import { Button } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { momentInWords, monthInWords } from '#platform/calendar.ts';
import { evidencePaths } from '../paths.ts';
import type { QuarantinedRow } from '../receipts/receipt.ts';
import { FilesTable } from '../receipts/receipt-files.tsx';
import { RowSum } from '../receipts/row-sum.tsx';
import { RowsSetAside } from '../receipts/rows-set-aside.tsx';
import type { CountReceipt, ReceiptUnit } from './count-import.ts';
import { countFields } from '../count-files/count-mapping.ts';
import { findCountRowRule } from '../count-files/count-row-rules.ts';
import { fieldWords } from './mapping-form.ts';

export type CountReceiptPageProps = {
  receipt: CountReceipt;
  /** The first few; the download has all of them. */
  quarantined: readonly QuarantinedRow[];
  mayWithdraw: boolean;
};

/** What became of every row of a partner's file. */
export function CountReceiptPage({ receipt, quarantined, mayWithdraw }: CountReceiptPageProps) {
  const { rows, file, withdrawn } = receipt;
  return (
    <WorkspacePage
      title="Receipt"
      isWide
      back={{ href: evidencePaths.imports(), text: 'Back to loaded data' }}
    >
      <span class="govuk-caption-l">
        {receipt.origin === 'partners' ? 'Partners’ counts' : 'Demonstration counts (invented)'}
      </span>
      <h1 class="govuk-heading-l">Receipt</h1>
      <p class="govuk-body">
        Loaded by {receipt.importedBy} on {momentInWords(receipt.importedAt)}.
      </p>
      {withdrawn !== null && (
        <p class="govuk-inset-text">
          Withdrawn by {withdrawn.by} on {momentInWords(withdrawn.at)}. It is counted nowhere.
        </p>
      )}
      <RowSum rows={rows} />
      {rows.accepted === 0 ? (
        <p class="govuk-body govuk-!-font-weight-bold">
          No row could be used, so no month was loaded and no figure has changed.
        </p>
      ) : (
        <p class="govuk-body">
          <a class="govuk-link" href={evidencePaths.partnerCounts()}>
            See the partners’ counts
          </a>
        </p>
      )}
      <RowsSetAside
        total={rows.quarantined}
        rows={quarantined}
        findRule={findCountRowRule}
        csvHref={evidencePaths.countRowsSetAside(receipt.id)}
      />
      <PlainTable
        id="months"
        caption="Months in this import"
        columns={unitColumns}
        rows={receipt.units}
        empty="No row was accepted, so no month was loaded."
      />
      <FilesTable
        files={[file]}
        address={{ path: evidencePaths.countReceipt(receipt.id), query: {} }}
      />
      <HowItWasRead receipt={receipt} />
      {mayWithdraw && withdrawn === null && rows.accepted > 0 && receipt.origin === 'partners' && (
        <Button
          text="Withdraw this import"
          href={evidencePaths.countWithdrawal(receipt.id)}
          classes="govuk-button--secondary"
        />
      )}
    </WorkspacePage>
  );
}

function HowItWasRead({ receipt }: { receipt: CountReceipt }) {
  const lines = countFields.map((field) => {
    const reading = receipt.fields[field];
    const how = 'column' in reading ? `Column “${reading.column}”` : `Always “${reading.fixed}”`;
    return { field: fieldWords[field].label, how };
  });
  const mapping = receipt.mappingName === null ? '' : `, with the mapping “${receipt.mappingName}”`;
  return (
    <>
      <PlainTable
        id="mapping"
        caption={`How the file was read${mapping}`}
        columns={[
          { key: 'field', heading: 'What', value: (line: (typeof lines)[number]) => line.field },
          { key: 'how', heading: 'Where it comes from', value: ({ how }) => how },
        ]}
        rows={lines}
        empty="It was not read."
      />
      <p class="govuk-body">The parts are those of: {receipt.definitionLabel}.</p>
    </>
  );
}

const unitColumns: readonly Column<ReceiptUnit>[] = [
  { key: 'month', heading: 'Month', value: ({ month }) => monthInWords(month) },
  { key: 'source', heading: 'Source', value: ({ source }) => source },
  { key: 'measure', heading: 'What was counted', value: ({ measure }) => measure },
  { key: 'accepted', heading: 'Rows accepted', numeric: true, value: (row) => row.rowsAccepted },
  {
    key: 'state',
    heading: 'In use',
    value: ({ isCurrent }) => (isCurrent ? 'Yes' : 'No'),
  },
];
