import { createUser } from '#core/users/create-user.ts';
import type { Service } from '#core/service.ts';
import { operator } from '#tests/support/sign-in.ts';
import type { Visitor } from '#tests/support/visitor.ts';
import { canaries } from './canaries.ts';

type PlantedAccounts = { colleague: string; invitation: string; roleProposal: string };

/** A colleague who does nothing, and somebody invited to a role that takes a second person. */
export async function makeInvitationTo(
  service: Service,
  administrator: Visitor,
): Promise<PlantedAccounts> {
  const { userId } = await createUser(
    service,
    { principal: operator },
    {
      email: canaries.colleagueEmail,
      name: canaries.colleagueName,
      agencyId: 'constabulary',
      role: 'coordinator',
    },
  );
  const invited = await administrator.post('/users/invitations', {
    name: canaries.invitedName,
    email: canaries.invitedEmail,
    role: 'administrator',
  });
  const idAfter = (part: string): string =>
    new RegExp(`${part}/([\\da-f-]{36})`).exec(`${invited.path} ${invited.html}`)?.[1] ?? '';
  return {
    colleague: userId,
    invitation: idAfter('/users/invitations'),
    roleProposal: idAfter('/users/role-proposals'),
  };
}
