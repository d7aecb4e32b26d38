import { action } from '#core/actions/action.ts';
import { fullAddress } from '#core/installation/full-address.ts';
import { makeLink } from '#core/sign-in/make-sign-in-link.ts';
import { firstPasswordPath } from '#core/sign-in/paths.ts';
import {
  mayUsePassword,
  type IdentityProvider,
} from '#core/sign-in/providers/identity-provider.ts';
import { findUserByEmail } from '#core/users/user-store.ts';
import { hasLeft, type User } from '#core/users/user.ts';
import { sendLater } from '#platform/mail/send-later.ts';

type Asked = { email: string; providers: readonly IdentityProvider[] };

/**
 * Sends a link to somebody who forgot their password. What came of it is told to nobody but the
 * mailbox: an address without an account has no mail, and the same answer.
 */
export const askForReset = action(
  'password-reset.asked',
  'password.choose',
  async ({ tx, now, principal }, { email, providers }: Asked) => {
    const user = (await findUserByEmail(tx, email))?.user;
    if (user === undefined || !mayReset(user, providers, now)) {
      return { result: undefined, about: [] };
    }
    const token = await makeLink(tx, user.id, now, 'reset');
    const link = await fullAddress(tx, firstPasswordPath(token));
    const mail = { template: 'password-reset', fields: { link } } as const;
    await sendLater(tx, { ...mail, to: user.email, now, principal });
    return { result: undefined, about: [{ kind: 'user', id: user.id }] };
  },
);

function mayReset(user: User, providers: readonly IdentityProvider[], now: Date): boolean {
  return !user.isInvented && !hasLeft(user, now) && mayUsePassword(user, providers);
}
