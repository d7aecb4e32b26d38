import { sql } from 'kysely';
import type { Service } from '#core/service.ts';
import { deliverMailOnce } from '#platform/mail/start-mail-delivery.ts';

export type TakenMail = { to: string; template: string; subject: string; text: string };

/**
 * Empties the outbox of a test service as the demonstration does, and gives what it held since the
 * last time, the oldest first. The link is a line of the text.
 */
export async function takeMail(service: Service): Promise<TakenMail[]> {
  const { database, clock, log, profile } = service;
  const asTest = { kind: 'operator', email: 'ops@harbourshire.example' } as const;
  const lastPlace = await database.transaction(asTest, async (tx) => {
    const { rows } = await sql<{ place: number }>`
      select coalesce(max(position), 0) as place from outgoing_mail
      where settled_at is not null`.execute(tx);
    return rows[0]?.place ?? 0;
  });
  await deliverMailOnce({
    address: database.address,
    clock,
    log,
    transport: undefined,
    serviceName: profile.identity.name,
    showsWhatItKeeps: true,
  });
  return database.transaction(asTest, async (tx) => {
    const { rows } = await sql<TakenMail>`
      select recipient as to, template, kept_subject as subject, kept_text as text
      from outgoing_mail where position > ${lastPlace} and state = 'kept'
      order by position`.execute(tx);
    return rows;
  });
}

/** The link in a mail. */
export function linkIn({ text }: Pick<TakenMail, 'text'>): string {
  const link = text.split('\n').find((line) => /^https?:\/\//.test(line));
  if (link === undefined) throw new Error('There is no link in this mail.');
  return link;
}
