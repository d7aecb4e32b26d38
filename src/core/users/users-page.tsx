import { roles } from '#core/access/roles.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import type { User } from './user.ts';

/** Everybody who may enter the workspace. */
export function UsersPage({ users }: { users: readonly User[] }) {
  return (
    <WorkspacePage title="People who can sign in" isWide>
      <h1 class="govuk-heading-l">People who can sign in</h1>
      <p class="govuk-body">
        Looking at this page is recorded. New people are added on the command line of the service.
      </p>
      <PlainTable
        id="users"
        caption="By agency and name"
        columns={columns}
        rows={users}
        empty="Nobody can sign in yet."
      />
    </WorkspacePage>
  );
}

const columns: readonly Column<User>[] = [
  { key: 'name', heading: 'Name', value: ({ name }) => name },
  { key: 'role', heading: 'Role', value: ({ role }) => roles[role] },
  { key: 'agency', heading: 'Agency', value: ({ agencyName }) => agencyName },
  { key: 'email', heading: 'Email address', value: ({ email }) => email },
];
