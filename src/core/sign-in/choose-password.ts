import { action } from '#core/actions/action.ts';
import { findUser, findUserByEmail, setPassword } from '#core/users/user-store.ts';
import { NotFound } from '#platform/http/failures.ts';
import { endSessionsOf } from './session-store.ts';
import { endLinksOf, useSignInLink } from './sign-in-link-store.ts';
import { tellOfChange } from './tell-of-change.ts';

/**
 * Uses up a one-time link to set its owner's password. Their other links end with it, and whoever
 * else was signed in as them is out. The second step stays as it was.
 */
export const choosePassword = action(
  'password.chosen',
  'password.choose',
  async (context, { token, passwordHash }: { token: string; passwordHash: string }) => {
    const { tx, now } = context;
    const userId = await useSignInLink(tx, token, now);
    const user = userId === undefined ? undefined : await findUser(tx, userId);
    if (userId === undefined || user === undefined) {
      throw new NotFound('This link was used or is too old.');
    }
    const before = await findUserByEmail(tx, user.email);
    await setPassword(tx, userId, passwordHash);
    await endLinksOf(tx, userId, now);
    await endSessionsOf(tx, userId, now);
    const isFirst = (before?.passwordHash ?? null) === null;
    if (!isFirst) await tellOfChange(context, userId, 'password-changed');
    return { result: userId, about: [{ kind: 'user', id: userId }] };
  },
);
