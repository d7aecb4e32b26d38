import { action } from '#core/actions/action.ts';
import { findAgency } from '#core/agencies/agency-store.ts';
import type { Role } from '#core/access/roles.ts';
import { makeLink } from '#core/sign-in/make-sign-in-link.ts';
import { actorNameOf, actorOf } from '#platform/database/principal.ts';
import { Conflict, NotFound } from '#platform/http/failures.ts';
import { noteChange } from './change-store.ts';
import { insertInvitation } from './invitation-store.ts';
import { openAccount } from './open-account.ts';
import { waitForTurnInAgency } from './person-store.ts';

export type NewUser = { email: string; name: string; agencyId: string; role: Role };

/**
 * The operator adds a person, who is then invited like any other, and gets the secret of the one-time
 * link to hand over. Gives an agency its first administrator, for whom there is no second person yet.
 */
export const createUser = action(
  'user.created',
  'user.create',
  async ({ tx, principal, now }, input: NewUser) => {
    const { email, agencyId, role } = input;
    if ((await findAgency(tx, agencyId)) === undefined) {
      throw new NotFound(`There is no agency "${agencyId}".`);
    }
    await waitForTurnInAgency(tx, agencyId);
    const userId = await openAccount(tx, { ...input, teamId: undefined });
    if (userId === undefined) throw new Conflict(`${email} already has an account.`);
    const invitation = await insertInvitation(tx, {
      ...input,
      teamId: undefined,
      userId,
      invitedBy: actorOf(principal),
      invitedByName: actorNameOf(principal),
      now,
      isSent: true,
    });
    if (invitation === undefined) {
      throw new Conflict(`${email} is invited by their agency already.`);
    }
    await noteChange(tx, { id: userId, agencyId, role }, { name: 'invited', now, principal });
    const token = await makeLink(tx, userId, now);
    return {
      result: { userId, token },
      about: [{ kind: 'user', id: userId }],
      detail: { agency: agencyId, role },
    };
  },
);
