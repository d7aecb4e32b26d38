import { errorFor } from '#design-system/forms/field-errors.ts';
import { Input } from '#design-system/govuk/components.ts';
import type { FieldErrors } from '#platform/forms/parse-form.ts';

/** Where the six digits of an authenticator app go. */
export function CodeInput({ errors }: { errors: FieldErrors | undefined }) {
  return (
    <Input
      id="code"
      name="code"
      label={{ text: 'Code from your authenticator app' }}
      hint={{ text: '6 numbers. A new code comes every half minute.' }}
      inputmode="numeric"
      autocomplete="one-time-code"
      spellcheck={false}
      classes="govuk-input--width-10 govuk-input--extra-letter-spacing"
      errorMessage={errorFor(errors, 'code')}
    />
  );
}
