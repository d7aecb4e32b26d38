import { action } from '#core/actions/action.ts';
import { findUserByEmail } from '#core/users/user-store.ts';
import type { Transaction } from '#platform/database/database.ts';
import { NotFound } from '#platform/http/failures.ts';
import { makeSecretToken } from '#platform/session/session-token.ts';
import { insertSignInLink } from './sign-in-link-store.ts';

/** How long a one-time link can be used. */
export const linkHours = 24;

/** How long the link can be used that somebody asked for who forgot their password. */
export const resetHours = 1;

/** Makes a one-time link; gives its secret. Earlier links of the person go on until they end. */
export async function makeLink(
  tx: Transaction,
  userId: string,
  now: Date,
  purpose: 'invitation' | 'reset' = 'invitation',
): Promise<string> {
  const { token, hash } = makeSecretToken();
  const hours = purpose === 'reset' ? resetHours : linkHours;
  const expiresAt = new Date(now.getTime() + hours * 3_600_000);
  await insertSignInLink(tx, { tokenHash: hash, userId, purpose, now, expiresAt });
  return token;
}

/** A new one-time link for somebody who lost theirs or forgot their password. */
export const makeSignInLink = action(
  'sign-in-link.made',
  'user.create',
  async ({ tx, now }, { email }: { email: string }) => {
    const found = await findUserByEmail(tx, email);
    if (found === undefined || found.user.isInvented) {
      throw new NotFound(`${email} has no account here.`);
    }
    const userId = found.user.id;
    const token = await makeLink(tx, userId, now);
    return { result: { userId, token }, about: [{ kind: 'user', id: userId }] };
  },
);
