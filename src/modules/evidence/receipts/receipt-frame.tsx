import type { ComponentChildren } from 'preact';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { momentInWords } from '#platform/calendar.ts';
import { evidencePaths } from '../paths.ts';
import type { Withdrawal } from './receipt.ts';

export type ReceiptFrameProps = {
  /** What was loaded: "Police data". */
  caption: string;
  importedBy: string;
  importedAt: Date;
  withdrawal: Withdrawal | null;
  children: ComponentChildren;
};

/** What every receipt begins with: what it is of, who loaded it and when, and whether it still stands. */
export function ReceiptFrame(props: ReceiptFrameProps) {
  const { caption, importedBy, importedAt, withdrawal, children } = props;
  return (
    <WorkspacePage
      title="Receipt"
      isWide
      back={{ href: evidencePaths.imports(), text: 'Back to loaded data' }}
    >
      <span class="govuk-caption-l">{caption}</span>
      <h1 class="govuk-heading-l">Receipt</h1>
      <p class="govuk-body">
        Loaded by {importedBy} on {momentInWords(importedAt)}.
      </p>
      {withdrawal !== null && (
        <p class="govuk-inset-text">
          This import was withdrawn by {withdrawal.by} on {momentInWords(withdrawal.at)}. It is
          counted in no figure. What was sent and this receipt are kept.
        </p>
      )}
      {children}
    </WorkspacePage>
  );
}
