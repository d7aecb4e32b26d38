import { isPowerful, type Role } from '#core/access/roles.ts';
import { notOfYourRole } from '#core/access/permissions.ts';
import { action } from '#core/actions/action.ts';
import { findTeam } from '#core/agencies/team-store.ts';
import { actorNameOf, actorOf } from '#platform/database/principal.ts';
import { Forbidden } from '#platform/http/failures.ts';
import { FieldConflict, takeTurn } from './account-changes.ts';
import { findStanding, getInvitation, insertInvitation } from './invitation-store.ts';
import { sendInvitation } from './open-account.ts';
import { proposeRole } from './propose-role.ts';

export type Colleague = {
  name: string;
  email: string;
  role: Role;
  teamId: string | undefined;
  serviceName: string;
};

/**
 * An administrator asks a colleague of their own agency to come. A powerful role waits for a second
 * person before anything is sent. An address with an account in another agency is answered like any.
 */
export const inviteColleague = action(
  'user.invited',
  'user.invite',
  async ({ tx, principal, now }, { serviceName, ...colleague }: Colleague) => {
    if (principal.kind !== 'person') throw new Forbidden(notOfYourRole);
    const { agencyId } = principal;
    const { email, role, teamId } = colleague;
    await takeTurn(tx, principal, { agencyId, now });
    const team = teamId === undefined ? undefined : await findTeam(tx, agencyId, teamId);
    if (teamId !== undefined && (team === undefined || team.isClosed)) {
      throw new FieldConflict('team', 'Choose a team from the list');
    }
    const id = await insertInvitation(tx, {
      ...colleague,
      agencyId,
      userId: undefined,
      invitedBy: actorOf(principal),
      invitedByName: actorNameOf(principal),
      now,
      isSent: false,
    });
    if (id === undefined) {
      throw new FieldConflict('email', 'Somebody with this address is invited already');
    }
    if ((await findStanding(tx, email, agencyId)).kind === 'here') {
      throw new FieldConflict('email', 'Somebody of your agency has an account with this address');
    }
    if (isPowerful(role)) {
      await proposeRole(tx, { invitationId: id, agencyId, role }, { principal, now });
    } else {
      const invitation = await getInvitation(tx, { agencyId }, id);
      await sendInvitation(tx, invitation, { principal, now, serviceName });
    }
    return {
      result: { invitationId: id },
      about: [{ kind: 'invitation', id }],
      detail: { agency: agencyId, role, waitsForApproval: isPowerful(role) },
    };
  },
);
