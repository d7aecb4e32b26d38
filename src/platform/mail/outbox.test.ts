import fc from 'fast-check';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { fixedClock } from '#platform/clock.ts';
import { administratorConnection } from '#platform/database/connection.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { makeLog } from '#platform/log.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { liveThroughBadMailDay } from '#tests/support/bad-mail-day.ts';
import { startMailServer, type MailServer } from '#tests/support/mail-server.ts';
import { UnfitMail } from './check-mail.ts';
import { sendLater, type MailToSend } from './send-later.ts';
import { makeSmtpTransport } from './smtp-transport.ts';
import { deliverMailOnce, startMailDelivery, type MailDelivery } from './start-mail-delivery.ts';
import { signInChanges, type MailContent } from './templates.ts';
import type { MailTransport } from './transport.ts';

const asker: Principal = { kind: 'operator', email: 'ops@county.example' };
const serviceName = 'Harbourshire Breakwater';
const link = 'https://breakwater.harbourshire.gov.uk/first/secret-token';
const patience = { timeout: 10_000, interval: 25 };

let test_: TestDatabase;
let administrator: pg.Client;
let server: MailServer;
let transport: MailTransport;
const running: MailDelivery[] = [];
let clock = fixedClock('2026-11-23T10:00:00Z');

beforeAll(async () => {
  test_ = await makeTestDatabase();
  administrator = new pg.Client(administratorConnection(test_.database.address));
  await administrator.connect();
  await administrator.query(
    `insert into agencies (id, name, kind) values ('school', 'St Brigid’s School (Harbour)', 'school')`,
  );
  server = await startMailServer();
  transport = makeSmtpTransport(
    {
      kind: 'smtp',
      from: 'no-reply@harbourshire.gov.uk',
      host: '127.0.0.1',
      port: server.port,
      encryption: 'none',
      credentials: undefined,
    },
    { serviceName, patience: { connects: 5_000, answers: 800, inAll: 8_000 } },
  );
});
afterAll(async () => {
  await server.close();
  await administrator.end();
  await test_.drop();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});
beforeEach(async () => {
  await administrator.query('delete from outgoing_mail');
  server.came.length = 0;
  server.script.length = 0;
  clock = fixedClock('2026-11-23T10:00:00Z');
});

const reset: MailContent = { template: 'password-reset', fields: { link } };

async function ask(mail: Partial<MailToSend> = {}): Promise<void> {
  const whole = { to: 'sam@school.org.uk', now: clock.now(), principal: asker, ...reset, ...mail };
  await test_.database.transaction(asker, (tx) => sendLater(tx, whole as MailToSend));
}

type Options = Partial<Parameters<typeof deliverMailOnce>[0]>;

function delivery(options: Options = {}): Parameters<typeof deliverMailOnce>[0] {
  const { address } = test_.database;
  const log = makeLog('silent');
  return { address, clock, log, transport, serviceName, showsWhatItKeeps: false, ...options };
}

const deliver = (options: Options = {}): Promise<void> => deliverMailOnce(delivery(options));

function start(): void {
  running.push(startMailDelivery({ ...delivery(), alone: true, every: 20 }));
}

async function stop(): Promise<void> {
  await running.pop()?.stop();
}

async function outbox(): Promise<Record<string, unknown>[]> {
  const { rows } = await administrator.query<Record<string, unknown>>(
    'select * from outgoing_mail order by position',
  );
  return rows;
}

function later(minutes: number): void {
  clock.moveTo(new Date(clock.now().getTime() + minutes * 60_000).toISOString());
}

describe('a mail', () => {
  test('is delivered once what it tells of is committed, and its link is gone from the outbox', async () => {
    await ask();
    expect(await outbox()).toMatchObject([{ state: 'waiting', fields: { link } }]);
    await deliver();
    expect(server.came).toMatchObject([{ to: ['sam@school.org.uk'] }]);
    expect(server.came[0]?.raw.replaceAll('=\r\n', '')).toContain(link);
    const rows = await outbox();
    expect(rows).toMatchObject([
      {
        state: 'sent',
        tries: 1,
        transport: 'smtp',
        reference: expect.stringContaining('A1B2C3'),
        is_perhaps_double: false,
        settled_at: clock.now(),
      },
    ]);
    expect(JSON.stringify(rows)).not.toContain('secret-token');
    await deliver();
    expect(server.came).toHaveLength(1);
  });

  test('is never sent when what it tells of is undone', async () => {
    const undone = test_.database.transaction(asker, async (tx: Transaction) => {
      await sendLater(tx, {
        to: 'sam@school.org.uk',
        now: clock.now(),
        principal: asker,
        ...reset,
      });
      await deliver();
      throw new Error('and then it failed');
    });
    await expect(undone).rejects.toThrow('and then it failed');
    await deliver();
    expect({ came: server.came, rows: await outbox() }).toEqual({ came: [], rows: [] });
  });

  test('waits with its link where the web’s own login cannot read it', async () => {
    await ask();
    const { rows } = await administrator.query<{ column_name: string }>(
      `select column_name from information_schema.columns where table_name = 'outgoing_mail'
       and not has_column_privilege('breakwater_app', 'outgoing_mail', column_name, 'select')`,
    );
    expect(rows).toEqual([{ column_name: 'fields' }]);
    const peek = test_.database.transaction(asker, (tx) =>
      tx.selectFrom('outgoing_mail').select('fields').execute(),
    );
    await expect(peek).rejects.toThrow('permission denied');
    const change = test_.database.transaction(asker, (tx) =>
      tx.updateTable('outgoing_mail').set({ recipient: 'eve@evil.org' }).execute(),
    );
    await expect(change).rejects.toThrow('permission denied');
  });

  test('leaves by itself soon after the commit, while the service runs', async () => {
    start();
    await ask();
    await expect.poll(() => server.came.length, patience).toBe(1);
    await stop();
    await ask();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.came).toHaveLength(1);
  });

  test('that is ninety days old is forgotten, and one that still waits is not', async () => {
    await ask();
    await deliver();
    later(91 * 24 * 60);
    await ask({ to: 'kim@school.org.uk' });
    await administrator.query(
      `update outgoing_mail set next_try_at = '2030-01-01' where state = 'waiting'`,
    );
    start();
    await expect
      .poll(async () => (await outbox()).map(({ recipient }) => recipient), patience)
      .toEqual(['kim@school.org.uk']);
    await stop();
  });
});

describe('a mail that is not taken', () => {
  test('is tried again, longer and longer apart, until it is', async () => {
    server.script.push({ refuseAddress: 451 }, 'cut-before-message', { refuseMessage: 452 });
    await ask();
    await deliver();
    const [first] = await outbox();
    expect(first).toMatchObject({
      state: 'waiting',
      problem: 'The mail server did not take the address (451).',
      next_try_at: new Date('2026-11-23T10:01:00Z'),
    });
    await deliver();
    expect(await outbox()).toMatchObject([{ tries: 1 }]);
    later(1);
    await deliver();
    later(2);
    await deliver();
    later(4);
    await deliver();
    expect(await outbox()).toMatchObject([
      { state: 'sent', tries: 4, is_perhaps_double: false, problem: null },
    ]);
    // The message that was refused with 452 came as well, and was not taken.
    expect(server.came).toHaveLength(2);
  });

  test('is given up after 24 hours, which is written where administrators see it, with no link left', async () => {
    const lines: string[] = [];
    const log = makeLog('silent');
    vi.spyOn(log, 'error').mockImplementation((...said: unknown[]) => {
      lines.push(JSON.stringify(said));
    });
    await ask();
    let tries = 0;
    for (; tries < 40; tries += 1) {
      server.script.push({ refuseAddress: 421 });
      await deliver({ log });
      const [row] = await outbox();
      if (row?.['state'] !== 'waiting') break;
      clock.moveTo((row['next_try_at'] as Date).toISOString());
    }
    expect(clock.now()).toEqual(new Date('2026-11-24T10:00:00Z'));
    expect(await outbox()).toMatchObject([
      { state: 'failed', fields: null, tries: 14, settled_at: clock.now() },
    ]);
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toMatch(/secret-token|sam@/);
  });

  test('by a server that says no for good is given up at once', async () => {
    server.script.push({ refuseAddress: 550 });
    await ask();
    await deliver();
    expect(await outbox()).toMatchObject([
      { state: 'failed', tries: 1, problem: 'The mail server refused the address (550).' },
    ]);
  });

  test('after a silence goes out again under the same name, and says that it may be there twice', async () => {
    server.script.push('take-and-cut');
    await ask();
    await deliver();
    expect(await outbox()).toMatchObject([{ state: 'waiting', was_unanswered: true }]);
    later(1);
    await deliver();
    expect(await outbox()).toMatchObject([{ state: 'sent', is_perhaps_double: true }]);
    const names = server.came.map(({ raw }) => /^Message-ID: .*$/m.exec(raw)?.[0]);
    expect(names).toHaveLength(2);
    expect(new Set(names).size).toBe(1);
  });

  test('because the service was off for two days is still tried a few times', async () => {
    await ask();
    later(48 * 60);
    server.script.push({ refuseAddress: 421 });
    await deliver();
    expect(await outbox()).toMatchObject([{ state: 'waiting', tries: 1 }]);
  });

  test('because nothing is set up to send with waits, and says so', async () => {
    await ask();
    await deliver({ transport: undefined });
    expect(await outbox()).toMatchObject([
      { state: 'waiting', problem: expect.stringContaining('No way to send mail is set up') },
    ]);
    later(1);
    await deliver();
    expect(server.came).toHaveLength(1);
  });
});

describe('a mail in the hands of a process that was killed', () => {
  async function killInTheMiddle(): Promise<void> {
    await ask();
    await administrator.query(
      `update outgoing_mail set state = 'sending', tries = 1, next_try_at = $1`,
      [new Date(clock.now().getTime() + 5 * 60_000)],
    );
  }

  test('is left alone while that process may still live, then taken up and marked', async () => {
    await killInTheMiddle();
    await deliver();
    expect(server.came).toEqual([]);
    later(5);
    await deliver();
    expect(await outbox()).toMatchObject([{ state: 'sent', tries: 2, is_perhaps_double: true }]);
  });

  test('is taken up at once by the only process there is', async () => {
    await killInTheMiddle();
    start();
    await expect.poll(async () => (await outbox())[0]?.['state'], patience).toBe('sent');
    await stop();
  });

  test('cannot be settled by it when it comes back late', async () => {
    server.script.push('take-and-hang');
    await ask();
    const late = deliver();
    await expect.poll(() => server.came.length, patience).toBe(1);
    later(5);
    await deliver();
    await late;
    expect(await outbox()).toMatchObject([{ state: 'sent', tries: 2, is_perhaps_double: true }]);
  });
});

test('processes side by side hand each mail over once', async () => {
  for (let person = 0; person < 30; person += 1) await ask({ to: `p${person}@school.org.uk` });
  await Promise.all([deliver(), deliver(), deliver()]);
  const to = server.came.flatMap((mail) => mail.to);
  expect(to).toHaveLength(30);
  expect(new Set(to).size).toBe(30);
});

test('through a server that refuses, hangs and cuts, none is lost, none silent, none twice unmarked', async () => {
  const day = await liveThroughBadMailDay(test_.database, { mails: 40, seed: 5 });
  expect(day).toMatchObject({ mails: 40, lost: 0, silent: 0, twiceUnmarked: 0 });
  expect(day.tries).toBeGreaterThan(45);
  expect(day.twice).toBeGreaterThan(0);
  expect(day.failed).toBeGreaterThan(0);
});

describe('a mail to somebody who does not exist', () => {
  test.each(['sam@school.example', 'sam@example.org', 'sam@a.b.test', 'sam@x.invalid'])(
    'never leaves, though there is a way: %s',
    async (to) => {
      await ask({ to });
      await deliver();
      expect(server.came).toEqual([]);
      const rows = await outbox();
      expect(rows).toMatchObject([{ state: 'kept', kept_text: null, tries: 1 }]);
      expect(JSON.stringify(rows)).not.toContain('secret-token');
    },
  );

  test('shows in the demonstration what it says, and only there', async () => {
    await ask({ to: 'sam@school.example' });
    await ask();
    await deliver({ showsWhatItKeeps: true });
    expect(await outbox()).toMatchObject([
      { state: 'kept', kept_text: expect.stringContaining(link) },
      { state: 'sent', kept_text: null, kept_subject: null },
    ]);
  });
});

describe('what a mail may carry', () => {
  const every: MailContent[] = [
    { template: 'invitation', fields: { link, agency: 'school', serviceName } },
    reset,
    ...(Object.keys(signInChanges) as (keyof typeof signInChanges)[]).map((what) => ({
      template: 'sign-in-changed' as const,
      fields: { what },
    })),
    { template: 'break-glass-notice', fields: { link } },
    { template: 'agreement-to-sign', fields: { link } },
    { template: 'review-due', fields: { link } },
    { template: 'role-to-approve', fields: { link } },
  ];

  test('every kind of mail is short, plain, in the service’s name, and has its link on a line of its own', async () => {
    for (const mail of every) await ask({ to: 'sam@school.example', ...mail });
    await deliver({ showsWhatItKeeps: true });
    const rows = await outbox();
    expect(rows).toHaveLength(every.length);
    for (const [index, row] of rows.entries()) {
      const { kept_subject: subject, kept_text: text } = row as Record<string, string>;
      expect(subject).toMatch(/^Harbourshire Breakwater: [A-Z][a-z ]+$/);
      expect(text?.split(/\s+/).length).toBeLessThan(90);
      expect(text).toContain(serviceName);
      const hasLink = 'link' in (every[index]?.fields ?? {});
      expect(text?.split('\n').filter((line) => line === link)).toHaveLength(hasLink ? 1 : 0);
    }
    expect(rows[0]?.['kept_text']).toContain('for St Brigid’s School (Harbour).');
  });

  const refused = async (mail: Record<string, unknown>): Promise<void> => {
    await expect(ask(mail as Partial<MailToSend>)).rejects.toThrow(UnfitMail);
    expect(await outbox()).toEqual([]);
  };

  test.each([
    ['two addresses', 'a@b.org, eve@evil.org'],
    ['a line break', 'a@b.org\r\nBcc: eve@evil.org'],
    ['a name before it', 'Sam <a@b.org>'],
    ['a quoted part', '"a b"@b.org'],
    ['a group', 'all:a@b.org;'],
    ['no dot', 'root@localhost'],
    ['a number for a host', 'a@127.0.0.1'],
    ['nothing', ''],
    ['too much', `${'a'.repeat(250)}@b.org`],
  ])('an address with %s is refused', async (_name, to) => refused({ to }));

  test.each([
    'javascript:alert(1)',
    'http://user:word@harbourshire.gov.uk/',
    'https://h.org/people/Jane Smith',
    'https://h.org/people/Jane%20Smith',
    'https://h.org/?email=jane@school.org',
    'https://h.org/?email=jane%40school.org',
    'https://h.org/\r\nBcc: eve@evil.org',
    'https://h.org/a\nJane Smith was arrested.',
    '/relative',
    `https://h.org/${'a'.repeat(500)}`,
    '',
  ])('a link that could carry something else is refused: %j', async (bad) =>
    refused({ template: 'password-reset', fields: { link: bad } }),
  );

  test('only the template’s own fields get in, and only fixed words say what changed', async () => {
    await refused({ template: 'password-reset', fields: { link, name: 'Jane Smith' } });
    await refused({ template: 'password-reset', fields: {} });
    await refused({ template: 'letter', fields: { link } });
    await refused({ template: 'constructor', fields: { link } });
    await refused({ template: 'sign-in-changed', fields: { what: 'Jane Smith was arrested.' } });
    await refused({ template: 'sign-in-changed', fields: { what: 'toString' } });
    await refused({ template: 'review-due', fields: { link: { toString: 'x' } } });
  });

  test('an invitation names an agency that the service knows, and nothing else', async () => {
    await refused({ template: 'invitation', fields: { link, agency: 'Jane Smith', serviceName } });
    await refused({ template: 'invitation', fields: { link, serviceName } });
    await refused({ template: 'invitation', fields: { link, agency: 'a\0b', serviceName } });
    const hostile = 'x\r\nBcc: eve@evil.org';
    await ask({ template: 'invitation', fields: { link, agency: 'school', serviceName: hostile } });
    const [row] = await outbox();
    expect(row?.['fields']).toEqual({ link, agency: 'St Brigid’s School (Harbour)' });
  });

  test('whatever is tried, a mail is refused or has only its own headers and words', async () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\r\nBcc: eve@evil.org\r\n\r\n', '\n.\n', ' ', '=?utf-8?q?x?=', '\0'),
      fc.constantFrom(link, 'school', 'sam@school.org.uk', 'password-changed', serviceName),
    );
    const mixed = fc.array(nasty, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));
    const fields = fc.record({ link: mixed, agency: mixed, serviceName: mixed, what: mixed });
    const templates = every.map(({ template }) => template);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...templates), fields, mixed, async (template, all, to) => {
        const own = every.find((one) => one.template === template)?.fields ?? {};
        const given = Object.fromEntries(
          Object.keys(own).map((name) => [name, all[name as keyof typeof all]]),
        );
        const mail = { template, fields: given, to } as unknown as Partial<MailToSend>;
        const isRefused = await ask(mail).then(
          () => false,
          (problem: unknown) => problem instanceof UnfitMail,
        );
        if (isRefused) return;
        const row = (await outbox()).at(-1);
        expect(row?.['recipient']).toMatch(/^[\x21-\x7e]+$/);
        expect(JSON.stringify(row?.['fields'])).not.toMatch(/evil|\\[rn]|\\u/);
      }),
      { numRuns: 50 },
    );
  });
});
