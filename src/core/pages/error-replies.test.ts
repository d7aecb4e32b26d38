import { randomUUID } from 'node:crypto';
import { connect, type AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { administratorConnection } from '#platform/database/connection.ts';
import { systemClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/database/database.ts';
import {
  Conflict,
  Forbidden,
  NoRoom,
  NotFound,
  TooMany,
  Unreadable,
} from '#platform/http/failures.ts';
import { openFileStore } from '#platform/files/file-store.ts';
import {
  makeTestApp,
  makeTestService,
  openTestApp,
  type TestService,
  type TestServiceWithApp,
} from '#tests/support/service.ts';
import { signInAs } from '#tests/support/sign-in.ts';
import { makeVisitor } from '#tests/support/visitor.ts';
import { errorWords } from './error-words.ts';

let test_: TestServiceWithApp;
let app: FastifyInstance;
const secret = `secret-${randomUUID()}`;

beforeAll(async () => {
  test_ = await openTestApp();
  ({ app } = test_);
  app.get('/broken', () => {
    throw new Error(secret);
  });
});
afterAll(async () => {
  await test_.close();
});

describe('what goes wrong is said in plain words', () => {
  test('an address that leads nowhere', async () => {
    const page = await makeVisitor(app).get('/nowhere');
    expect(page.status).toBe(404);
    expect(page.text).toContain('Page not found');
    expect(page.text).toContain('call 999');
    expect(page.headers['cache-control']).toBe('no-store');
  });

  test.each(['/%', '/%zz', '/pages/%E0%A4%A'])('an address that is not one: %s', async (url) => {
    const { statusCode, headers, payload } = await makeVisitor(app).ask({ method: 'GET', url });
    expect(statusCode).toBe(400);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(payload).toContain('This address cannot be read.');
  });

  test('our own fault: a page with a reference, and not a word of what happened', async () => {
    const page = await makeVisitor(app).get('/broken');
    expect(page.status).toBe(500);
    expect(page.text).toContain('Sorry, there is a problem with the service');
    expect(page.text).toMatch(/give the reference [0-9a-f]{8}-[0-9a-f-]{27}/);
    expect(page.html).not.toContain(secret);
    expect(page.html).not.toMatch(/at .+\.ts:\d+/);
  });

  test('a form that is too large', async () => {
    const page = await makeVisitor(app).signIn('a@b.example', 'x'.repeat(1024 * 1024));
    expect(page.status).toBe(413);
    expect(page.text).toContain('That is too large');
    expect(page.text).toContain('nothing was saved');
  });

  test('a name that is not the service’s own', async () => {
    const headers = { host: 'rebound.example' };
    const visitor = makeVisitor(app);
    const refused = await visitor.ask({ method: 'GET', url: '/sign-in', headers });
    expect(refused.statusCode).toBe(421);
    expect(refused.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(refused.payload).toContain('does not answer to the address you used');
    expect(refused.payload).toContain('PUBLIC_ADDRESS');
    expect(refused.payload).not.toContain('rebound.example');
    for (const url of ['/livez', '/readyz', '/livez?x']) {
      expect((await visitor.ask({ method: 'GET', url, headers })).statusCode).toBe(200);
    }
  });

  test.each([
    [new NotFound(), 404, 'Page not found'],
    [new Forbidden(), 403, 'You cannot do this'],
    [new Conflict('Somebody changed it first.'), 409, 'This cannot be done'],
    [new TooMany('Wait a minute.'), 429, 'This cannot be done'],
    [new Unreadable('It did not arrive whole.'), 400, 'That could not be read'],
    [new NoRoom('It was not saved.'), 507, 'Not saved: the disk is nearly full'],
    [Object.assign(new Error('no space'), { code: '53100' }), 507, 'Not saved: the disk is full'],
    [Object.assign(new Error('no space'), { code: 'ENOSPC' }), 507, 'Not saved: the disk is full'],
  ])('%s is answered with %i: %s', (problem, status, title) => {
    expect(errorWords(problem)).toMatchObject({ status, title });
  });

  test.each(['a string', null, undefined, { statusCode: 'x' }, { statusCode: 200 }, 7])(
    'anything else that is thrown is our fault: %s',
    (problem) => {
      expect(errorWords(problem)).toMatchObject({ status: 500, isOurFault: true });
    },
  );

  test('a missing file of ours is not blamed on the database', () => {
    const problem = Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' });
    expect(errorWords(problem).status).toBe(500);
  });
});

test('a form that its sender breaks off is nobody’s fault, and not in the log', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) });
  const listening = await makeTestApp({ ...test_, service: { ...test_.service, log } });
  const replies: number[] = [];
  listening.addHook('onSend', async (_request, { statusCode }) => void replies.push(statusCode));
  await listening.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((listening.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(
    'POST /sign-in HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\n' +
      'content-type: application/x-www-form-urlencoded\r\ncontent-length: 500\r\n\r\nemail=',
    () => setTimeout(() => socket.destroy(), 50),
  );
  await expect.poll(() => replies).toEqual([400]);
  expect(lines).toEqual([]);
  await listening.close();
});

describe('an upload that cannot be taken', () => {
  async function send(service: TestService['service'], body: string) {
    const { visitor } = await signInAs(app, test_.service, 'analyst');
    const other = await makeTestApp({ ...test_, service });
    const sender = makeVisitor(other);
    for (const [name, value] of visitor.cookies) sender.cookies.set(name, value);
    const headers = {
      'content-type': 'multipart/form-data; boundary=edge',
      'sec-fetch-site': 'same-origin',
    };
    const answer = await sender.ask({
      method: 'POST',
      url: '/evidence/imports',
      payload: body,
      headers,
    });
    await other.close();
    return answer;
  }
  const file =
    '--edge\r\ncontent-disposition: form-data; name="files"; filename="a.csv"\r\n\r\nx\r\n';

  test('because it is not whole', async () => {
    const { statusCode, payload } = await send(test_.service, file);
    expect(statusCode).toBe(400);
    expect(payload).toContain('The upload did not arrive whole.');
  });

  test('because the disk is nearly full', async () => {
    const files = await openFileStore(test_.dataDirectory, async () => ({ size: 1000, free: 1 }));
    const { statusCode, payload } = await send({ ...test_.service, files }, `${file}--edge--\r\n`);
    expect(statusCode).toBe(507);
    expect(payload).toContain('Not saved: the disk is nearly full');
    expect(payload).toContain('You can still read.');
  });
});

describe('while the database is away', () => {
  test('pages that need it say so, and those that do not still open', async () => {
    const { visitor } = await signInAs(app, test_.service, 'analyst');
    const address = {
      kind: 'embedded',
      socketDirectory: '/nonexistent',
      port: 1,
      superuser: 'nobody',
      name: 'gone',
    } as const;
    const database = openDatabase(address, systemClock);
    const cut = await makeTestApp({ ...test_, service: { ...test_.service, database } });
    const later = makeVisitor(cut);
    for (const [name, value] of visitor.cookies) later.cookies.set(name, value);
    for (const page of [await later.get('/home'), await later.signIn('a@b.example', 'x')]) {
      expect(page.status).toBe(503);
      expect(page.text).toContain('Breakwater cannot reach its database');
    }
    expect((await later.get('/')).status).toBe(200);
    expect((await later.get('/livez')).status).toBe(200);
    expect(await later.get('/readyz')).toMatchObject({ status: 503, html: '{"ready":false}' });
    await cut.close();
    await database.close();
  });

  test('a request whose connection is cut says so, and the next one is served', async () => {
    const cut = await makeTestService();
    const cutApp = await makeTestApp(cut);
    cutApp.get('/slow', () =>
      cut.service.database.transaction({ kind: 'system', name: 'start' }, async (tx) => {
        await cutConnections(cut);
        return tx.selectFrom('users').selectAll().execute();
      }),
    );
    expect((await makeVisitor(cutApp).get('/slow')).status).toBe(503);
    expect((await makeVisitor(cutApp).get('/readyz')).status).toBe(200);
    await cutApp.close();
    await cut.close();
  });
});

/** Ends every connection of a test's database from the server's side, as a restart would. */
async function cutConnections({ service }: TestService): Promise<void> {
  const { address } = service.database;
  const administrator = new pg.Client(administratorConnection(address, 'postgres'));
  await administrator.connect();
  const name = address.kind === 'embedded' ? address.name : '';
  await administrator.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
    [name],
  );
  await administrator.end();
}
