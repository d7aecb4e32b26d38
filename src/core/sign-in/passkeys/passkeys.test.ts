import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { takeMail } from '#tests/support/mail.ts';
import { makePasskeyDevice, type Flaw, type PasskeyDevice } from '#tests/support/passkey-device.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { addPerson, codeAt, goodPassword, operator, signInAs } from '#tests/support/sign-in.ts';
import { makeVisitor, type SeenPage, type Visitor } from '#tests/support/visitor.ts';

let test_: TestServiceWithApp;
let app: FastifyInstance;

const morning = '2026-11-22T08:00:00Z';

beforeAll(async () => {
  test_ = await openTestApp({ now: morning });
  ({ app } = test_);
});
afterAll(() => test_.close());
beforeEach(() => test_.clock.moveTo(morning));

type HandedOut = { attempt: string; options: Parameters<PasskeyDevice['answer']>[0] };

async function challenge(visitor: Visitor, purpose: string): Promise<HandedOut> {
  const { payload, statusCode } = await visitor.ask({
    method: 'POST',
    url: `/sign-in/passkey/challenge/${purpose}`,
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  if (statusCode !== 200) throw new Error(`No challenge: ${statusCode}`);
  return JSON.parse(payload) as HandedOut;
}

async function addPasskey(visitor: Visitor, name = 'Work phone', flaw?: Flaw) {
  const device = makePasskeyDevice();
  const { attempt, options } = await challenge(visitor, 'new');
  const answer = JSON.stringify(device.make(options, flaw));
  const seen = await visitor.post('/your-sign-in/passkeys/new', { attempt, answer, name });
  return { device, seen };
}

async function enterWith(device: PasskeyDevice, flaw?: Flaw, visitor = makeVisitor(app)) {
  const { attempt, options } = await challenge(visitor, 'sign-in');
  const answer = JSON.stringify(device.answer(options, flaw));
  return { visitor, attempt, answer, seen: await send(visitor, attempt, answer) };
}

async function send(visitor: Visitor, attempt: string, answer: string): Promise<SeenPage> {
  return visitor.post('/sign-in/passkey', { attempt, answer, next: '/your-sign-in' });
}

describe('a passkey', () => {
  test('that somebody added signs them in without a password, to the page wanted', async () => {
    const { visitor, email } = await signInAs(app, test_.service, 'analyst');
    const { device, seen } = await addPasskey(visitor);
    expect(seen.path).toBe('/your-sign-in');
    expect(seen.text).toContain('Work phone');
    expect((await takeMail(test_.service)).map(({ to }) => to)).toContain(email);
    const entered = await enterWith(device);
    expect(entered.seen).toMatchObject({ status: 200, path: '/your-sign-in' });
    expect(entered.seen.text).toContain('Passkey');
    expect((await enterWith(device)).seen.path).toBe('/your-sign-in');
  });

  test('is a second step after a password, and can be somebody’s first', async () => {
    const { link, email } = await addPerson(test_.service, 'practitioner');
    const visitor = makeVisitor(app);
    await visitor.post(link, { password: goodPassword, again: goodPassword });
    const device = makePasskeyDevice();
    const { attempt, options } = await challenge(visitor, 'new');
    const answer = JSON.stringify(device.make(options));
    const kept = await visitor.post('/sign-in/set-up/passkey', { attempt, answer, name: 'Mine' });
    expect(kept.text).toContain('Keep your recovery codes');
    const again = makeVisitor(app);
    expect((await again.signIn(email, goodPassword)).path).toBe('/sign-in/second-step');
    expect((await enterWith(device, undefined, again)).seen.text).toContain('Password and passkey');
  });

  test('steps a session up', async () => {
    const { visitor } = await signInAs(app, test_.service, 'analyst');
    const { device } = await addPasskey(visitor);
    test_.clock.moveTo('2026-11-22T08:20:00Z');
    const { attempt, options } = await challenge(visitor, 'step-up');
    const answer = JSON.stringify(device.answer(options));
    const next = '/your-sign-in/recovery-codes';
    expect((await visitor.post('/step-up/passkey', { attempt, answer, next })).path).toBe(next);
  });

  test('that was removed opens nothing, and the only second step cannot be removed', async () => {
    const { visitor, userId } = await signInAs(app, test_.service, 'analyst');
    const { device, seen } = await addPasskey(visitor, 'Old phone');
    const removal = /href="(\/your-sign-in\/passkeys\/[^"]+\/removal)"/.exec(seen.html)?.[1] ?? '';
    expect((await visitor.get(removal)).text).toContain('Remove the passkey Old phone');
    expect((await visitor.post(removal)).text).not.toContain('Old phone');
    expect((await enterWith(device)).seen.status).toBe(422);
    await addPasskey(visitor, 'The only one');
    await test_.service.database.transaction(operator, (tx) =>
      tx.deleteFrom('authenticators').where('user_id', '=', userId).execute(),
    );
    const last = await visitor.get('/your-sign-in');
    const only = /href="(\/your-sign-in\/passkeys\/[^"]+\/removal)"/.exec(last.html)?.[1] ?? '';
    const refused = await visitor.post(only);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('This is your only second step');
    expect((await visitor.get('/your-sign-in')).text).toContain('The only one');
  });

  test('of somebody who left opens nothing', async () => {
    const { visitor, userId } = await signInAs(app, test_.service, 'analyst');
    const { device } = await addPasskey(visitor);
    await test_.service.database.transaction(operator, (tx) =>
      tx
        .updateTable('users')
        .set({ left_at: test_.clock.now() })
        .where('id', '=', userId)
        .execute(),
    );
    expect((await enterWith(device)).seen.status).toBe(422);
  });
});

describe('an answer is refused', () => {
  test.each<[string, Flaw]>([
    ['made for another site', { origin: 'https://evil.example' }],
    ['of a key for another host', { host: 'evil.example' }],
    ['whose owner the device did not check', { isVerified: false }],
    ['of a copy, whose count has stood still', { count: 1 }],
  ])('%s', async (_what, flaw) => {
    const { visitor } = await signInAs(app, test_.service, 'analyst');
    const { device } = await addPasskey(visitor);
    if (flaw.count !== undefined) expect((await enterWith(device)).seen.status).toBe(200);
    expect((await enterWith(device, flaw)).seen.status).toBe(422);
  });

  test('a second time, to another challenge, and after five minutes', async () => {
    const { visitor } = await signInAs(app, test_.service, 'analyst');
    const { device } = await addPasskey(visitor);
    const { attempt, answer, seen } = await enterWith(device);
    expect(seen.status).toBe(200);
    expect((await send(makeVisitor(app), attempt, answer)).status).toBe(422);
    const other = await challenge(makeVisitor(app), 'sign-in');
    expect((await send(makeVisitor(app), other.attempt, answer)).status).toBe(422);
    const late = await challenge(makeVisitor(app), 'sign-in');
    const lateAnswer = JSON.stringify(device.answer(late.options));
    test_.clock.moveTo('2026-11-22T08:05:01Z');
    expect((await send(makeVisitor(app), late.attempt, lateAnswer)).status).toBe(422);
  });

  test('to a challenge for something else', async () => {
    const { visitor } = await signInAs(app, test_.service, 'analyst');
    const { device } = await addPasskey(visitor);
    const { attempt, options } = await challenge(visitor, 'step-up');
    const answer = JSON.stringify(device.answer(options));
    expect((await send(makeVisitor(app), attempt, answer)).status).toBe(422);
  });

  test('by somebody else’s key, for a step-up', async () => {
    const { visitor: other } = await signInAs(app, test_.service, 'analyst');
    const { device } = await addPasskey(other);
    const { visitor } = await signInAs(app, test_.service, 'analyst');
    const { attempt, options } = await challenge(visitor, 'step-up');
    const answer = JSON.stringify(device.answer(options));
    expect((await visitor.post('/step-up/passkey', { attempt, answer })).status).toBe(422);
  });

  test.each(['', '{}', 'null', '{"id":"x"}', '['])('that is none: %s', async (answer) => {
    const visitor = makeVisitor(app);
    const { attempt } = await challenge(visitor, 'sign-in');
    expect((await send(visitor, attempt, answer)).status).toBe(422);
  });
});

test('what a sign-in asks of passkeys says nothing about who has one', async () => {
  const { options } = await challenge(makeVisitor(app), 'sign-in');
  expect(Object.keys(options)).not.toContain('allowCredentials');
  expect(options).toMatchObject({ userVerification: 'required', rpId: 'localhost' });
});

test.each(['step-up', 'new'])('a stranger gets no challenge for %s', async (purpose) => {
  await expect(challenge(makeVisitor(app), purpose)).rejects.toThrow('403');
});

test('nobody adds a passkey long after they last showed who they are', async () => {
  const { visitor } = await signInAs(app, test_.service, 'analyst');
  test_.clock.moveTo('2026-11-22T08:10:01Z');
  await expect(challenge(visitor, 'new')).rejects.toThrow('403');
  const asked = await visitor.get('/your-sign-in/passkeys/new');
  expect(asked.path).toContain('/step-up');
  const page = await visitor.submit(asked, { code: codeAt(test_.clock.now()) });
  expect(page.path).toBe('/your-sign-in/passkeys/new');
});
