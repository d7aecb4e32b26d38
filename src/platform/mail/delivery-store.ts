import pg from 'pg';
import { connectionFor, type DatabaseAddress } from '#platform/database/connection.ts';

/** Longer than any try can take, in milliseconds: then whoever had the mail is taken for dead. */
const leaseLasts = 5 * 60_000;

/** A mail that this process has taken in hand for one try. */
export type MailInHand = {
  id: string;
  to: string;
  template: string;
  fields: unknown;
  askedAt: Date;
  /** This one counted. */
  tries: number;
  wasUnanswered: boolean;
};

/** How a try ended. */
export type TryEnd =
  | { state: 'sent'; transport: string; reference: string | undefined; isPerhapsDouble: boolean }
  | { state: 'kept'; shown: { subject: string; text: string } | undefined }
  | { state: 'failed'; problem: string }
  | { state: 'waiting'; problem: string; nextTryAt: Date; wasUnanswered: boolean };

/** The outbox as delivery sees it, with the links in it. The web's login cannot read those. */
export type DeliveryStore = {
  /** Takes mails in hand that are due, so that nobody else does. */
  take(now: Date, most: number): Promise<MailInHand[]>;
  /** Writes down how a try ended, unless somebody else has the mail by now. */
  finish(mail: MailInHand, end: TryEnd, now: Date): Promise<void>;
  /** Frees what a process that is gone had in hand; only for a process that is alone. */
  freeAll(now: Date): Promise<void>;
  /** Removes mails that were settled before this moment. */
  forgetSettledBefore(moment: Date): Promise<void>;
  close(): Promise<void>;
};

type Row = {
  id: string;
  recipient: string;
  template: string;
  fields: unknown;
  asked_at: Date;
  tries: number;
  was_unanswered: boolean;
};

/** Opens the outbox with the login of the jobs. */
export function openDeliveryStore(
  address: DatabaseAddress,
  onLost: (problem: Error) => void,
): DeliveryStore {
  const pool = new pg.Pool({
    ...connectionFor(address, 'breakwater_jobs'),
    max: 2,
    statement_timeout: 15_000,
  });
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    async take(now, most) {
      const leaseEnds = new Date(now.getTime() + leaseLasts);
      const { rows } = await pool.query<Row>(takeStatement, [now, most, leaseEnds]);
      return rows.map(inHand);
    },
    async finish(mail, end, now) {
      const [assignments, values] = changesOf(end, now);
      await pool.query(
        `update outgoing_mail set ${assignments} where id = $1 and tries = $2 and state = 'sending'`,
        [mail.id, mail.tries, ...values],
      );
    },
    async freeAll(now) {
      await pool.query(`update outgoing_mail set next_try_at = $1 where state = 'sending'`, [now]);
    },
    async forgetSettledBefore(moment) {
      await pool.query('delete from outgoing_mail where settled_at < $1', [moment]);
    },
    close: () => pool.end(),
  };
}

// A mail still "sending" when its lease is over was in the hands of a process that ended.
const takeStatement = `
  update outgoing_mail set state = 'sending', tries = tries + 1, next_try_at = $3,
    was_unanswered = was_unanswered or state = 'sending'
  where id in (
    select id from outgoing_mail where settled_at is null and next_try_at <= $1
    order by next_try_at, position limit $2 for update skip locked
  )
  returning id, recipient, template, fields, asked_at, tries, was_unanswered`;

function inHand(row: Row): MailInHand {
  const { id, template, fields, tries } = row;
  const taken = { id, template, fields, tries, to: row.recipient };
  return { ...taken, askedAt: row.asked_at, wasUnanswered: row.was_unanswered };
}

/** What to set, numbered from $3 on. */
function changesOf(end: TryEnd, now: Date): [string, unknown[]] {
  const settle = `state = '${end.state}', fields = null, settled_at = $3`;
  switch (end.state) {
    case 'sent':
      return [
        `${settle}, transport = $4, reference = $5, is_perhaps_double = $6, problem = null`,
        [now, end.transport, end.reference ?? null, end.isPerhapsDouble],
      ];
    case 'kept':
      return [
        `${settle}, kept_subject = $4, kept_text = $5, problem = null`,
        [now, end.shown?.subject ?? null, end.shown?.text ?? null],
      ];
    case 'failed':
      return [`${settle}, problem = $4`, [now, end.problem]];
    case 'waiting':
      return [
        `state = 'waiting', next_try_at = $3, problem = $4, was_unanswered = was_unanswered or $5`,
        [end.nextTryAt, end.problem, end.wasUnanswered],
      ];
  }
}
