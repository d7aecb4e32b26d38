import { rolesPath } from '#core/access/paths.ts';
import { roles } from '#core/access/roles.ts';
import type { TeamLine } from '#core/agencies/team.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import { LastAdministratorWarning } from './last-administrator.tsx';
import { placementPath, userPath } from './paths.ts';
import type { Person } from './person.ts';
import { RoleChoice, TeamChoice } from './role-choice.tsx';

export type PlacementPageProps = {
  idempotencyKey: string;
  person: Person;
  teams: readonly TeamLine[];
  isLast: boolean;
  /** Somebody changed this person after the form was opened: what they are now is shown beside it. */
  isStale?: boolean;
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
};

/** Giving somebody another role or team. */
export function PlacementPage(props: PlacementPageProps) {
  const { idempotencyKey, person, teams, isLast, isStale, values, errors } = props;
  return (
    <WorkspacePage
      title={`Change ${person.name}’s role or team`}
      back={{ href: userPath(person.id), text: person.name }}
      errors={errors}
    >
      <span class="govuk-caption-l">{person.name}</span>
      <h1 class="govuk-heading-l">Change role or team</h1>
      {isStale === true && <Changed person={person} />}
      <PostForm
        action={placementPath(person.id)}
        idempotencyKey={idempotencyKey}
        hidden={{ version: String(person.version) }}
      >
        <RoleChoice chosen={values?.['role'] ?? person.role} errors={errors} />
        <p class="govuk-body">
          <a class="govuk-link" href={rolesPath()}>
            What each role may do
          </a>
        </p>
        <TeamChoice teams={teams} chosen={values?.['team'] ?? person.team?.id} errors={errors} />
        {isLast && (
          <LastAdministratorWarning
            agencyName={person.agencyName}
            name={person.name}
            errors={errors}
          />
        )}
        <Button text="Save" preventDoubleClick />
      </PostForm>
    </WorkspacePage>
  );
}

/** What somebody else made of the account meanwhile. */
export function Changed({ person }: { person: Person }) {
  return (
    <p class="govuk-inset-text" id="version">
      Nothing is saved yet: somebody changed this account after you opened the page. It is now:{' '}
      {roles[person.role]}, {person.team === undefined ? 'in no team' : `team ${person.team.name}`}.
      What you chose is below. Send it again if it is still right.
    </p>
  );
}
