import { action } from '#core/actions/action.ts';
import { NotFound } from '#platform/http/failures.ts';
import { endSessionsOf } from './session-store.ts';
import { useSignInLink } from './sign-in-link-store.ts';
import { setPassword } from '#core/users/user-store.ts';

/** Uses up a one-time link to set its owner's password; whoever else was signed in as them is out. */
export const choosePassword = action(
  'password.chosen',
  'password.choose',
  async ({ tx, now }, { token, passwordHash }: { token: string; passwordHash: string }) => {
    const userId = await useSignInLink(tx, token, now);
    if (userId === undefined) throw new NotFound('This link was used or is too old.');
    await setPassword(tx, userId, passwordHash);
    await endSessionsOf(tx, userId, now);
    return { result: userId, about: [{ kind: 'user', id: userId }] };
  },
);
