import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { linkIn, takeMail } from '#tests/support/mail.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { addPersonWithCredentials, operator, signInAs } from '#tests/support/sign-in.ts';
import { makeVisitor, type SeenPage } from '#tests/support/visitor.ts';

let test_: TestServiceWithApp;
let app: FastifyInstance;

const morning = '2026-11-22T08:00:00Z';
const newPassword = 'nine loud harbour gulls';
const fields = { password: newPassword, again: newPassword };

beforeAll(async () => {
  test_ = await openTestApp({ now: morning });
  ({ app } = test_);
});
afterAll(() => test_.close());
beforeEach(async () => {
  test_.clock.moveTo(morning);
  await takeMail(test_.service);
  await test_.service.database.transaction(operator, (tx) =>
    sql`delete from rate_limits`.execute(tx),
  );
});

async function ask(email: string): Promise<SeenPage> {
  const visitor = makeVisitor(app);
  return visitor.submit(await visitor.get('/forgotten-password'), { email });
}

async function linkFor(email: string): Promise<string> {
  const mail = (await takeMail(test_.service)).find(({ to }) => to === email);
  if (mail === undefined) throw new Error('No mail came.');
  return new URL(linkIn(mail)).pathname;
}

test('somebody who forgot their password gets a link, chooses another, and still needs their second step', async () => {
  const { visitor: before, email } = await signInAs(app, test_.service, 'analyst');
  await ask(email.toUpperCase());
  const link = await linkFor(email);
  const seen = await makeVisitor(app).post(link, fields);
  expect(seen.path).toBe('/sign-in/second-step');
  expect((await before.get('/home')).path).toBe('/sign-in');
  expect((await makeVisitor(app).signIn(email, newPassword)).path).toBe('/sign-in/second-step');
  expect((await makeVisitor(app).get(link)).status).toBe(404);
  const told = (await takeMail(test_.service)).find(({ to }) => to === email);
  expect(told?.text).toContain('The password was changed');
});

test('the answer is byte for byte the same for an address without an account, which gets no mail', async () => {
  const { email } = await addPersonWithCredentials(test_.service, 'analyst');
  await takeMail(test_.service);
  const known = await ask(email);
  const unknown = await ask(`no-${email}`);
  expect(unknown.status).toBe(known.status);
  expect(unknown.html).toBe(known.html);
  expect(Object.keys(unknown.headers)).toEqual(Object.keys(known.headers));
  expect((await takeMail(test_.service)).map(({ to }) => to)).toEqual([email]);
});

test('a link can be used for an hour and not after', async () => {
  const { email } = await addPersonWithCredentials(test_.service, 'analyst');
  await ask(email);
  const link = await linkFor(email);
  test_.clock.moveTo('2026-11-22T08:59:59Z');
  expect((await makeVisitor(app).get(link)).status).toBe(200);
  test_.clock.moveTo('2026-11-22T09:00:00Z');
  expect((await makeVisitor(app).post(link, fields)).status).toBe(404);
});

test('a mailbox is not flooded, and the page does not tell', async () => {
  const { email } = await addPersonWithCredentials(test_.service, 'analyst');
  await takeMail(test_.service);
  const pages = [];
  for (let n = 0; n < 5; n++) pages.push((await ask(email)).html);
  expect(new Set(pages).size).toBe(1);
  expect(await takeMail(test_.service)).toHaveLength(3);
});

test('somebody who left gets no mail', async () => {
  const { email, userId } = await addPersonWithCredentials(test_.service, 'analyst');
  await takeMail(test_.service);
  await test_.service.database.transaction(operator, (tx) =>
    tx.updateTable('users').set({ left_at: test_.clock.now() }).where('id', '=', userId).execute(),
  );
  expect((await ask(email)).status).toBe(200);
  expect(await takeMail(test_.service)).toEqual([]);
});

test('what is not an address is refused in plain words', async () => {
  const refused = await ask('not an address');
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Enter an email address in the correct format');
});
