import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { momentInWords, monthInWords } from '#platform/calendar.ts';
import { evidencePaths } from '../paths.ts';
import type { CountReceipt, ReceiptUnit } from './count-import.ts';

export type CountWithdrawalPageProps = { receipt: CountReceipt; idempotencyKey: string };

/** Asks once more before an import of counts is taken back, and says what would come of it. */
export function CountWithdrawalPage({ receipt, idempotencyKey }: CountWithdrawalPageProps) {
  return (
    <WorkspacePage
      title="Withdraw this import"
      back={{ href: evidencePaths.countReceipt(receipt.id), text: 'Back to the receipt' }}
    >
      <h1 class="govuk-heading-l">Withdraw this import</h1>
      <p class="govuk-body">
        Loaded by {receipt.importedBy} on {momentInWords(receipt.importedAt)}.
      </p>
      {receipt.withdrawn === null ? (
        <>
          <p class="govuk-body">
            Its counts will be in no figure. For each month, the version that it replaced will be in
            use again, if there is one. Its file and its receipt are kept.
          </p>
          <PlainTable
            id="months"
            caption="Months that will change"
            columns={columns}
            rows={receipt.units.filter(({ isCurrent }) => isCurrent)}
            empty="It is in use for no month, because later imports replaced it. No figure will change."
          />
          <PostForm
            action={evidencePaths.countWithdrawal(receipt.id)}
            idempotencyKey={idempotencyKey}
          >
            <div class="govuk-button-group">
              <Button
                text="Withdraw this import"
                classes="govuk-button--warning"
                preventDoubleClick
              />
              <a class="govuk-link" href={evidencePaths.countReceipt(receipt.id)}>
                Cancel
              </a>
            </div>
          </PostForm>
        </>
      ) : (
        <p class="govuk-inset-text">
          This import was withdrawn already, by {receipt.withdrawn.by} on{' '}
          {momentInWords(receipt.withdrawn.at)}. Nothing was changed.
        </p>
      )}
    </WorkspacePage>
  );
}

const columns: readonly Column<ReceiptUnit>[] = [
  { key: 'month', heading: 'Month', value: ({ month }) => monthInWords(month) },
  { key: 'source', heading: 'Source', value: ({ source }) => source },
  { key: 'measure', heading: 'What was counted', value: ({ measure }) => measure },
  { key: 'rows', heading: 'Rows', numeric: true, value: ({ rowsAccepted }) => rowsAccepted },
];
