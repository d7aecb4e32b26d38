import { action } from '#core/actions/action.ts';
import { findAgency } from '#core/agencies/agency-store.ts';
import type { Role } from '#core/access/roles.ts';
import { Conflict, NotFound } from '#platform/http/failures.ts';
import { makeLink } from '#core/sign-in/make-sign-in-link.ts';
import { findUserByEmail, insertUser } from './user-store.ts';

export type NewUser = { email: string; name: string; agencyId: string; role: Role };

/** Adds a person and gives the secret of the one-time link with which they choose a password. */
export const createUser = action(
  'user.created',
  'user.create',
  async ({ tx, now }, input: NewUser) => {
    if ((await findAgency(tx, input.agencyId)) === undefined) {
      throw new NotFound(`There is no agency "${input.agencyId}".`);
    }
    if ((await findUserByEmail(tx, input.email)) !== undefined) {
      throw new Conflict(`${input.email} already has an account.`);
    }
    const userId = await insertUser(tx, input);
    const token = await makeLink(tx, userId, now);
    return {
      result: { userId, token },
      about: [{ kind: 'user', id: userId }],
      detail: { agency: input.agencyId, role: input.role },
    };
  },
);
