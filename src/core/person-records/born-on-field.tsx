import { errorFor, type FieldErrors } from '#design-system/forms/field-errors.ts';
import { DateInput } from '#design-system/govuk/components.ts';
import type { FieldValues } from '#platform/forms/parse-form.ts';

/** Day, month and year of birth, with what was typed. */
export function BornOnField(props: {
  hint: string;
  /** Beside labels in bold. */
  isStrong?: boolean;
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
}) {
  const { values, errors, hint } = props;
  const error = errorFor(errors, 'born-day');
  return (
    <DateInput
      id="born"
      fieldset={{
        legend: {
          text: 'Date of birth',
          ...(props.isStrong === true && { classes: 'govuk-fieldset__legend--s' }),
        },
      }}
      hint={{ text: hint }}
      items={(['day', 'month', 'year'] as const).map((part) => ({
        id: `born-${part}`,
        name: `born-${part}`,
        label: part.charAt(0).toUpperCase() + part.slice(1),
        value: values?.[`born-${part}`] ?? '',
        classes: part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
        error: error !== undefined,
      }))}
      {...(error !== undefined && { errorMessage: error })}
    />
  );
}
