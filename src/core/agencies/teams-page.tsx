import { errorFor } from '#design-system/forms/field-errors.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, Input } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import { teamClosingPath, teamNamePath, teamPath, teamsPath } from './paths.ts';
import type { Team, TeamLine } from './team.ts';

export type TeamsPageProps = {
  idempotencyKey: string;
  agencyName: string;
  /** Where the people of the agency are listed. */
  peoplePath: string;
  teams: readonly TeamLine[];
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
};

/** The teams of an agency, and making another. */
export function TeamsPage(props: TeamsPageProps) {
  const { idempotencyKey, agencyName, peoplePath, teams, values, errors } = props;
  return (
    <WorkspacePage title="Teams" back={{ href: peoplePath, text: 'People' }} errors={errors}>
      <span class="govuk-caption-l">{agencyName}</span>
      <h1 class="govuk-heading-l">Teams</h1>
      <p class="govuk-body">
        A person is in one team or in none. A team gives no rights of its own.
      </p>
      <PlainTable
        id="teams"
        caption="By name"
        columns={columns}
        rows={teams}
        empty="Your agency has no teams. It does not need any."
      />
      <h2 class="govuk-heading-m">Make a team</h2>
      <PostForm action={teamsPath()} idempotencyKey={idempotencyKey}>
        <NameInput value={values?.['name'] ?? ''} errors={errors} />
        <Button text="Make the team" preventDoubleClick />
      </PostForm>
    </WorkspacePage>
  );
}

export type TeamPageProps = {
  keys: { name: string; closing: string };
  agencyName: string;
  team: Team;
  people: number;
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
};

/** One team: its name, and its end. */
export function TeamPage({ keys, agencyName, team, people, values, errors }: TeamPageProps) {
  const hidden = { version: String(team.version) };
  const inIt = people === 1 ? '1 person is' : `${people} people are`;
  return (
    <WorkspacePage title={team.name} back={{ href: teamsPath(), text: 'Teams' }} errors={errors}>
      <span class="govuk-caption-l">{agencyName}</span>
      <h1 class="govuk-heading-l">{team.name}</h1>
      <PostForm action={teamNamePath(team.id)} idempotencyKey={keys.name} hidden={hidden}>
        <NameInput value={values?.['name'] ?? team.name} errors={errors} />
        <Button text="Rename the team" preventDoubleClick />
      </PostForm>
      <h2 class="govuk-heading-m" id="closing">
        Close the team
      </h2>
      {people > 0 ? (
        <p class="govuk-body">
          {inIt} in it. Move them to another team first, each on their own page.
        </p>
      ) : (
        <PostForm action={teamClosingPath(team.id)} idempotencyKey={keys.closing} hidden={hidden}>
          <p class="govuk-body">Nobody is in it. A team that is closed can be made again.</p>
          <Button text="Close the team" classes="govuk-button--secondary" preventDoubleClick />
        </PostForm>
      )}
    </WorkspacePage>
  );
}

function NameInput({ value, errors }: { value: string; errors: FieldErrors | undefined }) {
  return (
    <Input
      id="name"
      name="name"
      label={{ text: 'Name of the team', classes: 'govuk-label--s' }}
      value={value}
      classes="govuk-!-width-two-thirds"
      errorMessage={errorFor(errors, 'name')}
    />
  );
}

const columns: readonly Column<TeamLine>[] = [
  {
    key: 'name',
    heading: 'Team',
    isWide: true,
    value: ({ name }) => name,
    render: ({ id, name }) => (
      <a class="govuk-link" href={teamPath(id)}>
        {name}
      </a>
    ),
  },
  { key: 'people', heading: 'People', numeric: true, value: ({ people }) => people },
];
