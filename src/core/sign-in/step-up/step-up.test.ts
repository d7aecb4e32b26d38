import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { beginSessionFor } from '#core/sign-in/begin-session.ts';
import { sessionCookieName } from '#core/sign-in/session-cookie.ts';
import { guardWorkspace, needsStepUp } from '#core/sign-in/workspace-guard.ts';
import { makeAskToStepUp } from './step-up-routes.tsx';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { codeAt, operator, signInAs } from '#tests/support/sign-in.ts';
import { makeVisitor, type Visitor } from '#tests/support/visitor.ts';

let test_: TestServiceWithApp;
let app: FastifyInstance;
let visitor: Visitor;

const morning = '2026-11-22T08:00:00Z';
const later = '2026-11-22T08:10:01Z';
let received: unknown[] = [];

beforeAll(async () => {
  test_ = await openTestApp({ partnership: 'warwickshire', demonstration: true, now: morning });
  ({ app } = test_);
});
afterAll(() => test_.close());
beforeEach(async () => {
  received = [];
  test_.clock.moveTo(morning);
  await test_.service.database.transaction(operator, (tx) =>
    sql`delete from rate_limits`.execute(tx),
  );
  ({ visitor } = await signInAs(app, test_.service, 'analyst', 'police'));
});

describe('a page of the powerful things', () => {
  const page = '/your-sign-in/recovery-codes';

  test('opens for ten minutes after signing in with two factors', async () => {
    expect((await visitor.get(page)).path).toBe(page);
    test_.clock.moveTo('2026-11-22T08:09:59Z');
    expect((await visitor.get(page)).path).toBe(page);
  });

  test('asks again after that, and comes back to the page that was wanted', async () => {
    test_.clock.moveTo(later);
    const asked = await visitor.get(page);
    expect(asked.path).toBe(`/step-up?next=${encodeURIComponent(page)}`);
    const before = visitor.cookies.get(sessionCookieName({ isHttps: false }));
    const back = await visitor.submit(asked, { code: codeAt(test_.clock.now()) });
    expect(back).toMatchObject({ status: 200, path: page });
    expect(visitor.cookies.get(sessionCookieName({ isHttps: false }))).not.toBe(before);
  });

  test('stays shut for a wrong code, for one that was used, and after five tries', async () => {
    test_.clock.moveTo(later);
    const asked = await visitor.get(page);
    const code = codeAt(test_.clock.now());
    await visitor.submit(asked, { code });
    test_.clock.moveTo('2026-11-22T08:20:30Z');
    for (const wrong of ['000000', code]) {
      expect((await visitor.submit(asked, { code: wrong })).status).toBe(422);
    }
    for (let n = 0; n < 3; n++) await visitor.submit(asked, { code: '000000' });
    const locked = await visitor.submit(asked, { code: codeAt(test_.clock.now()) });
    expect(locked.status).toBe(429);
    expect((await visitor.get(page)).path).toContain('/step-up');
  });

  test('never leads elsewhere', async () => {
    test_.clock.moveTo(later);
    const asked = await visitor.get(`/step-up?next=${encodeURIComponent('//elsewhere.example/')}`);
    const back = await visitor.submit(asked, { code: codeAt(test_.clock.now()) });
    expect(back.path).toBe('/home');
  });
});

describe('a form that was sent too late', () => {
  let scope: FastifyInstance;

  beforeAll(async () => {
    // A form of its own, in an application that is not listening yet.
    const { makeTestApp } = await import('#tests/support/service.ts');
    scope = await makeTestApp(test_);
    await scope.register(async (workspace) => {
      guardWorkspace(workspace, test_.service, makeAskToStepUp(test_.service));
      workspace.post('/powerful', needsStepUp('workspace.enter'), async (request, reply) => {
        received.push(request.body);
        return reply.send('done');
      });
    });
  });
  afterAll(() => scope.close());

  async function enter(): Promise<Visitor> {
    const entered = makeVisitor(scope);
    for (const [name, value] of visitor.cookies) entered.cookies.set(name, value);
    return entered;
  }

  test('is kept, and sent again as it was once its sender has shown who they are', async () => {
    test_.clock.moveTo(later);
    const sender = await enter();
    const fields = { reason: 'O’Hara & "sons" <b>', many: 'x' };
    const asked = await sender.post('/powerful', fields);
    expect(asked.status).toBe(403);
    expect(asked.text).toContain('What you filled in is kept on this page');
    expect(received).toEqual([]);
    const wrong = await sender.submit(asked, { code: '000000' });
    const thanks = await sender.submit(wrong, { code: codeAt(test_.clock.now()) });
    expect(thanks.text).toContain('Nothing is done yet');
    expect(received).toEqual([]);
    expect((await sender.submit(thanks, { many: 'x' })).html).toBe('done');
    expect(received).toEqual([fields]);
  });

  test('is done at once while the step-up lasts', async () => {
    const sender = await enter();
    expect((await sender.post('/powerful', { a: 'b' })).html).toBe('done');
  });

  test('cannot lead elsewhere by what the page is told to keep', async () => {
    test_.clock.moveTo(later);
    const sender = await enter();
    const kept = JSON.stringify({ path: 'https://elsewhere.example/', fields: {} });
    const seen = await sender.post('/step-up', { code: codeAt(test_.clock.now()), kept });
    expect(seen.path).toBe('/home');
    expect(seen.html).not.toContain('elsewhere.example');
  });
});

test('the demonstration’s people are asked for nothing but a click, and told so', async () => {
  const person = test_.service.demonstration?.cast.people[0]?.id ?? '';
  const invented = makeVisitor(app);
  await invented.enterAs(person);
  const asked = await invented.get('/step-up?next=%2Fyour-sign-in');
  expect(asked.text).toContain('This is the demonstration, so nobody is asked');
  expect((await invented.submit(asked, { next: '/your-sign-in' })).path).toBe('/your-sign-in');
});

test('a session that began with a recovery code counts as freshly checked', async () => {
  const { userId } = await signInAs(app, test_.service, 'analyst', 'police');
  const recovered = makeVisitor(app);
  const token = await beginSessionFor(test_.service, userId, 'password-and-recovery-code');
  recovered.cookies.set(sessionCookieName({ isHttps: false }), token);
  const page = '/your-sign-in/authenticator';
  expect((await recovered.get(page)).path).toBe(page);
});
