import { action } from '#core/actions/action.ts';
import { Conflict } from '#platform/http/failures.ts';
import { takeTurn } from './account-changes.ts';
import { getInvitation } from './invitation-store.ts';
import { sendInvitation } from './open-account.ts';
import { sightOf } from './person.ts';
import { proposeRole } from './propose-role.ts';
import { findProposalFor } from './role-proposal-store.ts';
import { isExpired } from './role-proposal.ts';

/** Between two mails to one address, in milliseconds: a form cannot be made to flood a mailbox. */
const leastBetween = 60_000;

/** Sends an invitation again, with a new link; or asks again for the approval that it waits for. */
export const sendInvitationAgain = action(
  'invitation.sent-again',
  'user.invite',
  async ({ tx, principal, now }, given: { invitationId: string; serviceName: string }) => {
    const { invitationId, serviceName } = given;
    const sight = sightOf(principal);
    const { agencyId } = await getInvitation(tx, sight, invitationId);
    await takeTurn(tx, principal, { agencyId, now });
    const invitation = await getInvitation(tx, sight, invitationId);
    const { lastSentAt, role } = invitation;
    if (lastSentAt !== undefined) {
      if (now.getTime() - lastSentAt.getTime() < leastBetween) {
        throw new Conflict('It was sent less than a minute ago. Give it a little time to arrive.');
      }
      await sendInvitation(tx, invitation, { principal, now, serviceName });
    } else {
      const proposal = await findProposalFor(tx, { invitationId });
      if (proposal !== undefined && !isExpired(proposal, now)) {
        throw new Conflict('It waits for a second person to approve the role.');
      }
      await proposeRole(tx, { invitationId, agencyId, role }, { principal, now });
    }
    return { result: undefined, about: [{ kind: 'invitation', id: invitationId }] };
  },
);
