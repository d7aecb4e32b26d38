import { roles } from '#core/access/roles.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { User } from './user.ts';

/** Everybody who may enter the workspace. */
export function UsersPage({ users }: { users: readonly User[] }) {
  return (
    <WorkspacePage title="People who can sign in">
      <h1 class="govuk-heading-l">People who can sign in</h1>
      <table class="govuk-table">
        <caption class="govuk-table__caption govuk-visually-hidden">By agency and name</caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {['Agency', 'Name', 'Email address', 'Role'].map((heading) => (
              <th key={heading} scope="col" class="govuk-table__header">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {users.map(({ id, agencyName, name, email, role }) => (
            <tr key={id} class="govuk-table__row">
              <td class="govuk-table__cell">{agencyName}</td>
              <th scope="row" class="govuk-table__header">
                {name}
              </th>
              <td class="govuk-table__cell">{email}</td>
              <td class="govuk-table__cell">{roles[role]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="govuk-body">
        Looking at this page is recorded. New people are added on the command line of the service.
      </p>
    </WorkspacePage>
  );
}
