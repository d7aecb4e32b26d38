import { WarningText } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';

/** The only time that recovery codes are shown. */
export function RecoveryCodesPage({
  codes,
  onward,
  homeHref,
}: {
  codes: readonly string[];
  onward: string;
  homeHref?: string;
}) {
  return (
    <WorkspacePage title="Keep your recovery codes" {...(homeHref !== undefined && { homeHref })}>
      <h1 class="govuk-heading-l">Keep your recovery codes</h1>
      <p class="govuk-body">
        If you lose your phone or your passkey, one of these codes lets you in. Each works once.
      </p>
      <WarningText
        text="They are shown only now. Print this page or copy them, and keep them away from your computer and phone."
        iconFallbackText="Warning"
      />
      <ul class="govuk-list app-codes" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>
            <code class="app-code">{code}</code>
          </li>
        ))}
      </ul>
      <p class="govuk-body">
        <a class="govuk-button" href={onward} role="button" draggable={false}>
          I have kept them
        </a>
      </p>
    </WorkspacePage>
  );
}
