import { forgottenPasswordPath, signInPath } from '#core/sign-in/paths.ts';
import { resetHours } from '#core/sign-in/make-sign-in-link.ts';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { Button, Input } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';

export function ForgottenPasswordPage(props: { values?: FieldValues; errors?: FieldErrors }) {
  const { values, errors } = props;
  return (
    <WorkspacePage
      title="Forgotten password"
      homeHref="/"
      errors={errors}
      back={{ href: signInPath() }}
    >
      <h1 class="govuk-heading-l">Forgotten password</h1>
      <p class="govuk-body">
        We send a link to your email address. With it you choose a new password.
      </p>
      <form action={forgottenPasswordPath()} method="post" noValidate>
        <Input
          id="email"
          name="email"
          label={{ text: 'Email address' }}
          type="email"
          autocomplete="username"
          spellcheck={false}
          value={values?.['email'] ?? ''}
          classes="govuk-!-width-two-thirds"
          errorMessage={errorFor(errors, 'email')}
        />
        <Button text="Send me a link" preventDoubleClick />
      </form>
    </WorkspacePage>
  );
}

/** The same whether the address has an account or not. */
export function CheckYourMailPage() {
  return (
    <WorkspacePage title="Check your email" homeHref="/">
      <h1 class="govuk-heading-l">Check your email</h1>
      <p class="govuk-body">
        If that address has an account with a password here, a link is on its way to it. It works
        once, within {resetHours} hour.
      </p>
      <p class="govuk-body">
        If nothing comes, look in your junk mail. If your agency has its own sign-in, change your
        password there.
      </p>
    </WorkspacePage>
  );
}
