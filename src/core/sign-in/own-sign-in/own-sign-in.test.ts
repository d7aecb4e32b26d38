import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { beginSessionFor } from '#core/sign-in/begin-session.ts';
import { sessionCookieName } from '#core/sign-in/session-cookie.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { codeAt, goodPassword, signInAs } from '#tests/support/sign-in.ts';
import { makeVisitor, type Visitor } from '#tests/support/visitor.ts';

let test_: TestServiceWithApp;
let app: FastifyInstance;
let visitor: Visitor;
let userId: string;
let email: string;

const morning = '2026-11-22T08:00:00Z';

beforeAll(async () => {
  test_ = await openTestApp({ now: morning });
  ({ app } = test_);
});
afterAll(() => test_.close());
beforeEach(async () => {
  test_.clock.moveTo(morning);
  ({ visitor, userId, email } = await signInAs(app, test_.service, 'analyst'));
});

async function elsewhere(by: 'passkey' | 'password-and-code' = 'passkey'): Promise<Visitor> {
  const other = makeVisitor(app);
  const token = await beginSessionFor(test_.service, userId, by);
  other.cookies.set(sessionCookieName({ isHttps: false }), token);
  return other;
}

describe('the page of a person’s sessions', () => {
  test('says when each began, when it was last used and how, and marks this one', async () => {
    await elsewhere();
    const page = await visitor.get('/your-sign-in');
    expect(page.text).toContain('22 November 2026 at 8:00am');
    expect(page.text).toContain('Password and code');
    expect(page.text).toContain('Passkey');
    expect(page.text.match(/This one/g)).toHaveLength(1);
    expect(page.html).not.toContain(visitor.cookies.get(sessionCookieName({ isHttps: false })));
  });

  test('ends one, at once', async () => {
    const other = await elsewhere();
    const page = await visitor.get('/your-sign-in');
    const end =
      /action="(\/your-sign-in\/sessions\/[0-9a-f-]{36}\/end)"/.exec(page.html)?.[1] ?? '';
    expect((await visitor.post(end)).path).toBe('/your-sign-in');
    expect((await other.get('/home')).path).toBe('/sign-in');
    expect((await visitor.get('/home')).path).toBe('/home');
    expect((await visitor.post(end)).status).toBe(404);
  });

  test('ends all others and not this one', async () => {
    const others = [await elsewhere(), await elsewhere()];
    await visitor.post('/your-sign-in/sessions/end-others');
    for (const other of others) expect((await other.get('/home')).path).toBe('/sign-in');
    expect((await visitor.get('/your-sign-in')).text).not.toContain('End all other sessions');
  });

  test('ends nobody else’s', async () => {
    const stranger = (await signInAs(app, test_.service, 'analyst')).visitor;
    const other = await elsewhere();
    const page = await visitor.get('/your-sign-in');
    const end =
      /action="(\/your-sign-in\/sessions\/[0-9a-f-]{36}\/end)"/.exec(page.html)?.[1] ?? '';
    expect((await stranger.post(end)).status).toBe(404);
    expect((await stranger.post('/your-sign-in/sessions/not-an-id/end')).status).toBe(404);
    expect((await other.get('/home')).path).toBe('/home');
  });
});

describe('changing', () => {
  test('the password asks for the present one, and puts every other session out', async () => {
    const other = await elsewhere();
    const page = await visitor.get('/your-sign-in/password');
    const next = 'nine loud harbour gulls';
    const fields = { password: next, again: next };
    const wrong = await visitor.submit(page, { ...fields, present: 'not mine' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Your password is not right');
    const done = await visitor.submit(wrong, { ...fields, present: goodPassword });
    expect(done.path).toBe('/your-sign-in');
    expect((await other.get('/home')).path).toBe('/sign-in');
    expect((await makeVisitor(app).signIn(email, goodPassword)).status).toBe(422);
    expect((await makeVisitor(app).signIn(email, next)).path).toBe('/sign-in/second-step');
  });

  test('the authenticator app takes the old one out of use', async () => {
    const page = await visitor.get('/your-sign-in/authenticator');
    const key = /data-authenticator-key[^>]*>([^<]+)</.exec(page.html)?.[1] ?? '';
    const secret = key.replaceAll(' ', '');
    expect((await visitor.submit(page, { code: '000000' })).status).toBe(422);
    const done = await visitor.submit(page, { code: codeAt(test_.clock.now(), secret) });
    expect(done.path).toBe('/your-sign-in');
    test_.clock.moveTo('2026-11-22T08:01:00Z');
    const again = makeVisitor(app);
    const asked = await again.signIn(email, goodPassword);
    expect((await again.submit(asked, { code: codeAt(test_.clock.now()) })).status).toBe(422);
    const right = await again.submit(asked, { code: codeAt(test_.clock.now(), secret) });
    expect(right.path).toBe('/home');
  });

  test('the recovery codes shows new ones once', async () => {
    const made = await visitor.post('/your-sign-in/recovery-codes');
    expect(made.html.match(/<code class="app-code">/g)).toHaveLength(10);
    expect((await visitor.get('/your-sign-in')).text).toContain('You have 10 codes left');
  });

  test.each(['passkeys/new', 'authenticator', 'recovery-codes', 'password'])(
    'anything needs a step-up: %s',
    async (page) => {
      test_.clock.moveTo('2026-11-22T08:10:01Z');
      expect((await visitor.get(`/your-sign-in/${page}`)).path).toContain('/step-up');
      expect((await visitor.post(`/your-sign-in/${page}`)).status).toBe(403);
    },
  );
});
