import { fullAddress } from '#core/installation/full-address.ts';
import { makeLink } from '#core/sign-in/make-sign-in-link.ts';
import { firstPasswordPath, signInPath } from '#core/sign-in/paths.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { sendLater } from '#platform/mail/send-later.ts';
import { noteChange } from './change-store.ts';
import {
  findStanding,
  insertAccount,
  markInvitationSent,
  reopenAccount,
  type AccountToOpen,
} from './invitation-store.ts';
import type { Invitation } from './invitation.ts';

/** Opens an account, the old one of somebody who returns; undefined when the address is in use. */
export async function openAccount(
  tx: Transaction,
  account: AccountToOpen,
): Promise<string | undefined> {
  const standing = await findStanding(tx, account.email, account.agencyId);
  switch (standing.kind) {
    case 'here':
    case 'elsewhere':
      return undefined;
    case 'free':
      return insertAccount(tx, account);
    case 'returning':
      await reopenAccount(tx, standing.userId, account);
      return standing.userId;
  }
}

/**
 * Sends the one-time link of an invitation, opening its account if there is none. Where the address
 * has an account with another agency, the mail leads to the sign-in page, and its sender cannot tell.
 */
export async function sendInvitation(
  tx: Transaction,
  invitation: Invitation,
  { principal, now, serviceName }: { principal: Principal; now: Date; serviceName: string },
): Promise<void> {
  const opened = invitation.userId === undefined ? await openAccount(tx, invitation) : undefined;
  const userId = invitation.userId ?? opened;
  await markInvitationSent(tx, invitation.id, { now, userId });
  const { agencyId, role, teamName } = invitation;
  if (opened !== undefined) {
    const team = teamName === undefined ? undefined : { name: teamName };
    await noteChange(tx, { id: opened, agencyId, role, team }, { name: 'invited', now, principal });
  }
  const path =
    userId === undefined ? signInPath() : firstPasswordPath(await makeLink(tx, userId, now));
  const link = await fullAddress(tx, path);
  const fields = { link, agency: agencyId, serviceName };
  await sendLater(tx, { to: invitation.email, template: 'invitation', fields, now, principal });
}
