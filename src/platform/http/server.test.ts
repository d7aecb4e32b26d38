import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeLog } from '#platform/log.ts';
import { makeServer, type ServerLimits } from './server.ts';

let folder: string;
let running: FastifyInstance | undefined;
let open: Socket[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-door-'));
});
afterEach(async () => {
  for (const socket of open) socket.destroy();
  open = [];
  await running?.close();
  running = undefined;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A server that echoes forms and counts uploads, with limits that a test can wait for. */
async function start(
  limits: Partial<ServerLimits>,
  trustedProxies: readonly string[] = [],
): Promise<number> {
  const log = makeLog('silent');
  running = await makeServer({
    log,
    assetDirectory: folder,
    isHttps: false,
    busyAfter: 0,
    trustedProxies,
    limits,
  });
  running.get('/', () => 'here');
  running.get('/slow', () => wait(400, 'at last'));
  running.post('/form', ({ body }) => body);
  running.post('/long-form', { bodyLimit: 100_000 }, ({ body }) => body);
  running.post('/upload', async (request) => {
    let bytes = 0;
    for await (const part of request.files()) bytes += (await part.toBuffer()).length;
    return { bytes };
  });
  await running.listen({ port: 0, host: '127.0.0.1' });
  return (running.server.address() as AddressInfo).port;
}

type Client = { socket: Socket; answer: Promise<string>; isOpen: () => boolean };

/** Somebody at the other end of a socket, from one of this machine's loopback addresses. */
async function call(port: number, sends: string, from = '127.0.0.1'): Promise<Client> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from });
  open.push(socket);
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await Promise.race([new Promise((resolve) => socket.once('connect', resolve)), closed]);
  const answer = text(socket).catch(() => '');
  socket.write(sends);
  return { socket, answer, isOpen: () => !socket.closed && !socket.readableEnded };
}

const head = (line: string, ...more: string[]): string =>
  `${[`${line} HTTP/1.1`, 'host: localhost', ...more].join('\r\n')}\r\n\r\n`;
const get = head('GET /', 'connection: close');
const post = (path: string, type: string, length: number): string =>
  head(
    `POST ${path}`,
    'sec-fetch-site: same-origin',
    `content-type: ${type}`,
    `content-length: ${length}`,
    'connection: close',
  );
const formType = 'application/x-www-form-urlencoded';
const uploadType = 'multipart/form-data; boundary=edge';
const fileHead = '--edge\r\ncontent-disposition: form-data; name="f"; filename="f.csv"\r\n\r\n';

describe('slow clients', () => {
  test('do not shut out anybody, not even others behind their own address', async () => {
    const port = await start({ perAddress: 5 });
    const slow: Client[] = [];
    for (let n = 0; n < 20; n++) slow.push(await call(port, 'GET / HTTP/1.1\r\nhost: lo'));
    for (const from of ['127.0.0.1', '127.0.0.2']) {
      expect(await (await call(port, get, from)).answer).toContain('here');
    }
    await expect.poll(() => slow.filter(({ isOpen }) => isOpen()).length).toBeLessThanOrEqual(5);
  });

  test('lose their place to newcomers when the whole door is full, the largest crowd first', async () => {
    const port = await start({ perAddress: 10, inAll: 12 });
    const neighbour = await call(port, 'GET /', '127.0.0.2');
    for (let n = 0; n < 10; n++) await call(port, 'GET /');
    for (let n = 3; n < 6; n++) {
      expect(await (await call(port, get, `127.0.0.${n}`)).answer).toContain('here');
    }
    await call(port, 'GET /', '127.0.0.6');
    await call(port, 'GET /', '127.0.0.7');
    await wait(50);
    expect(neighbour.isOpen()).toBe(true);
  });

  test('never cost somebody the answer that is being made for them', async () => {
    const port = await start({ perAddress: 2 });
    const waiting = [await call(port, head('GET /slow')), await call(port, head('GET /slow'))];
    await wait(50);
    const turnedAway = await call(port, get);
    expect(await turnedAway.answer).toBe('');
    for (const { socket, answer } of waiting) {
      await expect.poll(() => socket.bytesRead, { timeout: 2_000 }).toBeGreaterThan(0);
      socket.end();
      expect(await answer).toContain('at last');
    }
  });

  test('do not count for the proxy that brings them', async () => {
    const port = await start({ perAddress: 2 }, ['127.0.0.0/30']);
    const brought: Client[] = [];
    for (let n = 0; n < 6; n++) brought.push(await call(port, 'GET /'));
    await wait(50);
    expect(brought.every(({ isOpen }) => isOpen())).toBe(true);
  });
});

describe('a body that does not come', () => {
  test('of a form is waited for so long and no longer, however it dribbles', async () => {
    const port = await start({ patience: 300 });
    const client = await call(port, post('/form', formType, 500));
    const dribble = setInterval(() => client.socket.write('a'), 20);
    const before = performance.now();
    const answer = await client.answer;
    clearInterval(dribble);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('What was sent took too long to arrive, so nothing was saved.');
    expect(performance.now() - before).toBeLessThan(1_500);
  });

  test('of an upload ends it too, and one that only dribbles', async () => {
    const port = await start({ patience: 300, leastBytes: 1_000 });
    const stalled = await call(port, post('/upload', uploadType, 50_000) + fileHead);
    const dribbling = await call(port, post('/upload', uploadType, 50_000) + fileHead);
    const dribble = setInterval(() => dribbling.socket.write('a'), 20);
    expect(await stalled.answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(await dribbling.answer).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(dribble);
  });

  test('is waited for when it is an upload that keeps coming', async () => {
    const port = await start({ patience: 100, leastBytes: 1_000 });
    const tail = '\r\n--edge--\r\n';
    const length = fileHead.length + 20 * 5_000 + tail.length;
    const client = await call(port, post('/upload', uploadType, length) + fileHead);
    for (let n = 0; n < 20; n++) {
      client.socket.write('x'.repeat(5_000));
      await wait(25);
    }
    client.socket.write(tail);
    expect(await client.answer).toContain('{"bytes":100000}');
  });
});

describe('a form', () => {
  async function send(fields: string, path = '/form') {
    if (running === undefined) await start({});
    const response = await running?.inject({
      method: 'POST',
      url: path,
      payload: fields,
      headers: { 'content-type': formType, 'sec-fetch-site': 'same-origin' },
    });
    return { status: response?.statusCode, read: response?.json() as unknown };
  }

  test('is read as it was filled in, and a field that comes twice is seen to', async () => {
    expect(await send('a=1+2&b=caf%C3%A9&b=%26&c')).toEqual({
      status: 200,
      read: { a: '1 2', b: ['café', '&'], c: '' },
    });
    expect(await send('__proto__=x&a=%zz')).toMatchObject({ status: 200 });
  });

  test('has at most 16 kB, unless its route asks for more', async () => {
    const payload = (bytes: number): string => `a=${'x'.repeat(bytes - 2)}`;
    expect((await send(payload(16_384))).status).toBe(200);
    expect((await send(payload(16_385))).status).toBe(413);
    expect((await send(payload(50_000), '/long-form')).status).toBe(200);
  });

  test('has at most 200 fields, under as many names as it likes', async () => {
    const fields = (count: number, name: (n: number) => string): string =>
      Array.from({ length: count }, (_, n) => `${name(n)}=`).join('&');
    for (const name of [(n: number) => `f${n}`, () => 'f']) {
      expect((await send(fields(200, name))).status).toBe(200);
      expect((await send(fields(201, name))).status).toBe(413);
    }
  });
});

describe('the name it is asked for by', () => {
  test.each([
    ['/', 'rebound.example', 421],
    ['/', 'localhost:3000', 200],
    ['/', '[::1]:3000', 200],
    ['/nowhere', 'rebound.example', 421],
  ])('%s of %s is answered with %i', async (url, host, status) => {
    await start({});
    const response = await running?.inject({ method: 'GET', url, headers: { host } });
    expect(response?.statusCode).toBe(status);
  });
});

test.each([
  ['nonsense', 'NONSENSE\r\n\r\n', 400, 'This request cannot be read.'],
  [
    'headers without end',
    head('GET /', `cookie: ${'c'.repeat(40_000)}`),
    431,
    'Clear the cookies of this site',
  ],
])('%s is answered in plain words', async (_what, sends, status, words) => {
  const port = await start({});
  const answer = await (await call(port, sends)).answer;
  expect(answer).toContain(`HTTP/1.1 ${status} `);
  expect(answer).toContain(words);
  expect(answer).not.toContain('{');
});
