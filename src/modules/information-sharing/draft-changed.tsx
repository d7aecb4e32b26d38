import type { ComponentChildren } from 'preact';

/** Above a form whose draft somebody else edited meanwhile: what it says now, with the reader's own below. */
export function DraftChangedNotice({ children }: { children: ComponentChildren }) {
  return (
    <div class="govuk-inset-text" id="draft" tabIndex={-1}>
      <p class="govuk-body govuk-!-font-weight-bold">The draft as it is now</p>
      {children}
      <p class="govuk-body">
        What you entered is below. Compare the two, then send yours again if you still want it.
      </p>
    </div>
  );
}
