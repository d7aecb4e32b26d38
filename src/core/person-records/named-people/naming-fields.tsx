import { StaffChoice } from '#core/person-records/staff-choice.tsx';
import type { FoundColleagues } from '#core/person-records/staff-store.ts';
import { errorFor, type FieldErrors } from '#design-system/forms/field-errors.ts';
import { Checkboxes, DateInput, Select } from '#design-system/govuk/components.ts';
import type { FieldValues } from '#platform/forms/parse-form.ts';
import { categories, categoryNames } from './case-role.ts';

/** Who, what they see, by which power and until when. */
export function NamingFields(props: {
  found: FoundColleagues;
  gateways: readonly { id: string; name: string }[];
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
}) {
  const { found, gateways, values, errors } = props;
  const wrongDay = errorFor(errors, 'until-day');
  return (
    <>
      <StaffChoice
        found={found}
        legend="Whom do you name?"
        chosen={values?.['person']}
        errors={errors}
      />
      <Checkboxes
        name="categories"
        idPrefix="categories"
        fieldset={{
          legend: { text: 'What do they need to see?', classes: 'govuk-fieldset__legend--s' },
        }}
        hint={{ text: 'Everybody named sees who it is. Tick only what they need besides.' }}
        items={categoryNames
          .filter((name) => name !== 'identity')
          .map((name) => ({ value: name, text: categories[name] }))}
        errorMessage={errorFor(errors, 'categories')}
      />
      <Select
        id="gateway"
        name="gateway"
        label={{ text: 'The power it rests on', classes: 'govuk-label--s' }}
        hint={{ text: 'Only needed for somebody of another agency.' }}
        items={[
          { value: '', text: 'They are of our own agency' },
          ...gateways.map(({ id, name }) => ({
            value: id,
            text: name,
            selected: values?.['gateway'] === id,
          })),
        ]}
        errorMessage={errorFor(errors, 'gateway')}
      />
      <DateInput
        id="until"
        fieldset={{
          legend: { text: 'Until the end of which day?', classes: 'govuk-fieldset__legend--s' },
        }}
        hint={{ text: 'A year from now at most. For example, 27 3 2027.' }}
        items={(['day', 'month', 'year'] as const).map((part) => ({
          id: `until-${part}`,
          name: `until-${part}`,
          label: part.charAt(0).toUpperCase() + part.slice(1),
          value: values?.[`until-${part}`] ?? '',
          classes: part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
          error: wrongDay !== undefined,
        }))}
        {...(wrongDay !== undefined && { errorMessage: wrongDay })}
      />
    </>
  );
}
