import { action } from '#core/actions/action.ts';
import { Conflict } from '#platform/http/failures.ts';
import { takeTurn } from './account-changes.ts';
import { closeUnused } from './close-access.ts';
import { getInvitation, markInvitationWithdrawn } from './invitation-store.ts';
import { sightOf } from './person.ts';
import { overtakeProposals } from './role-proposal-store.ts';

/** Takes an invitation back: its links open nothing, and the address is free again. */
export const withdrawInvitation = action(
  'invitation.withdrawn',
  'invitation.withdraw',
  async ({ tx, principal, now }, { invitationId }: { invitationId: string }) => {
    const sight = sightOf(principal);
    const { agencyId, userId } = await getInvitation(tx, sight, invitationId);
    await takeTurn(tx, principal, { agencyId, now });
    if (!(await markInvitationWithdrawn(tx, invitationId, now))) {
      throw new Conflict('They came in, or somebody withdrew it, after you opened the page.');
    }
    await overtakeProposals(tx, { invitationId }, now);
    if (userId !== undefined) await closeUnused(tx, userId, now);
    return { result: undefined, about: [{ kind: 'invitation', id: invitationId }] };
  },
);
