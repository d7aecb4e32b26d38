import pg from 'pg';
import { fixedClock } from '#platform/clock.ts';
import { administratorConnection } from '#platform/database/connection.ts';
import type { Database } from '#platform/database/database.ts';
import { makeLog } from '#platform/log.ts';
import { sendLater } from '#platform/mail/send-later.ts';
import { makeSmtpTransport } from '#platform/mail/smtp-transport.ts';
import { deliverMailOnce } from '#platform/mail/start-mail-delivery.ts';
import { startMailServer, type MailServerAct } from './mail-server.ts';

export type BadMailDay = {
  mails: number;
  sent: number;
  /** Given up, with the reason where an administrator sees it. */
  failed: number;
  /** Marked as perhaps there twice. */
  marked: number;
  /** Taken by the server more than once. */
  twice: number;
  /** Said to be sent, and never taken: must be none. */
  lost: number;
  /** Neither sent nor given up with a reason: must be none. */
  silent: number;
  /** Taken more than once without the mark: must be none. */
  twiceUnmarked: number;
  tries: number;
};

const operator = { kind: 'operator', email: 'ops@harbourshire.example' } as const;
const asked = { template: 'review-due', fields: { link: 'https://breakwater.test/r' } } as const;

/** How often, of a thousand tries, the server does what. */
const habits: readonly (readonly [number, MailServerAct])[] = [
  [150, { refuseAddress: 451 }],
  [80, { refuseMessage: 452 }],
  [60, 'cut-before-message'],
  [60, 'take-and-cut'],
  [3, 'take-and-hang'],
  [3, 'hang-before-message'],
  [10, { refuseAddress: 550 }],
  [10, { refuseMessage: 554 }],
];

/**
 * Sends many mails through a server that refuses, hangs and cuts as the seed has it, for as many
 * days as it takes, and counts what became of each. The database must be new.
 */
export async function liveThroughBadMailDay(
  database: Database,
  { mails, seed }: { mails: number; seed: number },
): Promise<BadMailDay> {
  const server = await startMailServer();
  const random = seededRandom(seed);
  const clock = fixedClock('2026-11-23T10:00:00Z');
  const administrator = new pg.Client(administratorConnection(database.address));
  await administrator.connect();
  const patience = { connects: 5_000, answers: 400, inAll: 8_000 };
  const smtp = { kind: 'smtp', from: 'a@b.org', host: '127.0.0.1', encryption: 'none' } as const;
  const transport = makeSmtpTransport(
    { ...smtp, port: server.port, credentials: undefined },
    { serviceName: 'Harbourshire', patience },
  );
  try {
    for (let mail = 0; mail < mails; mail += 1) {
      const to = `p${mail}@school.org.uk`;
      await database.transaction(operator, (tx) =>
        sendLater(tx, { ...asked, to, now: clock.now(), principal: operator }),
      );
    }
    for (let due: Date | undefined = clock.now(); due !== undefined;) {
      clock.moveTo(due.toISOString());
      while (server.script.length < mails) server.script.push(actFor(random()));
      const { address } = database;
      const log = makeLog('silent');
      const about = { serviceName: 'Harbourshire', showsWhatItKeeps: false };
      await deliverMailOnce({ address, clock, log, transport, ...about });
      const { rows } = await administrator.query<{ due: Date | null }>(
        'select min(next_try_at) as due from outgoing_mail where settled_at is null',
      );
      due = rows[0]?.due ?? undefined;
    }
    const { rows } = await administrator.query<Row>('select * from outgoing_mail');
    const taken = server.came.filter(({ isTaken }) => isTaken).flatMap(({ to }) => to);
    return judge(rows, taken);
  } finally {
    await administrator.end();
    await server.close();
  }
}

type Row = {
  recipient: string;
  state: string;
  problem: string | null;
  tries: number;
  is_perhaps_double: boolean;
};

function judge(rows: readonly Row[], taken: readonly string[]): BadMailDay {
  const times = new Map<string, number>();
  for (const to of taken) times.set(to, (times.get(to) ?? 0) + 1);
  const timesOf = ({ recipient }: Row): number => times.get(recipient) ?? 0;
  const sent = rows.filter(({ state }) => state === 'sent');
  const failed = rows.filter(({ state, problem }) => state === 'failed' && problem !== null);
  const twice = rows.filter((row) => timesOf(row) > 1);
  return {
    mails: rows.length,
    sent: sent.length,
    failed: failed.length,
    marked: rows.filter((row) => row.is_perhaps_double).length,
    twice: twice.length,
    lost: sent.filter((row) => timesOf(row) === 0).length,
    silent: rows.length - sent.length - failed.length,
    twiceUnmarked: twice.filter((row) => row.state === 'sent' && !row.is_perhaps_double).length,
    tries: rows.reduce((sum, { tries }) => sum + tries, 0),
  };
}

function actFor(chance: number): MailServerAct {
  let upTo = 0;
  for (const [often, act] of habits) {
    upTo += often / 1_000;
    if (chance < upTo) return act;
  }
  return 'take';
}

/** Numbers from 0 to 1 that are the same for the same seed (Park and Miller, 1988). */
function seededRandom(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
