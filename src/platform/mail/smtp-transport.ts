import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { explainSmtpError } from './smtp-problem.ts';
import type { MailToHandOver, MailTransport } from './transport.ts';

export type SmtpSettings = {
  kind: 'smtp';
  /** The address that mail is sent from. */
  from: string;
  host: string;
  port: number;
  /** From the first byte, by STARTTLS before anything is said, or not at all. */
  encryption: 'at-once' | 'starttls' | 'none';
  credentials: { user: string; pass: string } | undefined;
};

type Patience = {
  /** Milliseconds to connect, and to be greeted. */
  connects: number;
  /** Milliseconds of silence. */
  answers: number;
  /** Milliseconds for the whole of it, however lively; less than a lease of the outbox. */
  inAll: number;
};

const usualPatience: Patience = { connects: 10_000, answers: 30_000, inAll: 120_000 };

/** Hands mail over to a mail server (RFC 5321). Encrypted unless the settings say otherwise. */
export function makeSmtpTransport(
  settings: SmtpSettings,
  options: { serviceName: string; patience?: Patience; authorities?: string },
): MailTransport {
  const { from } = settings;
  return {
    name: 'smtp',
    isOnceOnly: false,
    async handOver(mail) {
      const message = await writeMessage(mail, { name: options.serviceName, address: from });
      return speak(settings, options, { from, to: mail.to }, message);
    },
  };
}

async function writeMessage(
  { id, to, subject, text }: MailToHandOver,
  from: { name: string; address: string },
): Promise<Buffer> {
  return new MailComposer({
    from,
    to: { name: '', address: to },
    subject,
    text,
    // The same at every try: many mailboxes show two of the same name as one.
    messageId: `<${id}@${from.address.split('@').at(-1) ?? ''}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

async function speak(
  { host, port, encryption, credentials }: SmtpSettings,
  { patience = usualPatience, authorities }: { patience?: Patience; authorities?: string },
  envelope: { from: string; to: string },
  message: Buffer,
): Promise<{ reference: string | undefined }> {
  const connection = new SMTPConnection({
    host,
    port,
    secure: encryption === 'at-once',
    requireTLS: encryption === 'starttls',
    ignoreTLS: encryption === 'none',
    connectionTimeout: patience.connects,
    greetingTimeout: patience.connects,
    dnsTimeout: patience.connects,
    socketTimeout: patience.answers,
    tls: { minVersion: 'TLSv1.2', ...(authorities !== undefined && { ca: authorities }) },
  });
  let isBegun = false;
  let isOver = false;
  return new Promise((resolve, reject) => {
    const fail = (problem: unknown): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(limit);
      connection.close();
      reject(explainSmtpError(problem, isBegun));
    };
    const limit = setTimeout(
      () => fail(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' })),
      patience.inAll,
    );
    connection.on('error', fail);
    connection.on('end', () => fail(Object.assign(new Error('cut'), { code: 'ECONNECTION' })));
    const send = (): void => {
      // Read from only once the server has said that it will take the message.
      const content = new Readable({
        read() {
          isBegun = true;
          this.push(message);
          this.push(null);
        },
      });
      connection.send({ from: envelope.from, to: [envelope.to] }, content, (problem, info) => {
        if (problem) return fail(problem);
        if (isOver) return;
        isOver = true;
        clearTimeout(limit);
        connection.quit();
        resolve({ reference: referenceIn(info.response) });
      });
    };
    connection.connect((problem) => {
      if (problem) return fail(problem);
      if (credentials === undefined) return send();
      connection.login(credentials, (refused) => (refused ? fail(refused) : send()));
    });
  });
}

/** Servers answer "250 2.0.0 Ok: queued as 4F6D8"; what they say is kept short and printable. */
function referenceIn(response: string | undefined): string | undefined {
  const said = response
    ?.replaceAll(/[^\x20-\x7e]+/g, ' ')
    .slice(0, 120)
    .trim();
  return said === '' ? undefined : said;
}
