import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { momentInWords, monthInWords } from '#platform/calendar.ts';
import { evidencePaths } from '../paths.ts';
import type { Receipt } from './police-import.ts';
import type { EarlierVersion } from './version-store.ts';

export type WithdrawalPageProps = {
  receipt: Receipt;
  /** For each month that the import is in use for, what would be in use instead. */
  earlier: readonly EarlierVersion[];
  /** Why it cannot be withdrawn; undefined when it can. */
  whyNot: string | undefined;
  idempotencyKey: string;
};

/** Asks once more before an import is taken back, and says what would come of it. */
export function WithdrawalPage({ receipt, earlier, whyNot, idempotencyKey }: WithdrawalPageProps) {
  return (
    <WorkspacePage
      title="Withdraw this import"
      back={{ href: evidencePaths.receipt(receipt.id), text: 'Back to the receipt' }}
    >
      <h1 class="govuk-heading-l">Withdraw this import</h1>
      <p class="govuk-body">
        Loaded by {receipt.importedBy} on {momentInWords(receipt.importedAt)}.
      </p>
      {whyNot === undefined ? (
        <>
          <p class="govuk-body">
            Its rows will be counted in no figure. For each month, the version that it replaced will
            be in use again, if there is one. Its files and its receipt are kept.
          </p>
          <PlainTable
            id="months"
            caption="What will change"
            columns={columns}
            rows={earlier}
            empty="It is in use for no month, because later imports replaced it. No figure will change."
          />
          <PostForm
            action={evidencePaths.importWithdrawal(receipt.id)}
            idempotencyKey={idempotencyKey}
          >
            <div class="govuk-button-group">
              <Button
                text="Withdraw this import"
                classes="govuk-button--warning"
                preventDoubleClick
              />
              <a class="govuk-link" href={evidencePaths.receipt(receipt.id)}>
                Cancel
              </a>
            </div>
          </PostForm>
        </>
      ) : (
        <p class="govuk-inset-text">{whyNot}</p>
      )}
    </WorkspacePage>
  );
}

const columns: readonly Column<EarlierVersion>[] = [
  { key: 'month', heading: 'Month', value: ({ month }) => monthInWords(month) },
  { key: 'force', heading: 'Reported by', value: ({ force }) => force },
  {
    key: 'then',
    heading: 'In use then',
    value: ({ importedAt, importedBy }) =>
      importedAt === null
        ? 'Nothing: the month is missing'
        : `What ${importedBy} loaded on ${momentInWords(importedAt)}`,
  },
];
