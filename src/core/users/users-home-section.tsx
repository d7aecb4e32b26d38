import type { VNode } from 'preact';
import { isAllowed } from '#core/access/permissions.ts';
import type { Service } from '#core/service.ts';
import { KeyFigures } from '#design-system/content.tsx';
import type { Principal } from '#platform/database/principal.ts';
import { invitationsPath, usersPath } from './paths.ts';
import { countPeople } from './person-store.ts';
import { sightOf } from './person.ts';
import { listProposals } from './role-proposal-store.ts';
import { mayDecide } from './role-proposal.ts';

/** On the home page of who looks after accounts: how many there are, which names nobody. */
export async function usersHomeSection(service: Service, principal: Principal): Promise<VNode> {
  const sight = sightOf(principal);
  const { counts, waiting } = await service.database.transaction(principal, async (tx) => ({
    counts: await countPeople(tx, sight),
    waiting: await listProposals(tx, sight, service.clock.now()),
  }));
  const toDecide = waiting.filter((proposal) => mayDecide(proposal, principal)).length;
  return (
    <section aria-labelledby="people">
      <h2 class="govuk-heading-m" id="people">
        People who can sign in
      </h2>
      {toDecide > 0 && (
        <p class="govuk-body govuk-!-font-weight-bold">
          <a class="govuk-link" href={usersPath()}>
            {toDecide === 1
              ? '1 powerful role waits for you to decide'
              : `${toDecide} powerful roles wait for you to decide`}
          </a>
        </p>
      )}
      <KeyFigures
        figures={[
          { label: 'People', value: String(counts.people) },
          ...(sight === 'everybody'
            ? [{ label: 'Agencies they come from', value: String(counts.agencies) }]
            : []),
          { label: 'Invited, not here yet', value: String(counts.invited) },
        ]}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={usersPath()}>
          See who they are
        </a>
        . Looking at the list is recorded.
      </p>
      {isAllowed(principal, 'user.invite') && (
        <p class="govuk-body">
          <a class="govuk-link" href={invitationsPath()}>
            Invite a colleague
          </a>
        </p>
      )}
    </section>
  );
}
