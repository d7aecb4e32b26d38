import { signInPath } from '#core/sign-in/paths.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';

/** The same for a passkey that is unknown, removed, of somebody who left, or too slow. */
export function RefusedPasskeyPage() {
  return (
    <WorkspacePage title="This passkey did not sign you in" homeHref="/">
      <h1 class="govuk-heading-l">This passkey did not sign you in</h1>
      <p class="govuk-body">
        It may have been removed here, or it took too long. If your agency has its own sign-in, use
        that.
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={signInPath()}>
          Sign in in another way
        </a>
      </p>
    </WorkspacePage>
  );
}
