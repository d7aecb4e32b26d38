import type { Transaction } from '#platform/database/database.ts';

export type MailState = 'waiting' | 'sending' | 'sent' | 'kept' | 'failed';

/** A line of the outbox, without what would open anything. */
export type SentMail = {
  id: string;
  to: string;
  template: string;
  askedAt: Date;
  state: MailState;
  tries: number;
  nextTryAt: Date;
  settledAt: Date | null;
  transport: string | null;
  reference: string | null;
  isPerhapsDouble: boolean;
  /** A try ended without an answer. */
  wasUnanswered: boolean;
  problem: string | null;
  /** What it said, where the demonstration kept that. */
  words: { subject: string; text: string } | undefined;
};

export type SentMailSearch = { show: 'all' | 'failed' | 'waiting'; page: number };

export type FoundMail = {
  rows: readonly SentMail[];
  total: number;
  page: number;
  pages: number;
  pageSize: number;
};

const mailsOnAPage = 25;

/** What was asked to be sent, the newest first. */
export async function listSentMail(tx: Transaction, search: SentMailSearch): Promise<FoundMail> {
  let found = lines(tx);
  if (search.show === 'failed') found = found.where('state', '=', 'failed');
  if (search.show === 'waiting') found = found.where('settled_at', 'is', null);
  const { total } = await found
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const pages = Math.max(1, Math.ceil(total / mailsOnAPage));
  const page = Math.min(search.page, pages);
  const rows = await found
    .orderBy('position', 'desc')
    .limit(mailsOnAPage)
    .offset((page - 1) * mailsOnAPage)
    .execute();
  return { rows: rows.map(asMail), total, page, pages, pageSize: mailsOnAPage };
}

export type MailTrouble = {
  /** Given up since the moment asked about. */
  failed: number;
  /** Tried at least once, and still not away. */
  late: number;
};

/** How many mails did not get away. Counts only. */
export async function countMailTrouble(tx: Transaction, since: Date): Promise<MailTrouble> {
  return tx
    .selectFrom('outgoing_mail')
    .where((is) =>
      is.or([
        is.and([is('state', '=', 'failed'), is('settled_at', '>=', since)]),
        is.and([is('settled_at', 'is', null), is('problem', 'is not', null)]),
      ]),
    )
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere('state', '=', 'failed').as('failed'),
      fn.countAll<number>().filterWhere('state', '!=', 'failed').as('late'),
    ])
    .executeTakeFirstOrThrow();
}

function lines(tx: Transaction) {
  return tx
    .selectFrom('outgoing_mail')
    .select([
      'id',
      'recipient',
      'template',
      'asked_at',
      'state',
      'tries',
      'next_try_at',
      'settled_at',
      'transport',
      'reference',
      'is_perhaps_double',
      'was_unanswered',
      'problem',
      'kept_subject',
      'kept_text',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number];

function asMail(row: Row): SentMail {
  const { kept_subject: subject, kept_text: text } = row;
  return {
    id: row.id,
    to: row.recipient,
    template: row.template,
    askedAt: row.asked_at,
    state: row.state as MailState,
    tries: row.tries,
    nextTryAt: row.next_try_at,
    settledAt: row.settled_at,
    transport: row.transport,
    reference: row.reference,
    isPerhapsDouble: row.is_perhaps_double,
    wasUnanswered: row.was_unanswered,
    problem: row.problem,
    words: subject === null || text === null ? undefined : { subject, text },
  };
}
