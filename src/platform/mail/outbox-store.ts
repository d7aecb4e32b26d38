import { randomUUID } from 'node:crypto';
import type { Transaction } from '#platform/database/database.ts';
import { actorOf, type Principal } from '#platform/database/principal.ts';
import type { MailTemplate } from './templates.ts';

/** A mail whose fields are those that its template is filled with. */
export type MailToKeep = {
  to: string;
  template: MailTemplate;
  fields: Readonly<Record<string, string>>;
  now: Date;
  principal: Principal;
};

/** Writes a mail down that is due at once. */
export async function insertMail(tx: Transaction, mail: MailToKeep): Promise<void> {
  await tx
    .insertInto('outgoing_mail')
    .values({
      id: randomUUID(),
      recipient: mail.to,
      template: mail.template,
      fields: JSON.stringify(mail.fields),
      asked_by: actorOf(mail.principal),
      asked_at: mail.now,
      next_try_at: mail.now,
    })
    .execute();
}

/** The name of an agency that is named by its id or its name. */
export async function findAgencyName(tx: Transaction, agency: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('agencies')
    .select('name')
    .where((is) => is.or([is('id', '=', agency), is('name', '=', agency)]))
    .limit(1)
    .executeTakeFirst();
  return row?.name;
}
