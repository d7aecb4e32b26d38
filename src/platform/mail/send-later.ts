import type { Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { checkMail, UnfitMail } from './check-mail.ts';
import { findAgencyName, insertMail, type MailToKeep } from './outbox-store.ts';
import type { MailContent } from './templates.ts';

/** One mail to one address. Nothing about a person whom the service holds records on has a field. */
export type MailToSend = MailContent & { to: string; now: Date; principal: Principal };

/**
 * Puts a mail in the outbox, in the caller's transaction: with the commit it is delivered, without
 * it never. Throws UnfitMail when a field holds anything but what its template may carry.
 */
export async function sendLater(tx: Transaction, mail: MailToSend): Promise<void> {
  if (mail.template !== 'invitation') return keep(tx, mail);
  const { serviceName: _, ...given } = mail.fields;
  checkMail({ ...mail, fields: given });
  // Only a name that the service itself knows gets in, whoever filled in the form.
  const agency = await findAgencyName(tx, given.agency);
  if (agency === undefined) throw new UnfitMail('An invitation names an agency of this service.');
  return keep(tx, { ...mail, fields: { ...given, agency } });
}

async function keep(tx: Transaction, mail: MailToKeep): Promise<void> {
  checkMail(mail);
  await insertMail(tx, mail);
}
