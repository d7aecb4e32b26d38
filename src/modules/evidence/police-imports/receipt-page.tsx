import { Button } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PagedTable } from '#design-system/tables/paged-table.tsx';
import type { TableAddress } from '#design-system/tables/table-address.ts';
import { momentInWords, monthInWords } from '#platform/calendar.ts';
import { evidencePaths } from '../paths.ts';
import { findRowRule } from '../police-files/row-rules.ts';
import { amountInWords as amount, type QuarantinedRow } from '../receipts/receipt.ts';
import { FilesTable, RefusedFiles } from '../receipts/receipt-files.tsx';
import { RowSum } from '../receipts/row-sum.tsx';
import { RowsSetAside } from '../receipts/rows-set-aside.tsx';
import type { Receipt, ReceiptMonth } from './police-import.ts';

export type ReceiptPageProps = {
  receipt: Receipt;
  /** The first few; the download has all of them. */
  quarantined: readonly QuarantinedRow[];
  mayWithdraw: boolean;
  /** What was asked of the page: which part of its long tables. */
  query: TableAddress['query'];
};

/** What became of every row, so that whoever sent the file can be told. */
export function ReceiptPage({ receipt, quarantined, mayWithdraw, query }: ReceiptPageProps) {
  const { rows, files, months, withdrawal } = receipt;
  const address = { path: evidencePaths.receipt(receipt.id), query };
  const canBeWithdrawn = withdrawal === null && rows.accepted > 0 && receipt.source === 'police';
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
      {withdrawal !== null && (
        <p class="govuk-inset-text">
          This import was withdrawn by {withdrawal.by} on {momentInWords(withdrawal.at)}. It is
          counted in no figure. Its files and this receipt are kept.
        </p>
      )}
      <RowSum rows={rows} />
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
    </WorkspacePage>
  );
}

/** What to know of the rows that are counted. */
function AcceptedRows({ receipt }: { receipt: Receipt }) {
  return (
    <ul class="govuk-list govuk-list--bullet">
      <li>{amount(receipt.withoutLocation)} accepted rows have no location.</li>
      <li>{outsideInWords(receipt.outsideArea)}</li>
      {receipt.sharedCrimeIds > 0 && (
        <li>
          {amount(receipt.sharedCrimeIds)} Crime IDs stand on more than one accepted row, which is
          usual.
        </li>
      )}
    </ul>
  );
}

function outsideInWords(rows: number | null): string {
  return rows === null
    ? 'How many accepted rows lie outside the partnership’s area is not known until areas are loaded.'
    : `${amount(rows)} accepted rows lie outside the partnership’s area.`;
}

const monthColumns: readonly Column<ReceiptMonth>[] = [
  { key: 'month', heading: 'Month', value: ({ month }) => monthInWords(month) },
  { key: 'force', heading: 'Reported by', value: ({ force }) => force },
  { key: 'accepted', heading: 'Rows accepted', numeric: true, value: (row) => row.rowsAccepted },
  { key: 'blank', heading: 'No location', numeric: true, value: (row) => row.withoutLocation },
  {
    key: 'state',
    heading: 'In use',
    value: ({ isCurrent }) => (isCurrent ? 'Yes' : 'No'),
    render: (month) => <InUse month={month} />,
  },
];

function InUse({ month: { isCurrent, instead } }: { month: ReceiptMonth }) {
  if (isCurrent) return 'Yes';
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
