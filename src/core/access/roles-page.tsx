import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { listPermissionGroups, sayToReader, type PermissionLine } from './permission-words.ts';
import { isPowerful, roleNames, roles, type Role } from './roles.ts';

/** The whole matrix in plain words, with the reader's own role first. */
export function RolesPage({ role }: { role: Role }) {
  const groups = listPermissionGroups();
  const mine = groups.flatMap(({ lines }) => lines.filter((line) => line.roles.includes(role)));
  return (
    <WorkspacePage title="What each role may do">
      <h1 class="govuk-heading-l">What each role may do</h1>
      <p class="govuk-body">
        Everybody has one role. This page is made from the same table that lets you in or keeps you
        out, so it is always right.
      </p>
      <section class="app-quiet govuk-!-margin-bottom-8" aria-labelledby="your-role">
        <h2 class="govuk-heading-m" id="your-role">
          Your role: {roles[role]}
        </h2>
        <p class="govuk-body">You may:</p>
        <ul class="govuk-list govuk-list--bullet">
          {mine.map(({ permission, sentence }) => (
            <li key={permission}>{sayToReader(sentence)}</li>
          ))}
        </ul>
        <p class="govuk-body">
          If you need something else for your work, ask your agency’s administrator.
        </p>
      </section>
      {groups.map(({ id, heading, lines }) => (
        <div key={id} class="govuk-!-margin-bottom-8">
          <PlainTable
            id={id}
            caption={heading}
            columns={columnsFor(role)}
            rows={lines}
            empty="Nothing yet."
          />
        </div>
      ))}
      <h2 class="govuk-heading-m">Powerful roles</h2>
      <p class="govuk-body">
        {roleNames
          .filter(isPowerful)
          .map((name) => roles[name])
          .join(' and ')}{' '}
        decide about other people’s access. One person proposes such a role, and a second person
        approves it within 7 days: another administrator of the agency, or an information governance
        lead. Nobody decides about themselves.
      </p>
    </WorkspacePage>
  );
}

function columnsFor(mine: Role): readonly Column<PermissionLine>[] {
  return [
    { key: 'may', heading: 'What', isWide: true, value: ({ sentence }) => sentence },
    {
      key: 'who',
      heading: 'Who may',
      value: (line) => whoIn(line),
      render: (line) => <Who line={line} mine={mine} />,
    },
  ];
}

function Who({ line, mine }: { line: PermissionLine; mine: Role }) {
  if (!line.roles.includes(mine) || line.roles.length === roleNames.length) {
    return <>{whoIn(line)}</>;
  }
  const others = line.roles.filter((role) => role !== mine).map((role) => roles[role]);
  return (
    <>
      <strong>{roles[mine]} (you)</strong>
      {others.length > 0 && `, ${others.join(', ')}`}
    </>
  );
}

function whoIn({ roles: those }: PermissionLine): string {
  if (those.length === 0) return 'Nobody who signs in';
  if (those.length === roleNames.length) return 'Everyone';
  return those.map((role) => roles[role]).join(', ');
}
