import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  startMailServer,
  type MailServer,
  type MailServerAct,
} from '#tests/support/mail-server.ts';
import { makeOwnCertificate } from '#tests/support/own-certificate.ts';
import { makeSmtpTransport, type SmtpSettings } from './smtp-transport.ts';
import type { DeliveryProblem, MailToHandOver, MailTransport } from './transport.ts';

const patience = { connects: 800, answers: 600, inAll: 5_000 };
const mail: MailToHandOver = {
  id: '3f1c2a34-0000-4000-8000-000000000001',
  to: 'sam@school.org.uk',
  subject: 'Harbourshire – Gemeinsam: You are invited',
  text: 'You are invited.\n\nhttps://breakwater.test/first/secret-token\n\n.\nA line of one dot.\n',
  wasUnanswered: false,
};

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.came.length = 0;
  server.script.length = 0;
});

function transportTo(port: number, settings: Partial<SmtpSettings> = {}): MailTransport {
  return makeSmtpTransport(
    {
      kind: 'smtp',
      from: 'no-reply@harbourshire.gov.uk',
      host: '127.0.0.1',
      port,
      encryption: 'none',
      credentials: undefined,
      ...settings,
    },
    { serviceName: 'Harbourshire\r\nBcc: everybody@evil.org', patience },
  );
}

async function problemOf(attempt: Promise<unknown>): Promise<DeliveryProblem> {
  return attempt.then(
    () => expect.unreachable('it was handed over'),
    (problem: DeliveryProblem) => problem,
  );
}

test('a mail arrives as plain text, from the service, to one address, with a name that stays the same', async () => {
  const { reference } = await transportTo(server.port).handOver(mail);
  expect(reference).toContain('queued as A1B2C3');
  const [first] = server.came;
  expect(first).toMatchObject({ from: 'no-reply@harbourshire.gov.uk', to: ['sam@school.org.uk'] });
  const raw = first?.raw ?? '';
  const [headers = '', body = ''] = raw.split(/\r\n\r\n(.*)/s);
  expect(headers).toMatch(/^To: sam@school\.org\.uk$/m);
  expect(headers).toContain(`Message-ID: <${mail.id}@harbourshire.gov.uk>`);
  expect(headers).toContain('Auto-Submitted: auto-generated');
  expect(headers).toContain('Content-Type: text/plain; charset=utf-8');
  expect(headers).not.toMatch(/^Bcc:/im);
  expect(body).toContain('https://breakwater.test/first/secret-token');
  expect(body).toContain('\r\n.\r\nA line of one dot.');
});

describe('when a mail server', () => {
  test.each<[string, MailServerAct, object]>([
    [
      'says for good that there is no such mailbox, the mail is given up',
      { refuseAddress: 550 },
      { message: 'The mail server refused the address (550).', isFinal: true, isUnanswered: false },
    ],
    [
      'puts the address off, it is tried again',
      { refuseAddress: 451 },
      { message: 'The mail server did not take the address (451).', isFinal: false },
    ],
    [
      'refuses the message for good, the mail is given up',
      { refuseMessage: 554 },
      { message: 'The mail server refused the mail (554).', isFinal: true, isUnanswered: false },
    ],
    [
      'puts the message off, it is tried again',
      { refuseMessage: 452 },
      { message: 'The mail server did not take the mail (452).', isFinal: false },
    ],
    [
      'hangs before it has the message, nothing can have arrived',
      'hang-before-message',
      { isFinal: false, isUnanswered: false },
    ],
    [
      'cuts the line before it has the message, nothing can have arrived',
      'cut-before-message',
      { isFinal: false, isUnanswered: false },
    ],
    [
      'has the message and cuts the line, nobody knows whether it arrived',
      'take-and-cut',
      {
        message: 'The mail server did not say whether it took the mail. It may have arrived.',
        isFinal: false,
        isUnanswered: true,
      },
    ],
    [
      'has the message and says nothing, nobody knows whether it arrived',
      'take-and-hang',
      { isFinal: false, isUnanswered: true },
    ],
  ])('%s', async (_name, act, expected) => {
    server.script.push(act);
    const problem = await problemOf(transportTo(server.port).handOver(mail));
    expect(problem).toMatchObject(expected);
    expect(problem.message).not.toMatch(/secret|sam@/);
  });

  test('is not there, that is said plainly', async () => {
    const problem = await problemOf(transportTo(await freePort()).handOver(mail));
    expect(problem).toMatchObject({
      message: 'The mail server could not be reached.',
      isFinal: false,
      isUnanswered: false,
    });
  });

  test('lets us in and never greets, the wait has an end', async () => {
    const silent = await listenWith(() => undefined);
    const problem = await problemOf(transportTo(silent.port).handOver(mail));
    expect(problem).toMatchObject({ isFinal: false, isUnanswered: false });
    await silent.close();
  });

  test('turns us away at the door, it is tried again', async () => {
    const busy = await listenWith((socket) => socket.end('554 5.3.2 not now\r\n'));
    const problem = await problemOf(transportTo(busy.port).handOver(mail));
    expect(problem).toMatchObject({
      message: 'The mail server turned us away (554 5.3.2).',
      isFinal: false,
    });
    await busy.close();
  });

  test('drips its answers, the whole of it has an end too', async () => {
    const dripping = await listenWith((socket) => {
      const drip = setInterval(() => socket.write('220-wait\r\n'), 50);
      socket.on('close', () => clearInterval(drip));
    });
    const hasty = makeSmtpTransport(
      {
        kind: 'smtp',
        from: 'a@b.org',
        host: '127.0.0.1',
        port: dripping.port,
        encryption: 'none',
        credentials: undefined,
      },
      { serviceName: 'S', patience: { connects: 60_000, answers: 60_000, inAll: 300 } },
    );
    expect(await problemOf(hasty.handOver(mail))).toMatchObject({ isUnanswered: false });
    await dripping.close();
  });
});

describe('encryption', () => {
  const own = makeOwnCertificate();

  async function handOverTo(
    options: Parameters<typeof startMailServer>[0],
    settings: Partial<SmtpSettings>,
    authorities?: string,
  ): Promise<{ problem: DeliveryProblem | undefined; came: MailServer['came'] }> {
    const encrypted = await startMailServer(options);
    const base = {
      kind: 'smtp',
      from: 'a@b.org',
      host: '127.0.0.1',
      credentials: undefined,
    } as const;
    const transport = makeSmtpTransport(
      { ...base, port: encrypted.port, encryption: 'starttls', ...settings },
      { serviceName: 'S', patience, ...(authorities !== undefined && { authorities }) },
    );
    const problem = await transport.handOver(mail).then(
      () => undefined,
      (failure: DeliveryProblem) => failure,
    );
    await encrypted.close();
    return { problem, came: encrypted.came };
  }

  test('is asked for before anything is said, and holds where the certificate is known', async () => {
    const { problem, came } = await handOverTo({ ...own, disabledCommands: [] }, {}, own.cert);
    expect(problem).toBeUndefined();
    expect(came).toMatchObject([{ isEncrypted: true }]);
  });

  test('from the first byte works too, with a name and a password', async () => {
    const seen: unknown[] = [];
    const { problem, came } = await handOverTo(
      {
        ...own,
        secure: true,
        authOptional: false,
        onAuth({ username, password }, _session, done) {
          seen.push({ username, password });
          done(null, { user: username ?? '' });
        },
      },
      { encryption: 'at-once', credentials: { user: 'us', pass: 'p:w@%' } },
      own.cert,
    );
    expect(problem).toBeUndefined();
    expect(seen).toEqual([{ username: 'us', password: 'p:w@%' }]);
    expect(came).toMatchObject([{ isEncrypted: true }]);
  });

  test('that the server does not offer means that nothing is sent', async () => {
    const { problem, came } = await handOverTo({ disabledCommands: ['STARTTLS'] }, {});
    expect(problem).toMatchObject({ isFinal: false, isUnanswered: false });
    expect(problem?.message).toBe('The connection to the mail server could not be encrypted.');
    expect(came).toEqual([]);
  });

  test('with a certificate that nobody vouches for means that nothing is sent', async () => {
    const { problem, came } = await handOverTo({ ...own, disabledCommands: [] }, {});
    expect(problem?.message).toBe('The connection to the mail server could not be encrypted.');
    expect(came).toEqual([]);
  });

  test('a password that is not accepted is told to the administrator, and the mail is kept', async () => {
    const { problem } = await handOverTo(
      {
        ...own,
        secure: true,
        authOptional: false,
        onAuth: (_given, _session, done) => done(new Error('no')),
      },
      { encryption: 'at-once', credentials: { user: 'us', pass: 'wrong' } },
      own.cert,
    );
    expect(problem).toMatchObject({
      message: 'The mail server did not accept the name and password in SMTP_URL.',
      isFinal: false,
    });
  });
});

async function listenWith(
  onSocket: (socket: Socket) => void,
): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const listening: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  await new Promise<void>((resolve) => {
    listening.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (listening.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listening.close(resolve));
    },
  };
}

async function freePort(): Promise<number> {
  const { port, close } = await listenWith(() => undefined);
  await close();
  return port;
}
