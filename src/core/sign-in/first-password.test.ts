import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { addPerson, goodPassword, operator, signInAs } from '#tests/support/sign-in.ts';
import { makeVisitor } from '#tests/support/visitor.ts';
import { makeSecretToken } from '#platform/session/session-token.ts';
import { insertSignInLink } from './sign-in-link-store.ts';
import { makeSignInLink } from './make-sign-in-link.ts';
import { firstPasswordPath } from './paths.ts';

let test_: TestServiceWithApp;
let app: FastifyInstance;

const made = '2026-11-22T10:00:00Z';
const fields = { password: goodPassword, again: goodPassword };

beforeAll(async () => {
  test_ = await openTestApp();
  ({ app } = test_);
});
afterAll(async () => {
  await test_.close();
});

test('a one-time link lets a new person choose a password, and leads to their second step', async () => {
  const { email, link } = await addPerson(test_.service, 'practitioner');
  const visitor = makeVisitor(app);
  const page = await visitor.get(link);
  expect(page.text).toContain(email);
  expect((await visitor.submit(page, fields)).path).toBe('/sign-in/set-up');
  expect((await makeVisitor(app).signIn(email, goodPassword)).path).toBe('/sign-in/set-up');
});

test('a link works once', async () => {
  const { link } = await addPerson(test_.service, 'practitioner');
  await makeVisitor(app).post(link, fields);
  for (const again of [
    await makeVisitor(app).get(link),
    await makeVisitor(app).post(link, fields),
  ]) {
    expect(again.status).toBe(404);
    expect(again.text).toContain('This link does not work');
  }
});

test('of ten who use a link at once, one gets in, and the others are told why not', async () => {
  const { link, email } = await addPerson(test_.service, 'practitioner');
  const passwords = Array.from({ length: 10 }, (_, n) => `${goodPassword} number ${n}`);
  const visitors = passwords.map((password) => ({ password, visitor: makeVisitor(app) }));
  const pages = await Promise.all(
    visitors.map(({ visitor, password }) => visitor.post(link, { password, again: password })),
  );
  expect(pages.filter(({ path }) => path === '/sign-in/set-up')).toHaveLength(1);
  for (const page of pages.filter(({ path }) => path !== '/sign-in/set-up')) {
    expect(page.status).toBe(404);
    expect(page.text).toContain('This link does not work');
  }
  const winner = passwords[pages.findIndex(({ path }) => path === '/sign-in/set-up')] ?? '';
  expect((await makeVisitor(app).signIn(email, winner)).path).toBe('/sign-in/set-up');
});

test('a link can be used for 24 hours and not after', async () => {
  const inTime = await addPerson(test_.service, 'practitioner');
  const late = await addPerson(test_.service, 'practitioner');
  test_.clock.moveTo('2026-11-23T09:59:59Z');
  expect((await makeVisitor(app).post(inTime.link, fields)).path).toBe('/sign-in/set-up');
  test_.clock.moveTo('2026-11-23T10:00:00Z');
  expect((await makeVisitor(app).get(late.link)).status).toBe(404);
  expect((await makeVisitor(app).post(late.link, fields)).status).toBe(404);
  test_.clock.moveTo(made);
});

test.each([
  ['/first-password/short', 'cut short'],
  [firstPasswordPath(makeSecretToken().token), 'guessed'],
])('a link that was %2$s is not found: %1$s', async (path) => {
  expect((await makeVisitor(app).get(path)).status).toBe(404);
  expect((await makeVisitor(app).post(path, fields)).status).toBe(404);
});

test.each([
  ['eleven chr', 'eleven chr', 'Your password must be 12 characters or more'],
  ['x'.repeat(201), 'x'.repeat(201), 'Your password must be 200 characters or fewer'],
  [goodPassword, `${goodPassword}.`, 'The two passwords must be the same'],
])('a password has to be right: "%.12s" and "%.12s" is answered with: %s', async (...given) => {
  const [password, again, message] = given;
  const { link } = await addPerson(test_.service, 'practitioner');
  const refused = await makeVisitor(app).post(link, { password, again });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain(message);
  expect(refused.html).not.toContain(`value="${password}`);
  expect((await makeVisitor(app).post(link, fields)).path).toBe('/sign-in/set-up');
});

test('a form without its fields is answered in plain words', async () => {
  const { link } = await addPerson(test_.service, 'practitioner');
  const refused = await makeVisitor(app).post(link, {});
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Your password must be 12 characters or more');
  expect(refused.text).not.toMatch(/invalid input|expected string/i);
});

test('a password of any script works, however the keyboard composes its accents', async () => {
  const { link, email } = await addPerson(test_.service, 'practitioner');
  const composed = 'caf\u00e9 m\u00f4le à Saint-Malo';
  await makeVisitor(app).post(link, { password: composed, again: composed });
  const decomposed = composed.normalize('NFD');
  expect(decomposed).not.toBe(composed);
  expect((await makeVisitor(app).signIn(email, decomposed)).path).toBe('/sign-in/set-up');
});

test('choosing a password puts everybody else who was signed in as that person out', async () => {
  const { visitor: before, userId } = await signInAs(app, test_.service, 'practitioner');
  const { token, hash: tokenHash } = makeSecretToken();
  const now = test_.clock.now();
  const expiresAt = new Date(now.getTime() + 60_000);
  await test_.service.database.transaction(operator, (tx) =>
    insertSignInLink(tx, { tokenHash, userId, purpose: 'reset', now, expiresAt }),
  );
  expect((await before.get('/home')).path).toBe('/home');
  const after = makeVisitor(app);
  const page = await after.post(firstPasswordPath(token), fields);
  expect(page.path, 'the second step stays as it was').toBe('/sign-in/second-step');
  expect((await before.get('/home')).path).toBe('/sign-in');
});

test('choosing a password ends the other links of that person', async () => {
  const { link, email } = await addPerson(test_.service, 'practitioner');
  const { token } = await makeSignInLink(test_.service, { principal: operator }, { email });
  await makeVisitor(app).post(link, fields);
  expect((await makeVisitor(app).get(firstPasswordPath(token))).status).toBe(404);
});

test.each(['password1234', 'qwertyuiopasdf', '123123123123', 'Liverpool2026!'])(
  'a password that is tried first is refused: %s',
  async (password) => {
    const { link } = await addPerson(test_.service, 'practitioner');
    const refused = await makeVisitor(app).post(link, { password, again: password });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Choose a password that fewer people use');
  },
);

test('neither the link nor the password is kept as it was sent', async () => {
  const { link, userId } = await addPerson(test_.service, 'practitioner');
  await makeVisitor(app).post(link, fields);
  const kept = await test_.service.database.transaction(operator, async (tx) => [
    await tx.selectFrom('users').selectAll().where('id', '=', userId).execute(),
    await tx.selectFrom('sign_in_links').selectAll().where('user_id', '=', userId).execute(),
    await tx.selectFrom('audit_entries').selectAll().execute(),
  ]);
  const text = JSON.stringify(kept);
  expect(text).toContain('$argon2id$');
  expect(text).not.toContain(goodPassword);
  expect(text).not.toContain(link.split('/').at(-1));
});

test('somebody who forgot their password gets in with a new link, and an unknown address gets none', async () => {
  const { email, link } = await addPerson(test_.service, 'practitioner');
  await makeVisitor(app).post(link, fields);
  const { token } = await makeSignInLink(test_.service, { principal: operator }, { email });
  const home = await makeVisitor(app).post(firstPasswordPath(token), fields);
  expect(home.path).toBe('/sign-in/set-up');
  const unknown = makeSignInLink(
    test_.service,
    { principal: operator },
    { email: 'no@one.example' },
  );
  await expect(unknown).rejects.toThrow('no@one.example has no account here.');
});
