import { action } from '#core/actions/action.ts';
import { findUserByEmail, forgetPassword } from '#core/users/user-store.ts';
import { NotFound } from '#platform/http/failures.ts';
import { makeLink } from './make-sign-in-link.ts';
import { deletePasskeysOf } from './passkeys/passkey-store.ts';
import { deleteAuthenticator } from './second-step/authenticator-store.ts';
import { deleteRecoveryCodes } from './second-step/recovery-code-store.ts';
import { endSessionsOf } from './session-store.ts';
import { endLinksOf } from './sign-in-link-store.ts';
import { tellOfChange } from './tell-of-change.ts';

/**
 * For somebody who has lost everything they sign in with: all of it is taken away, every session
 * ends, and a one-time link lets them begin again. Whoever asks has made sure who they are.
 */
export const recoverAccount = action(
  'account.recovered',
  'user.create',
  async (context, { email }: { email: string }) => {
    const { tx, now } = context;
    const found = await findUserByEmail(tx, email);
    if (found === undefined || found.user.isInvented) {
      throw new NotFound(`${email} has no account here.`);
    }
    const userId = found.user.id;
    await forgetPassword(tx, userId);
    await deleteAuthenticator(tx, userId);
    await deleteRecoveryCodes(tx, userId);
    await deletePasskeysOf(tx, userId);
    await endSessionsOf(tx, userId, now);
    await endLinksOf(tx, userId, now);
    const token = await makeLink(tx, userId, now);
    await tellOfChange(context, userId, 'account-recovered');
    return { result: { userId, token }, about: [{ kind: 'user', id: userId }] };
  },
);
