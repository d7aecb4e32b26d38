import { Button } from '#design-system/govuk/components.ts';
import type { Column } from '#design-system/tables/column.ts';
import { PagedTable } from '#design-system/tables/paged-table.tsx';
import type { TableAddress } from '#design-system/tables/table-address.ts';
import { momentInWords, monthInWords } from '#platform/calendar.ts';
import { evidencePaths } from '../paths.ts';
import { findRowRule } from '../police-files/row-rules.ts';
import { amountWith } from '../figures/number-words.ts';
import { DuplicateRows } from '../receipts/duplicate-rows.tsx';
import type { DuplicateRow, QuarantinedRow } from '../receipts/receipt.ts';
import { ReceiptFrame } from '../receipts/receipt-frame.tsx';
import { FilesTable, RefusedFiles } from '../receipts/receipt-files.tsx';
import { RowSum } from '../receipts/row-sum.tsx';
import { sameAsBefore } from '../receipts/row-words.ts';
import { RowsSetAside } from '../receipts/rows-set-aside.tsx';
import type { Receipt, ReceiptMonth } from './police-import.ts';

export type ReceiptPageProps = {
  receipt: Receipt;
  /** The first few; the download has all of them. */
  quarantined: readonly QuarantinedRow[];
  duplicates: readonly DuplicateRow[];
  mayWithdraw: boolean;
  /** What was asked of the page: which part of its long tables. */
  query: TableAddress['query'];
};

/** What became of every row, so that whoever sent the file can be told. */
export function ReceiptPage(props: ReceiptPageProps) {
  const { receipt, quarantined, duplicates, mayWithdraw, query } = props;
  const { rows, files, months, withdrawal } = receipt;
  const address = { path: evidencePaths.receipt(receipt.id), query };
  const canBeWithdrawn = withdrawal === null && rows.accepted > 0 && receipt.source === 'police';
  return (
    <ReceiptFrame
      {...receipt}
      caption={receipt.source === 'police' ? 'Police data' : 'Demonstration incidents (invented)'}
    >
      <RowSum rows={rows} months={months} unit="month of a force" />
      <RefusedFiles files={files} />
      {rows.accepted > 0 && <AcceptedRows receipt={receipt} />}
      {rows.accepted === 0 && (
        <p class="govuk-body govuk-!-font-weight-bold">
          {rows.read === 0 ? 'Every file was refused' : 'No row could be used'}, so no month was
          loaded and no figure has changed.
        </p>
      )}
      {receipt.source === 'police' && rows.accepted > 0 && (
        <p class="govuk-body">
          <a class="govuk-link" href={evidencePaths.trend()}>
            See what has changed
          </a>
        </p>
      )}
      <RowsSetAside
        total={rows.quarantined}
        rows={quarantined}
        findRule={findRowRule}
        csvHref={evidencePaths.quarantinedRows(receipt.id)}
      />
      <DuplicateRows
        total={rows.duplicate}
        rows={duplicates}
        rule="Rows of one force and month with the same Crime ID and nothing different in any column are one row sent again."
        csvHref={evidencePaths.duplicateRows(receipt.id)}
      />
      <PagedTable
        id="months"
        caption="Months in this import"
        columns={monthColumns}
        rows={months}
        address={{ ...address, pageName: 'months' }}
        empty="No row was accepted, so no month was loaded."
      />
      <FilesTable files={files} address={address} />
      {mayWithdraw && canBeWithdrawn && (
        <Button
          text="Withdraw this import"
          href={evidencePaths.importWithdrawal(receipt.id)}
          classes="govuk-button--secondary"
        />
      )}
    </ReceiptFrame>
  );
}

const has = { one: 'has', more: 'have' };

/** What to know of the rows that are counted. */
function AcceptedRows({ receipt }: { receipt: Receipt }) {
  return (
    <ul class="govuk-list govuk-list--bullet">
      <li>{amountWith(receipt.withoutLocation, 'accepted row', has)} no location.</li>
      <li>{outsideInWords(receipt.outsideArea)}</li>
      {receipt.sharedCrimeIds > 0 && (
        <li>
          {amountWith(receipt.sharedCrimeIds, 'Crime ID', { one: 'stands', more: 'stand' })} on more
          than one accepted row, which is usual.
        </li>
      )}
    </ul>
  );
}

function outsideInWords(rows: number | null): string {
  return rows === null
    ? 'How many accepted rows lie outside the partnership’s area is not known until areas are loaded.'
    : `${amountWith(rows, 'accepted row', { one: 'lies', more: 'lie' })} outside the partnership’s area.`;
}

const monthColumns: readonly Column<ReceiptMonth>[] = [
  { key: 'month', heading: 'Month', value: ({ month }) => monthInWords(month) },
  {
    key: 'state',
    heading: 'In use',
    value: ({ isCurrent }) => (isCurrent ? 'Yes' : 'No'),
    render: (month) => <InUse month={month} />,
  },
  { key: 'force', heading: 'Reported by', value: ({ force }) => force },
  { key: 'accepted', heading: 'Rows accepted', numeric: true, value: (row) => row.rowsAccepted },
  { key: 'blank', heading: 'No location', numeric: true, value: (row) => row.withoutLocation },
];

function InUse({ month: { isCurrent, isUnchanged, instead } }: { month: ReceiptMonth }) {
  if (isCurrent) return isUnchanged ? sameAsBefore : 'Yes';
  if (instead === null) return 'No';
  return (
    <>
      No, but{' '}
      <a class="govuk-link" href={evidencePaths.receipt(instead.id)}>
        what was loaded on {momentInWords(instead.importedAt)}
      </a>
    </>
  );
}
