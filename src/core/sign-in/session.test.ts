import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import {
  addPerson,
  addPersonWithCredentials,
  codeAt,
  goodPassword,
  operator,
  signInAs,
} from '#tests/support/sign-in.ts';
import { makeVisitor, type Visitor } from '#tests/support/visitor.ts';
import { beginSessionFor } from './begin-session.ts';
import { sessionCookieName } from './session-cookie.ts';

let test_: TestServiceWithApp;
let app: FastifyInstance;
let visitor: Visitor;
let userId: string;

const sessionCookie = sessionCookieName({ isHttps: false });
const morning = '2026-11-22T08:00:00Z';

beforeAll(async () => {
  test_ = await openTestApp({ now: morning });
  ({ app } = test_);
});
afterAll(async () => {
  await test_.close();
});
beforeEach(async () => {
  test_.clock.moveTo(morning);
  ({ visitor, userId } = await signInAs(app, test_.service, 'administrator'));
});

describe('a session', () => {
  test('lasts while pages are asked for within the hour', async () => {
    for (const moment of ['08:59', '09:58', '10:57']) {
      test_.clock.moveTo(`2026-11-22T${moment}:00Z`);
      expect((await visitor.get('/home')).path).toBe('/home');
    }
  });

  test('ends after an hour without a page', async () => {
    test_.clock.moveTo('2026-11-22T09:00:01Z');
    expect((await visitor.get('/home')).path).toBe('/sign-in');
  });

  test('ends after twelve hours, however busy they were', async () => {
    for (let minutes = 30; minutes < 720; minutes += 30) {
      test_.clock.moveTo(new Date(Date.parse(morning) + minutes * 60_000).toISOString());
      expect((await visitor.get('/home')).path).toBe('/home');
    }
    test_.clock.moveTo('2026-11-22T20:00:01Z');
    expect((await visitor.get('/home')).path).toBe('/sign-in');
  });

  test('is over on the server when its owner signs out, so a kept cookie opens nothing', async () => {
    const thief = makeVisitor(app);
    thief.cookies.set(sessionCookie, visitor.cookies.get(sessionCookie) ?? '');
    expect((await thief.get('/home')).path).toBe('/home');
    expect((await visitor.post('/sign-out')).path).toBe('/');
    expect(visitor.cookies.has(sessionCookie)).toBe(false);
    expect((await thief.get('/home')).path).toBe('/sign-in');
  });

  test('leaves who signed in and who signed out on record', async () => {
    await visitor.post('/sign-out');
    const about = [{ kind: 'user', id: userId }];
    const entries = await test_.service.database.transaction(operator, (tx) =>
      tx
        .selectFrom('audit_entries')
        .select(['action', 'outcome', 'about'])
        .where('action', 'like', 'session.%')
        .orderBy('id', 'desc')
        .limit(2)
        .execute(),
    );
    expect(entries).toEqual([
      { action: 'session.ended', outcome: 'done', about },
      { action: 'session.begun', outcome: 'done', about },
    ]);
  });

  test('is over on the server when its browser signs in as somebody else', async () => {
    const { email } = await signInAs(app, test_.service, 'analyst');
    const { link } = await addPerson(test_.service, 'coordinator');
    const waysIn = [
      [() => visitor.signIn(email, goodPassword), '/sign-in/second-step'],
      [
        () => visitor.post(link, { password: goodPassword, again: goodPassword }),
        '/sign-in/set-up',
      ],
    ] as const;
    for (const [enter, leadsTo] of waysIn) {
      visitor.cookies.set(sessionCookie, await beginSessionFor(test_.service, userId, 'passkey'));
      const before = makeVisitor(app);
      before.cookies.set(sessionCookie, visitor.cookies.get(sessionCookie) ?? '');
      expect((await before.get('/home')).path).toBe('/home');
      expect((await enter()).path).toBe(leadsTo);
      expect((await before.get('/home')).path).toBe('/sign-in');
    }
  });

  test('lasts through a sign-in as somebody else that fails', async () => {
    const { email } = await signInAs(app, test_.service, 'analyst');
    await visitor.signIn(email, 'not the password');
    expect((await visitor.get('/home')).path).toBe('/home');
  });

  test('signing out twice, or without ever signing in, is harmless', async () => {
    await visitor.post('/sign-out');
    expect((await visitor.post('/sign-out')).status).toBe(200);
    expect((await makeVisitor(app).post('/sign-out')).status).toBe(200);
  });

  test('is kept only as a hash, so nobody who reads the database can use it', async () => {
    const token = visitor.cookies.get(sessionCookie) ?? '';
    const rows = await test_.service.database.transaction(operator, (tx) =>
      tx.selectFrom('sessions').selectAll().execute(),
    );
    expect(token.length).toBeGreaterThanOrEqual(43);
    const kept = rows.map(({ token_hash: hash }) => hash.toString('latin1')).join();
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(Buffer.from(token, 'base64url').toString('latin1'));
  });

  test.each(['', 'x', 'a'.repeat(5_000), '%00', '../../etc'])(
    'does not come from a made-up cookie: "%.20s"',
    async (value) => {
      const stranger = makeVisitor(app);
      stranger.cookies.set(sessionCookie, value);
      expect((await stranger.get('/home')).path).toBe('/sign-in');
    },
  );

  test('is over when its owner has left', async () => {
    await test_.service.database.transaction(operator, (tx) =>
      tx
        .updateTable('users')
        .set({ left_at: test_.clock.now() })
        .where('id', '=', userId)
        .execute(),
    );
    expect((await visitor.get('/home')).path).toBe('/sign-in');
  });
});

describe('the cookie', () => {
  async function cookieOf(isHttps: boolean): Promise<string> {
    const secured = await makeTestApp({ ...test_, service: { ...test_.service, isHttps } });
    const { email } = await addPersonWithCredentials(test_.service, 'analyst');
    const response = await makeVisitor(secured).ask({
      method: 'POST',
      url: '/sign-in',
      payload: new URLSearchParams({ email, password: 'seven quiet harbour gulls' }).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
    });
    await secured.close();
    return String(response.headers['set-cookie']);
  }

  test('is out of reach of script and other sites, and ends with the session', async () => {
    const cookie = await cookieOf(false);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    expect(cookie).toContain('Path=/');
    expect(cookie).toContain(`Max-Age=${12 * 3_600}`);
    expect(cookie).not.toMatch(/Domain=/i);
    expect(cookie).not.toContain('Secure');
  });

  test('never travels unencrypted where the service is reached over https, and is this host’s alone', async () => {
    const cookie = await cookieOf(true);
    expect(cookie).toContain('Secure');
    expect(cookie).toMatch(/^__Host-breakwater-session=/);
  });
});

describe('the page that was wanted', () => {
  test('is where signing in leads', async () => {
    const stranger = makeVisitor(app);
    const asked = await stranger.get('/users?order=name');
    expect(asked.path).toBe('/sign-in?next=%2Fusers%3Forder%3Dname');
    const { email } = await addPersonWithCredentials(test_.service, 'administrator');
    const second = await stranger.submit(asked, { email, password: goodPassword });
    expect(second.path).toBe('/sign-in/second-step?next=%2Fusers%3Forder%3Dname');
    const code = codeAt(test_.clock.now());
    expect((await stranger.submit(second, { code })).path).toBe('/users?order=name');
  });

  test('is remembered through a wrong password', async () => {
    const stranger = makeVisitor(app);
    const { email } = await addPersonWithCredentials(test_.service, 'administrator');
    const refused = await stranger.submit(await stranger.get('/users'), {
      email,
      password: 'wrong',
    });
    const second = await stranger.submit(refused, { email, password: goodPassword });
    const wrongCode = await stranger.submit(second, { code: '000000' });
    const code = codeAt(test_.clock.now());
    expect((await stranger.submit(wrongCode, { code })).path).toBe('/users');
  });

  test.each([
    'https://elsewhere.example/',
    '//elsewhere.example/',
    '/.//elsewhere.example/',
    '/a/..//elsewhere.example/',
    '/\t/elsewhere.example/',
    '/\\elsewhere.example/',
    'javascript:alert(1)',
  ])('is never on another site: %s', async (next) => {
    const { email } = await signInAs(app, test_.service, 'analyst');
    const response = await makeVisitor(app).ask({
      method: 'POST',
      url: '/sign-in',
      payload: new URLSearchParams({
        email,
        password: 'seven quiet harbour gulls',
        next,
      }).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
    });
    expect(response.statusCode).toBe(303);
    const target = new URL(String(response.headers.location), 'https://here.example/sign-in');
    expect(target.origin).toBe('https://here.example');
  });
});
