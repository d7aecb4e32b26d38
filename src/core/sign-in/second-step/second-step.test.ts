import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseHTML } from 'linkedom';
import { firstPasswordPath } from '#core/sign-in/paths.ts';
import { makeSignInLink } from '#core/sign-in/make-sign-in-link.ts';
import { recoverAccount } from '#core/sign-in/recover-account.ts';
import { sessionCookieName } from '#core/sign-in/session-cookie.ts';
import { takeMail } from '#tests/support/mail.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import {
  addPerson,
  addPersonWithCredentials,
  codeAt,
  goodPassword,
  operator,
  signInAs,
  signInThroughTheDoor,
} from '#tests/support/sign-in.ts';
import { makeVisitor, type SeenPage, type Visitor } from '#tests/support/visitor.ts';

let test_: TestServiceWithApp;
let app: FastifyInstance;

const morning = '2026-11-22T08:00:00Z';
const password = { password: goodPassword, again: goodPassword };

beforeAll(async () => {
  test_ = await openTestApp({ now: morning });
  ({ app } = test_);
});
afterAll(() => test_.close());
beforeEach(async () => {
  test_.clock.moveTo(morning);
  await test_.service.database.transaction(operator, (tx) =>
    sql`delete from rate_limits`.execute(tx),
  );
});

/** Somebody new at the page that offers them an authenticator. */
async function comeAnew(): Promise<{
  visitor: Visitor;
  email: string;
  page: SeenPage;
  key: string;
}> {
  const { link, email } = await addPerson(test_.service, 'practitioner');
  const visitor = makeVisitor(app);
  const page = await visitor.post(link, password);
  const shown = parseHTML(page.html).document.querySelector('[data-authenticator-key]');
  return { visitor, email, page, key: (shown?.textContent ?? '').replaceAll(/\s/g, '') };
}

function codesOf(page: SeenPage): string[] {
  const { document } = parseHTML(page.html);
  return [...document.querySelectorAll('.app-codes code')].map((code) => code.textContent ?? '');
}

describe('a password alone', () => {
  test.each(['/home', '/your-sign-in', '/step-up', '/users', '/evidence/trend'])(
    'opens nothing: %s leads to the second step',
    async (path) => {
      const { email } = await addPersonWithCredentials(test_.service, 'administrator');
      const visitor = makeVisitor(app);
      await visitor.signIn(email, goodPassword);
      const seen = await visitor.get(path);
      expect(seen.path).toMatch(/^\/sign-in\/second-step/);
      expect(seen.text).not.toContain('The administrator');
    },
  );

  test('is worth nothing after a quarter of an hour', async () => {
    const { email } = await addPersonWithCredentials(test_.service, 'analyst');
    const visitor = makeVisitor(app);
    const asked = await visitor.signIn(email, goodPassword);
    test_.clock.moveTo('2026-11-22T08:15:01Z');
    const late = await visitor.submit(asked, { code: codeAt(test_.clock.now()) });
    expect(late.path).toBe('/sign-in');
  });

  test('cannot give the account a new second step', async () => {
    const newcomer = await comeAnew();
    const { email } = await addPersonWithCredentials(test_.service, 'analyst');
    const { visitor } = newcomer;
    await visitor.signIn(email, goodPassword);
    const code = codeAt(test_.clock.now(), newcomer.key);
    expect((await visitor.submit(newcomer.page, { code })).path).toBe('/sign-in/second-step');
    expect((await visitor.get('/sign-in/set-up')).path).toBe('/sign-in/second-step');
    expect((await visitor.get('/home')).path).toBe('/sign-in/second-step');
  });
});

describe('somebody new', () => {
  test('sets up an authenticator app, is shown ten recovery codes once, and is in', async () => {
    const { visitor, page, key, email } = await comeAnew();
    expect(page.path).toBe('/sign-in/set-up');
    expect(page.html).toContain('<svg');
    expect(key).toMatch(/^[A-Z2-7]{32}$/);
    const kept = await visitor.submit(page, { code: codeAt(test_.clock.now(), key) });
    expect(new Set(codesOf(kept)).size).toBe(10);
    expect((await visitor.get('/home')).path).toBe('/home');
    const mails = await takeMail(test_.service);
    expect(mails.find(({ to }) => to === email)?.text).toContain('An authenticator app was added');
  });

  test('keeps the same key after a wrong code', async () => {
    const { visitor, page, key } = await comeAnew();
    const again = await visitor.submit(page, { code: '000000' });
    expect(again.status).toBe(422);
    expect(again.text).toContain('The code is not right');
    expect(again.html.replaceAll(' ', '')).toContain(key);
    const kept = await visitor.submit(again, { code: codeAt(test_.clock.now(), key) });
    expect(codesOf(kept)).toHaveLength(10);
  });

  test('has a key of their own', async () => {
    expect((await comeAnew()).key).not.toBe((await comeAnew()).key);
  });

  test.each(['', '12345', 'abcdef', '1234567'])(
    'is told plainly what a code is: "%s"',
    async (code) => {
      const { visitor, page } = await comeAnew();
      const again = await visitor.submit(page, { code });
      expect(again.status).toBe(422);
      expect(again.text).toContain('Enter the 6 numbers that your app shows');
    },
  );
});

describe('a code', () => {
  async function atSecondStep(): Promise<{ visitor: Visitor; page: SeenPage; email: string }> {
    const { email } = await addPersonWithCredentials(test_.service, 'analyst');
    const visitor = makeVisitor(app);
    return { visitor, page: await visitor.signIn(email, goodPassword), email };
  }

  test('lets its owner in, under a new secret', async () => {
    const { visitor, page } = await atSecondStep();
    const before = visitor.cookies.get(sessionCookieName({ isHttps: false }));
    const code = codeAt(test_.clock.now());
    expect(
      (await visitor.submit(page, { code: `${code.slice(0, 3)} ${code.slice(3)}` })).path,
    ).toBe('/home');
    const thief = makeVisitor(app);
    thief.cookies.set(sessionCookieName({ isHttps: false }), before ?? '');
    expect((await thief.get('/home')).path).toBe('/sign-in');
  });

  test('works once, for whoever overlooks it', async () => {
    const { visitor, page, email } = await atSecondStep();
    const code = codeAt(test_.clock.now());
    await visitor.submit(page, { code });
    const other = makeVisitor(app);
    const refused = await other.submit(await other.signIn(email, goodPassword), { code });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('was used before');
  });

  test('works once of ten times at once', async () => {
    const { email } = await addPersonWithCredentials(test_.service, 'analyst');
    const asked = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const visitor = makeVisitor(app);
        return { visitor, page: await visitor.signIn(email, goodPassword) };
      }),
    );
    const code = codeAt(test_.clock.now());
    const seen = await Promise.all(
      asked.map(async ({ visitor, page }) => visitor.submit(page, { code })),
    );
    expect(seen.filter(({ path }) => path === '/home')).toHaveLength(1);
  });

  test.each([
    [-60, false],
    [-30, true],
    [30, true],
    [60, false],
  ])('of a clock that is %i seconds off is taken: %s', async (seconds, isTaken) => {
    const { visitor, page } = await atSecondStep();
    const code = codeAt(new Date(test_.clock.now().getTime() + seconds * 1_000));
    const seen = await visitor.submit(page, { code });
    expect(seen.path === '/home').toBe(isTaken);
  });

  test('is not asked for any more after five wrong ones', async () => {
    const { visitor, page } = await atSecondStep();
    for (let n = 0; n < 5; n++) await visitor.submit(page, { code: '000000' });
    const locked = await visitor.submit(page, { code: codeAt(test_.clock.now()) });
    expect(locked.status).toBe(429);
    expect(locked.text).toContain('There were too many wrong codes. Wait 15 minutes');
    expect((await visitor.get('/home')).path).toBe('/sign-in/second-step');
  });
});

describe('a recovery code', () => {
  async function withCodes(): Promise<{ email: string; codes: string[]; key: string }> {
    const { visitor, page, key, email } = await comeAnew();
    const kept = await visitor.submit(page, { code: codeAt(test_.clock.now(), key) });
    return { email, codes: codesOf(kept), key };
  }

  test('lets somebody in who lost their phone, once, and they are told by mail', async () => {
    const { email, codes } = await withCodes();
    const visitor = makeVisitor(app);
    await visitor.signIn(email, goodPassword);
    const page = await visitor.get('/sign-in/recovery-code');
    const typed = ` ${(codes[0] ?? '').toUpperCase().replaceAll('-', ' ')} `;
    expect((await visitor.submit(page, { code: typed })).path).toBe('/home');
    expect((await visitor.get('/your-sign-in')).text).toContain('You have 9 codes left');
    const other = makeVisitor(app);
    await other.signIn(email, goodPassword);
    const refused = await other.submit(page, { code: codes[0] ?? '' });
    expect(refused.status).toBe(422);
    const texts = (await takeMail(test_.service)).filter(({ to }) => to === email);
    expect(JSON.stringify(texts)).toContain('A recovery code was used to sign in');
  });

  test('of somebody else lets nobody in', async () => {
    const { codes } = await withCodes();
    const { email } = await addPersonWithCredentials(test_.service, 'analyst');
    const visitor = makeVisitor(app);
    await visitor.signIn(email, goodPassword);
    const page = await visitor.get('/sign-in/recovery-code');
    expect((await visitor.submit(page, { code: codes[0] ?? '' })).status).toBe(422);
  });

  test('is kept only as a hash', async () => {
    const { codes } = await withCodes();
    const rows = await test_.service.database.transaction(operator, (tx) =>
      tx.selectFrom('recovery_codes').selectAll().execute(),
    );
    const kept = rows.map(({ code_hash: hash }) => hash.toString('latin1')).join();
    for (const code of codes) expect(kept).not.toContain(code.replaceAll('-', ''));
  });
});

test('a reset of the password does not reset the second step', async () => {
  const { email } = await addPersonWithCredentials(test_.service, 'analyst');
  const { token } = await makeSignInLink(test_.service, { principal: operator }, { email });
  const visitor = makeVisitor(app);
  const asked = await visitor.post(firstPasswordPath(token), password);
  expect(asked.path).toBe('/sign-in/second-step');
  expect((await visitor.submit(asked, { code: codeAt(test_.clock.now()) })).path).toBe('/home');
});

test('somebody who lost everything begins again, and nothing they had opens anything', async () => {
  const { visitor: before, email } = await signInAs(app, test_.service, 'analyst');
  const { token } = await recoverAccount(test_.service, { principal: operator }, { email });
  expect((await before.get('/home')).path).toBe('/sign-in');
  expect((await makeVisitor(app).signIn(email, goodPassword)).status).toBe(422);
  const visitor = makeVisitor(app);
  expect((await visitor.post(firstPasswordPath(token), password)).path).toBe('/sign-in/set-up');
  const told = (await takeMail(test_.service)).filter(({ to }) => to === email);
  expect(JSON.stringify(told)).toContain('The account was recovered');
});

test('somebody who is in is sent on from the pages of the second step', async () => {
  const { email } = await addPersonWithCredentials(test_.service, 'analyst');
  const visitor = makeVisitor(app);
  await signInThroughTheDoor(visitor, { email, moment: test_.clock.now() });
  for (const path of ['/sign-in/second-step', '/sign-in/recovery-code', '/sign-in/set-up']) {
    expect((await visitor.get(path)).path).toBe('/home');
    expect((await makeVisitor(app).get(path)).path).toBe('/sign-in');
  }
});
