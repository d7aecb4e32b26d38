import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type NotifyAct = { refuse: number } | 'take-and-hang' | 'cut';

export type TakenByNotify = {
  id: string;
  reference: string;
  email_address: string;
  template_id: string;
  personalisation: { subject: string; body: string };
};

export type NotifyServer = {
  baseUrl: string;
  apiKey: string;
  taken: TakenByNotify[];
  /** What to do with the next requests, from the front; then all is well. */
  script: NotifyAct[];
  close(): Promise<void>;
};

const serviceId = '11111111-1111-4111-8111-111111111111';
const secret = '1a1a1a1a-1111-4111-8111-11111111111a';

/** A small server that speaks the part of GOV.UK Notify's interface that mail needs. */
export async function startNotifyServer(): Promise<NotifyServer> {
  const taken: TakenByNotify[] = [];
  const script: NotifyAct[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, taken, script.shift());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey: `test-${serviceId}-${secret}`,
    taken,
    script,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  taken: TakenByNotify[],
  act: NotifyAct | undefined,
): Promise<void> {
  const reply = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const refuse = (status: number, message: string): void =>
    reply(status, { status_code: status, errors: [{ error: 'Refused', message }] });
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://notify');
  if (!isOurs(request.headers.authorization)) return refuse(403, 'Invalid token');
  if (act === 'cut') return void request.socket.destroy();
  if (typeof act === 'object') return refuse(act.refuse, 'secret words about sam@school.org.uk');
  if (request.method === 'GET' && pathname === '/v2/notifications') {
    const asked = searchParams.get('reference');
    const notifications = taken.filter(({ reference }) => reference === asked);
    return reply(200, { notifications, links: {} });
  }
  if (request.method !== 'POST' || pathname !== '/v2/notifications/email') {
    return refuse(404, 'No such page');
  }
  const given = JSON.parse(Buffer.concat(chunks).toString()) as Omit<TakenByNotify, 'id'>;
  const id = randomUUID();
  taken.push({ id, ...given });
  return act === 'take-and-hang' ? undefined : reply(201, { id, reference: given.reference });
}

/** Tokens are JWTs of the service, signed with the secret part of its key (HS256). */
function isOurs(authorization: string | undefined): boolean {
  const [header = '', claims = '', signature] =
    authorization?.replace('Bearer ', '').split('.') ?? [];
  const expected = createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url');
  if (signature !== expected) return false;
  const { iss } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iss?: string };
  return iss === serviceId;
}
