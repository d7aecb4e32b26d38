import { isPowerful, roleNames, roles, type Role } from '#core/access/roles.ts';
import type { TeamLine } from '#core/agencies/team.ts';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { Radios, Select } from '#design-system/govuk/components.ts';
import type { FieldErrors } from '#platform/forms/parse-form.ts';

type Chosen = { chosen: string | undefined; errors: FieldErrors | undefined };

const forWhom: Readonly<Record<Role, string>> = {
  practitioner: 'Works with people: officer, nurse, youth justice or housing worker',
  coordinator: 'Keeps referrals, panels and alerts moving',
  'panel-member': 'Speaks for your agency at a panel',
  analyst: 'Loads data and reads figures',
  'strategy-lead': 'Answers for commitments',
  'information-governance': 'Decides who may share what. Needs a second person to approve',
  organisation: 'Safeguarding lead, teacher or worker of a school or community group',
  administrator: 'Looks after your agency’s people. Needs a second person to approve',
};

/** One role, each with whom it is for. */
export function RoleChoice({ chosen, errors }: Chosen) {
  const ordered = [...roleNames].sort((a, b) => Number(isPowerful(a)) - Number(isPowerful(b)));
  return (
    <Radios
      idPrefix="role"
      name="role"
      fieldset={{ legend: { text: 'Role', classes: 'govuk-fieldset__legend--s' } }}
      errorMessage={errorFor(errors, 'role')}
      items={ordered.map((role) => ({
        value: role,
        text: roles[role],
        hint: { text: forWhom[role] },
        checked: role === chosen,
      }))}
    />
  );
}

/** One team of the agency, or none; nothing where it has no teams. */
export function TeamChoice({ teams, chosen, errors }: Chosen & { teams: readonly TeamLine[] }) {
  if (teams.length === 0) return null;
  return (
    <Select
      id="team"
      name="team"
      label={{ text: 'Team', classes: 'govuk-label--s' }}
      errorMessage={errorFor(errors, 'team')}
      items={[
        { value: '', text: 'None', selected: (chosen ?? '') === '' },
        ...teams.map(({ id, name }) => ({ value: id, text: name, selected: id === chosen })),
      ]}
    />
  );
}
