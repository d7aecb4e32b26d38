import type { FastifyInstance } from 'fastify';
import { isAllowed } from '#core/access/permissions.ts';
import { reading } from '#core/actions/reading.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { invitationRoutes } from './invitation-routes.tsx';
import { usersPath } from './paths.ts';
import { PeopleQuery } from './person-forms.ts';
import { personRoutes } from './person-routes.tsx';
import { listPeople } from './person-store.ts';
import { sightOf, type PeopleSearch } from './person.ts';
import { roleProposalRoutes } from './role-proposal-routes.tsx';
import { listProposals } from './role-proposal-store.ts';
import { mayDecide } from './role-proposal.ts';
import { UsersPage } from './users-page.tsx';

const readPeople = reading(
  'users.listed',
  'user.list',
  async ({ tx, principal }, { search, now }: { search: PeopleSearch; now: Date }) => {
    const sight = sightOf(principal);
    const found = await listPeople(tx, sight, search);
    const waiting = await listProposals(tx, sight, now);
    const proposals = waiting.filter((proposal) => mayDecide(proposal, principal));
    const about = [
      ...found.rows.map(({ kind, id }) => ({ kind, id })),
      ...proposals.map(({ id }) => ({ kind: 'role-proposal', id })),
    ];
    return { seen: { found, proposals }, about };
  },
);

/** The people of the service: listed, invited, moved and let go. */
export function usersRoutes(app: FastifyInstance, service: Service): void {
  app.get(usersPath(), needs('user.list'), async (request, reply) => {
    const { search: words, state, page } = PeopleQuery.parse(request.query ?? {});
    const principal = principalOf(request);
    const search = { words, state, page };
    const now = service.clock.now();
    const { found, proposals } = await readPeople(service, principal, { search, now });
    return reply.page(
      <UsersPage
        search={search}
        found={found}
        agencyName={sightOf(principal) === 'everybody' ? undefined : request.user?.agencyName}
        mayInvite={isAllowed(principal, 'user.invite')}
        proposals={proposals}
      />,
    );
  });
  invitationRoutes(app, service);
  roleProposalRoutes(app, service);
  personRoutes(app, service);
}
