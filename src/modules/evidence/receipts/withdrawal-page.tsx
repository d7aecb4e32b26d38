import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { momentInWords } from '#platform/calendar.ts';

/** The version that would be in use instead; nulls when none would. */
type Earlier = { importedAt: Date | null; importedBy: string | null };

export type WithdrawalPageProps<Unit extends Earlier> = {
  receipt: { importedBy: string; importedAt: Date };
  receiptPath: string;
  withdrawalPath: string;
  /** For each month that the import is in use for, what would be in use instead. */
  earlier: readonly Unit[];
  /** What tells the months apart. */
  columns: readonly Column<Unit>[];
  /** Why it cannot be withdrawn; undefined when it can. */
  whyNot: string | undefined;
  idempotencyKey: string;
};

/** Asks once more before an import is taken back, and says what would come of it. */
export function WithdrawalPage<Unit extends Earlier>(props: WithdrawalPageProps<Unit>) {
  const { receipt, receiptPath, earlier, columns, whyNot } = props;
  return (
    <WorkspacePage
      title="Withdraw this import"
      back={{ href: receiptPath, text: 'Back to the receipt' }}
    >
      <h1 class="govuk-heading-l">Withdraw this import</h1>
      <p class="govuk-body">
        Loaded by {receipt.importedBy} on {momentInWords(receipt.importedAt)}.
      </p>
      {whyNot === undefined ? (
        <>
          <p class="govuk-body">
            Its rows will be counted in no figure. For each month, the version that it replaced will
            be in use again, if there is one. What was sent and its receipt are kept.
          </p>
          <PlainTable
            id="months"
            caption="What will change"
            columns={[...columns, { key: 'then', heading: 'In use then', value: inUseThen }]}
            rows={earlier}
            empty="It is in use for no month, because later imports replaced it. No figure will change."
          />
          <AskOnceMore {...props} />
        </>
      ) : (
        <p class="govuk-inset-text">{whyNot}</p>
      )}
    </WorkspacePage>
  );
}

function AskOnceMore(
  props: Pick<WithdrawalPageProps<Earlier>, 'receiptPath' | 'withdrawalPath' | 'idempotencyKey'>,
) {
  return (
    <PostForm action={props.withdrawalPath} idempotencyKey={props.idempotencyKey}>
      <div class="govuk-button-group">
        <Button text="Withdraw this import" classes="govuk-button--warning" preventDoubleClick />
        <a class="govuk-link" href={props.receiptPath}>
          Cancel
        </a>
      </div>
    </PostForm>
  );
}

function inUseThen({ importedAt, importedBy }: Earlier): string {
  return importedAt === null
    ? 'Nothing: the month is missing'
    : `What ${importedBy} loaded on ${momentInWords(importedAt)}`;
}
