import { Button } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors } from '#platform/forms/parse-form.ts';
import { NewPasswordFields } from './new-password-fields.tsx';
import { firstPasswordPath, signInPath } from './paths.ts';

export type FirstPasswordPageProps = {
  token: string;
  email: string;
  errors?: FieldErrors;
};

export function FirstPasswordPage({ token, email, errors }: FirstPasswordPageProps) {
  return (
    <WorkspacePage title="Choose a password" homeHref="/" errors={errors}>
      <h1 class="govuk-heading-l">Choose a password</h1>
      <p class="govuk-body">This is for the account {email}. The link works once.</p>
      <form action={firstPasswordPath(token)} method="post" noValidate>
        <NewPasswordFields email={email} errors={errors} />
        <Button text="Save and sign in" preventDoubleClick />
      </form>
    </WorkspacePage>
  );
}

export function UsedLinkPage() {
  return (
    <WorkspacePage title="This link does not work" homeHref="/">
      <h1 class="govuk-heading-l">This link does not work</h1>
      <p class="govuk-body">
        It was used before, or it is too old. Ask whoever gave it to you for a new one.
      </p>
      <p class="govuk-body">
        If you have chosen a password already,{' '}
        <a class="govuk-link" href={signInPath()}>
          sign in
        </a>
        .
      </p>
    </WorkspacePage>
  );
}
