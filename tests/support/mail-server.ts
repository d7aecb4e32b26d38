import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** What the server does with one mail: takes it, answers a code, or treats the line badly. */
export type MailServerAct =
  | 'take'
  | { refuseAddress: number }
  | { refuseMessage: number }
  | 'hang-before-message'
  | 'cut-before-message'
  | 'take-and-cut'
  | 'take-and-hang';

/** `isTaken`: not refused in the end, whether that was said or not. */
export type MailThatCame = {
  isTaken: boolean;
  from: string;
  to: string[];
  raw: string;
  isEncrypted: boolean;
};

export type MailServer = {
  port: number;
  /** Every message whose last byte came, whatever was answered. */
  came: MailThatCame[];
  /** What to do next, from the front; when there is nothing left, mail is taken. */
  script: MailServerAct[];
  close(): Promise<void>;
};

/** A real mail server on this machine that follows a script. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const came: MailThatCame[] = [];
  const script: MailServerAct[] = [];
  const acts = new Map<string, MailServerAct>();
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 50,
    disableReverseLookup: true,
    logger: false,
    ...options,
    onRcptTo(_address, session, done) {
      const act = script.shift() ?? 'take';
      acts.set(session.id, act);
      if (act === 'cut-before-message') return cut(session.id);
      if (act === 'hang-before-message') return undefined;
      if (typeof act === 'object' && 'refuseAddress' in act) {
        return done(answer(act.refuseAddress, 'No such mailbox: secret-of-the-server'));
      }
      return done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const act = acts.get(session.id);
        came.push({
          isTaken: typeof act !== 'object',
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
          isEncrypted: session.secure,
        });
        if (act === 'take-and-cut') return cut(session.id);
        if (act === 'take-and-hang') return undefined;
        if (typeof act === 'object' && 'refuseMessage' in act) {
          return done(answer(act.refuseMessage, 'Message not wanted'));
        }
        return done(null, 'Ok: queued as A1B2C3');
      });
    },
  });
  function cut(id: string): void {
    for (const connection of server.connections) {
      if (connection.id === id) connection._socket.destroy();
    }
  }
  server.on('error', () => undefined);
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      resolve((listening.address() as AddressInfo).port);
    });
  });
  return {
    port,
    came,
    script,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
