import { Button } from '#design-system/govuk/components.ts';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { monthInWords } from '#platform/calendar.ts';
import { evidencePaths } from '../paths.ts';
import { DuplicateRows } from '../receipts/duplicate-rows.tsx';
import type { DuplicateRow, QuarantinedRow } from '../receipts/receipt.ts';
import { ReceiptFrame } from '../receipts/receipt-frame.tsx';
import { FilesTable } from '../receipts/receipt-files.tsx';
import { RowSum } from '../receipts/row-sum.tsx';
import { sameAsBefore } from '../receipts/row-words.ts';
import { RowsSetAside } from '../receipts/rows-set-aside.tsx';
import { blanksInWords } from './count-import-line.ts';
import type { CountReceipt, ReceiptUnit } from './count-import.ts';
import { countFields } from '../count-files/count-mapping.ts';
import { findCountRowRule } from '../count-files/count-row-rules.ts';
import { fieldWords } from './mapping-form.ts';

export type CountReceiptPageProps = {
  receipt: CountReceipt;
  /** The first few; the download has all of them. */
  quarantined: readonly QuarantinedRow[];
  duplicates: readonly DuplicateRow[];
  mayWithdraw: boolean;
};

/** What became of every row of a partner's file. */
export function CountReceiptPage(props: CountReceiptPageProps) {
  const { receipt, quarantined, duplicates, mayWithdraw } = props;
  const { rows, file, withdrawal } = receipt;
  return (
    <ReceiptFrame
      {...receipt}
      caption={
        receipt.origin === 'partners' ? 'Partners’ counts' : 'Demonstration counts (invented)'
      }
    >
      <RowSum rows={rows} months={receipt.units} unit="month of a measure" />
      {rows.accepted > 0 && <p class="govuk-body">{blanksInWords(receipt)}</p>}
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
      <DuplicateRows
        total={rows.duplicate}
        rows={duplicates}
        rule="Rows that give the same count of the same thing are one row sent again."
        csvHref={evidencePaths.countDuplicateRows(receipt.id)}
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
      {mayWithdraw && withdrawal === null && rows.accepted > 0 && receipt.origin === 'partners' && (
        <Button
          text="Withdraw this import"
          href={evidencePaths.countWithdrawal(receipt.id)}
          classes="govuk-button--secondary"
        />
      )}
    </ReceiptFrame>
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
  {
    key: 'state',
    heading: 'In use',
    value: ({ isCurrent, isUnchanged }) =>
      isCurrent ? (isUnchanged ? sameAsBefore : 'Yes') : 'No',
  },
  { key: 'source', heading: 'Source', value: ({ source }) => source },
  { key: 'measure', heading: 'What was counted', value: ({ measure }) => measure },
  { key: 'accepted', heading: 'Rows accepted', numeric: true, value: (row) => row.rowsAccepted },
];
