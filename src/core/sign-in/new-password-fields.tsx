import { errorFor } from '#design-system/forms/field-errors.ts';
import { PasswordInput } from '#design-system/govuk/components.ts';
import type { FieldErrors } from '#platform/forms/parse-form.ts';
import { passwordMinimum } from './password.ts';

/** A new password, twice; with the present one first where somebody changes it. */
export function NewPasswordFields({
  email,
  errors,
  hasPresent,
}: {
  email: string;
  errors: FieldErrors | undefined;
  hasPresent?: boolean;
}) {
  return (
    <>
      <input type="hidden" name="username" value={email} autoComplete="username" />
      {hasPresent === true && (
        <PasswordInput
          id="present"
          name="present"
          label={{ text: 'Your password now' }}
          autocomplete="current-password"
          classes="govuk-!-width-two-thirds"
          errorMessage={errorFor(errors, 'present')}
        />
      )}
      <PasswordInput
        id="password"
        name="password"
        label={{ text: hasPresent === true ? 'New password' : 'Password' }}
        hint={{ text: `${passwordMinimum} characters or more. Three random words work well.` }}
        autocomplete="new-password"
        classes="govuk-!-width-two-thirds"
        errorMessage={errorFor(errors, 'password')}
      />
      <PasswordInput
        id="again"
        name="again"
        label={{ text: 'The same password again' }}
        autocomplete="new-password"
        classes="govuk-!-width-two-thirds"
        errorMessage={errorFor(errors, 'again')}
      />
    </>
  );
}
