import { rolesPath } from '#core/access/paths.ts';
import { isRole, roles } from '#core/access/roles.ts';
import { Button } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { momentInWords } from '#platform/calendar.ts';
import { departurePath, placementPath, roleProposalPath, usersPath } from './paths.ts';
import { stateInWords, type Person, type PersonChange } from './person.ts';
import { isExpired, type RoleProposal } from './role-proposal.ts';

export type PersonPageProps = {
  person: Person;
  changes: readonly PersonChange[];
  /** A powerful role that waits for its second person. */
  proposal: RoleProposal | undefined;
  now: Date;
  isSelf: boolean;
  mayChange: boolean;
  mayEnd: boolean;
};

/** One person's account: where they are, in which role, and how that came about. */
export function PersonPage(props: PersonPageProps) {
  const { person, changes, isSelf } = props;
  return (
    <WorkspacePage title={person.name} back={{ href: usersPath(), text: 'People' }}>
      <span class="govuk-caption-l">{person.agencyName}</span>
      <h1 class="govuk-heading-l">{person.name}</h1>
      <dl class="govuk-summary-list">
        <Row name="State" value={stateInWords(person)} />
        <Row
          name="Role"
          value={roles[person.role]}
          link={{ href: rolesPath(), text: 'What it may do' }}
        />
        <Row name="Team" value={person.team?.name ?? 'None'} />
        <Row name="Email address" value={person.email} />
      </dl>
      <WhatWaits {...props} />
      {isSelf ? (
        <p class="govuk-inset-text">
          This is you. Nobody changes their own role or ends their own access: another administrator
          of your agency, or an information governance lead, can.
        </p>
      ) : (
        <WhatToDo {...props} />
      )}
      <PlainTable
        id="history"
        caption="What became of this account"
        columns={columns}
        rows={changes}
        empty="Nothing has changed since it was opened."
      />
    </WorkspacePage>
  );
}

type RowProps = { name: string; value: string; link?: { href: string; text: string } };

function Row({ name, value, link }: RowProps) {
  return (
    <div
      class={`govuk-summary-list__row${link === undefined ? ' govuk-summary-list__row--no-actions' : ''}`}
    >
      <dt class="govuk-summary-list__key">{name}</dt>
      <dd class="govuk-summary-list__value app-breakable">{value}</dd>
      {link !== undefined && (
        <dd class="govuk-summary-list__actions">
          <a class="govuk-link" href={link.href}>
            {link.text}
          </a>
        </dd>
      )}
    </div>
  );
}

function WhatWaits({ proposal, now }: PersonPageProps) {
  if (proposal === undefined) return null;
  const { id, role, proposedByName } = proposal;
  return (
    <p class="govuk-inset-text">
      {proposedByName} proposed the role {roles[role]}.{' '}
      {isExpired(proposal, now) ? (
        'Nobody decided in time, so nothing changes. It can be proposed again.'
      ) : (
        <>
          It waits for a second person.{' '}
          <a class="govuk-link" href={roleProposalPath(id)}>
            See the proposal
          </a>
        </>
      )}
    </p>
  );
}

function WhatToDo({ person, mayChange, mayEnd }: PersonPageProps) {
  if (person.state === 'left') {
    return (
      <p class="govuk-inset-text">
        This account is closed and opens nothing. Only a new invitation lets them in again.
      </p>
    );
  }
  return (
    <div class="govuk-button-group">
      {mayChange && (
        <Button
          text="Change role or team"
          href={placementPath(person.id)}
          classes="govuk-button--secondary"
        />
      )}
      {mayEnd && (
        <Button
          text={person.state === 'leaving' ? 'Change when they leave' : 'End their access'}
          href={departurePath(person.id)}
          classes="govuk-button--secondary"
        />
      )}
    </div>
  );
}

const changeWords: Readonly<Record<string, string>> = {
  invited: 'Invited',
  joined: 'Came in for the first time',
  'role-changed': 'Role changed',
  'team-changed': 'Team changed',
  'role-proposed': 'Role proposed',
  'role-refused': 'Role refused',
  'leaving-planned': 'Leaving planned',
  'leaving-called-off': 'Leaving called off',
  left: 'Left',
};

const columns: readonly Column<PersonChange>[] = [
  { key: 'what', heading: 'What', value: ({ change }) => changeWords[change] ?? change },
  { key: 'role', heading: 'Role', value: ({ role }) => (isRole(role) ? roles[role] : role) },
  { key: 'team', heading: 'Team', value: ({ teamName }) => teamName ?? 'None' },
  { key: 'when', heading: 'When', value: ({ at }) => momentInWords(at) },
  { key: 'who', heading: 'By', value: ({ byName }) => byName },
];
