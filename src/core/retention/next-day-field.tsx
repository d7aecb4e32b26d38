import { errorFor, type FieldErrors } from '#design-system/forms/field-errors.ts';
import { DateInput } from '#design-system/govuk/components.ts';
import type { FieldValues } from '#platform/forms/parse-form.ts';

/** Day, month and year on which a record that is kept is looked at again. */
export function NextDayField(props: {
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
}) {
  const error = errorFor(props.errors, 'next-day');
  return (
    <DateInput
      id="next"
      fieldset={{
        legend: {
          text: 'When is it to be looked at again?',
          classes: 'govuk-fieldset__legend--s',
        },
      }}
      hint={{ text: 'At most ten years from today. For example, 27 3 2028.' }}
      items={(['day', 'month', 'year'] as const).map((part) => ({
        id: `next-${part}`,
        name: `next-${part}`,
        label: part.charAt(0).toUpperCase() + part.slice(1),
        value: props.values?.[`next-${part}`] ?? '',
        classes: part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
        error: error !== undefined,
      }))}
      {...(error !== undefined && { errorMessage: error })}
    />
  );
}
