import { rolesPath } from '#core/access/paths.ts';
import { roles } from '#core/access/roles.ts';
import { teamsPath } from '#core/agencies/paths.ts';
import { Button, Input, Select } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { TablePagination } from '#design-system/tables/table-pagination.tsx';
import { dayInWords } from './last-day.ts';
import { invitationPath, invitationsPath, roleProposalPath, userPath, usersPath } from './paths.ts';
import {
  personStates,
  stateInWords,
  type FoundPeople,
  type PeopleSearch,
  type PersonLine,
} from './person.ts';
import type { RoleProposal } from './role-proposal.ts';

export type UsersPageProps = {
  search: PeopleSearch;
  found: FoundPeople;
  /** The agency whose people these are; undefined where they are everybody's. */
  agencyName: string | undefined;
  mayInvite: boolean;
  proposals: readonly RoleProposal[];
};

/** The people somebody looks after, or oversees: found by name or address and by state. */
export function UsersPage(props: UsersPageProps) {
  const { search, found, agencyName, mayInvite, proposals } = props;
  const title = 'People who can sign in';
  return (
    <WorkspacePage title={title} isWide>
      <span class="govuk-caption-l">{agencyName ?? 'All agencies'}</span>
      <h1 class="govuk-heading-l">{title}</h1>
      {proposals.length > 0 && <Waiting proposals={proposals} />}
      {mayInvite && <Button text="Invite a colleague" href={invitationsPath()} />}
      <p class="govuk-body">
        {mayInvite && (
          <>
            <a class="govuk-link" href={teamsPath()}>
              Teams of your agency
            </a>
            {' · '}
          </>
        )}
        <a class="govuk-link" href={rolesPath()}>
          What each role may do
        </a>
      </p>
      <form action={usersPath()} method="get" class="app-choices">
        <Input
          id="search"
          name="search"
          label={{ text: 'Name or email address' }}
          value={search.words}
          classes="govuk-input--width-20"
        />
        <Select
          id="state"
          name="state"
          label={{ text: 'Show' }}
          items={choices.map(([value, text]) => ({
            value,
            text,
            selected: value === search.state,
          }))}
        />
        <Button text="Find" classes="govuk-button--secondary" />
      </form>
      <PlainTable
        id="users"
        caption={found.total === 1 ? '1 person' : `${found.total.toLocaleString('en-GB')} people`}
        columns={agencyName === undefined ? [...columns, agencyColumn] : columns}
        rows={found.rows}
        empty={emptyWords(search)}
      />
      <TablePagination
        page={found}
        address={{ path: usersPath(), query: { search: search.words, state: search.state } }}
        label="Pages of people"
      />
      <p class="govuk-body-s">Looking at this page is recorded.</p>
    </WorkspacePage>
  );
}

const choices = [
  ['current', 'Everybody but those who left'],
  ...Object.entries(personStates),
] as const;

function Waiting({ proposals }: { proposals: readonly RoleProposal[] }) {
  return (
    <section class="app-quiet govuk-!-margin-bottom-6" aria-labelledby="waiting">
      <h2 class="govuk-heading-s" id="waiting">
        Waiting for a second person
      </h2>
      <ul class="govuk-list govuk-list--bullet">
        {proposals.map(({ id, name, role, agencyName, expiresAt }) => (
          <li key={id}>
            <a class="govuk-link" href={roleProposalPath(id)}>
              {name} as {roles[role]}
            </a>{' '}
            of {agencyName}, until {dayInWords(expiresAt)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function emptyWords({ words, state }: PeopleSearch): string {
  if (words !== '') return 'Nobody fits these words. Try a part of the name.';
  return state === 'current' ? 'There is nobody yet.' : 'There is nobody like that now.';
}

const columns: readonly Column<PersonLine>[] = [
  {
    key: 'name',
    heading: 'Name',
    isWide: true,
    value: ({ name }) => name,
    render: ({ kind, id, name }) => (
      <a class="govuk-link" href={kind === 'user' ? userPath(id) : invitationPath(id)}>
        {name}
      </a>
    ),
  },
  { key: 'role', heading: 'Role', value: ({ role }) => roles[role] },
  { key: 'team', heading: 'Team', value: ({ teamName }) => teamName ?? 'None' },
  { key: 'state', heading: 'State', value: stateInWords },
  { key: 'email', heading: 'Email address', value: ({ email }) => email },
];

const agencyColumn: Column<PersonLine> = {
  key: 'agency',
  heading: 'Agency',
  value: ({ agencyName }) => agencyName,
};
