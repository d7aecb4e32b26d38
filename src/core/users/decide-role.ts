import { action } from '#core/actions/action.ts';
import { Conflict, Forbidden } from '#platform/http/failures.ts';
import { takeTurn } from './account-changes.ts';
import { setRole } from './change-placement.ts';
import { noteChange } from './change-store.ts';
import { getInvitation, markInvitationWithdrawn } from './invitation-store.ts';
import { sendInvitation } from './open-account.ts';
import { getPerson } from './person-store.ts';
import { sightOf } from './person.ts';
import { decideProposal, getProposal } from './role-proposal-store.ts';
import { isExpired, mayDecide } from './role-proposal.ts';

export type RoleDecision = {
  proposalId: string;
  decision: 'approved' | 'refused';
  serviceName: string;
};

/** The second person approves a powerful role, or refuses it. Never who proposed it, nor who would have it. */
export const decideRole = action(
  'role.decided',
  'role.decide',
  async (context, { proposalId, decision, serviceName }: RoleDecision) => {
    const { tx, principal, now } = context;
    const sight = sightOf(principal);
    const { agencyId } = await getProposal(tx, sight, proposalId);
    await takeTurn(tx, principal, { agencyId, now });
    const proposal = await getProposal(tx, sight, proposalId);
    const { userId, invitationId, role } = proposal;
    if (principal.kind !== 'person' || !mayDecide(proposal, principal)) {
      throw new Forbidden('Somebody else has to decide this: a second person in charge.');
    }
    if (isExpired(proposal, now)) throw new Conflict('Nobody decided in time. Propose it again.');
    const by = { by: principal.userId, byName: principal.name, now };
    if (!(await decideProposal(tx, proposalId, { kind: decision, ...by }))) {
      throw new Conflict('Somebody decided this before.');
    }
    if (userId !== undefined) {
      const person = { ...(await getPerson(tx, 'everybody', userId)), role };
      if (decision === 'approved') await setRole(tx, person, context);
      else await noteChange(tx, person, { name: 'role-refused', now, principal });
    }
    if (invitationId !== undefined) {
      const invitation = await getInvitation(tx, 'everybody', invitationId);
      if (decision === 'approved')
        await sendInvitation(tx, invitation, { principal, now, serviceName });
      else await markInvitationWithdrawn(tx, invitationId, now);
    }
    const subject =
      userId === undefined
        ? { kind: 'invitation', id: invitationId ?? '' }
        : { kind: 'user', id: userId };
    return {
      result: undefined,
      about: [{ kind: 'role-proposal', id: proposalId }, subject],
      detail: { role, decision },
    };
  },
);
