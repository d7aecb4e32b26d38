import type { VNode } from 'preact';
import type { Service } from '#core/service.ts';
import { KeyFigures } from '#design-system/content.tsx';
import type { Principal } from '#platform/database/principal.ts';
import { usersPath } from './paths.ts';
import { countUsers } from './user-store.ts';

/** On the home page of who looks after accounts: how many there are, which names nobody. */
export async function usersHomeSection(service: Service, principal: Principal): Promise<VNode> {
  const { people, agencies, withoutPassword } = await service.database.transaction(
    principal,
    countUsers,
  );
  return (
    <section aria-labelledby="people">
      <h2 class="govuk-heading-m" id="people">
        People who can sign in
      </h2>
      <KeyFigures
        figures={[
          { label: 'People', value: String(people) },
          { label: 'Agencies they come from', value: String(agencies) },
          { label: 'Have not chosen a password', value: String(withoutPassword) },
        ]}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={usersPath()}>
          See who they are
        </a>
        . Looking at the list is recorded.
      </p>
    </section>
  );
}
