import { isRole, roles } from '#core/access/roles.ts';
import { errorFor, type FieldErrors } from '#design-system/forms/field-errors.ts';
import { Radios } from '#design-system/govuk/components.ts';
import type { FoundColleagues } from './staff-store.ts';

/** Which of those who were found. */
export function StaffChoice(props: {
  found: FoundColleagues;
  legend: string;
  chosen: string | undefined;
  errors: FieldErrors | undefined;
}) {
  const { found, legend, chosen, errors } = props;
  return (
    <Radios
      name="person"
      idPrefix="person"
      fieldset={{ legend: { text: legend, classes: 'govuk-fieldset__legend--s' } }}
      {...(found.isCut && {
        hint: { text: `There are more than ${found.people.length}. Give more of the name.` },
      })}
      items={found.people.map(({ id, name, agencyName, role }) => ({
        value: id,
        text: name,
        hint: { text: `${isRole(role) ? roles[role] : role}, ${agencyName}` },
        checked: chosen === id,
      }))}
      errorMessage={errorFor(errors, 'person')}
    />
  );
}
