import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql, type RawBuilder } from 'kysely';
import { makeTestApp, openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import {
  addPerson,
  addPersonWithCredentials,
  goodPassword,
  operator,
  signInThroughTheDoor,
} from '#tests/support/sign-in.ts';
import { makeVisitor } from '#tests/support/visitor.ts';
import { peopleToEnterAs } from '#core/demonstration/people.ts';

let real: TestServiceWithApp;
let app: FastifyInstance;

beforeAll(async () => {
  real = await openTestApp();
  ({ app } = real);
});
afterAll(async () => {
  await real.close();
});

/** Everybody in these tests shares one address, which a real day would not see so many failures from. */
beforeEach(() => changeFailures(sql`delete from rate_limits`));

describe('signing in with an account', () => {
  test('an email address, its password and a code lead home, whatever the case of the address', async () => {
    const { email } = await addPersonWithCredentials(real.service, 'analyst');
    const moment = real.clock.now();
    const visitor = makeVisitor(app);
    const home = await signInThroughTheDoor(visitor, { email: email.toUpperCase(), moment });
    expect(home).toMatchObject({ status: 200, path: '/home' });
    expect(home.text).toContain('The analyst');
  });

  test('a wrong password and an unknown address cannot be told apart', async () => {
    const { email } = await addPersonWithCredentials(real.service, 'analyst');
    const unknown = `no-${email}`;
    const wrongPassword = await makeVisitor(app).signIn(email, 'not the password');
    const wrongAddress = await makeVisitor(app).signIn(unknown, 'not the password');
    expect(wrongPassword.status).toBe(422);
    expect(wrongAddress.status).toBe(422);
    expect(wrongAddress.html.replaceAll(unknown, email)).toBe(wrongPassword.html);
    expect(namesOf(wrongAddress.headers)).toEqual(namesOf(wrongPassword.headers));
  });

  test('somebody who has not chosen a password yet looks the same as an unknown address', async () => {
    const { email } = await addPerson(real.service, 'analyst');
    const unknown = `no-${email}`;
    const [unused, absent] = [
      await makeVisitor(app).signIn(email, ''),
      await makeVisitor(app).signIn(unknown, ''),
    ];
    expect(absent.html.replaceAll(unknown, email)).toBe(unused.html);
  });

  test('an unknown address takes as long as a wrong password', async () => {
    const { email } = await addPersonWithCredentials(real.service, 'analyst');
    const spent = { known: [] as number[], unknown: [] as number[] };
    for (let round = 0; round < 4; round++) {
      spent.known.push(await timeOf(email));
      spent.unknown.push(await timeOf(`no${round}-${email}`));
    }
    // The hash is most of the time; without it an unknown address answers several times faster.
    expect(Math.min(...spent.unknown)).toBeGreaterThan(Math.min(...spent.known) / 2);
  });

  test('what was typed is kept when it is refused, except the password', async () => {
    const refused = await makeVisitor(app).signIn('not-an-address', 'a secret typed in');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Enter an email address in the correct format');
    expect(refused.html).toContain('value="not-an-address"');
    expect(refused.html).not.toContain('a secret typed in');
  });

  test.each([
    ['nothing at all', ''],
    ['a field twice', 'email=a%40b.example&email=c%40d.example&password=x&password=y'],
  ])('%s is answered in plain words', async (_what, payload) => {
    const response = await makeVisitor(app).ask({
      method: 'POST',
      url: '/sign-in',
      payload,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
    });
    expect(response.statusCode).toBe(422);
    expect(response.payload).toContain('Enter your email address');
    expect(response.payload).not.toMatch(/invalid input|expected string/i);
  });

  test.each(['application/json', 'text/plain'])('a body of %s is not a form', async (type) => {
    const response = await makeVisitor(app).ask({
      method: 'POST',
      url: '/sign-in',
      payload: '["x"]',
      headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' },
    });
    expect(response.statusCode).toBe(415);
    expect(response.payload).toContain('That could not be read');
  });
});

describe('too many wrong passwords', () => {
  test('after five, even the right one waits, and the page says how long', async () => {
    const { email } = await addPersonWithCredentials(real.service, 'coordinator');
    const visitor = makeVisitor(app);
    for (let n = 0; n < 5; n++) expect((await visitor.signIn(email, 'wrong')).status).toBe(422);
    const locked = await visitor.signIn(email, goodPassword);
    expect(locked.status).toBe(429);
    expect(locked.text).toContain(
      'There were too many wrong tries. Wait 15 minutes, then try again',
    );
    expect(visitor.cookies.size).toBe(0);
  });

  test('an unknown address is locked in the same way', async () => {
    const visitor = makeVisitor(app);
    const statuses: number[] = [];
    for (let n = 0; n < 6; n++) {
      statuses.push((await visitor.signIn('stranger@harbourshire.example', 'wrong')).status);
    }
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
  });

  test('a success forgets the failures before it', async () => {
    const { email } = await addPersonWithCredentials(real.service, 'coordinator');
    const visitor = makeVisitor(app);
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 4; n++) expect((await visitor.signIn(email, 'wrong')).status).toBe(422);
      expect((await visitor.signIn(email, goodPassword)).status).toBe(200);
    }
  });

  test('the lock ends by itself', async () => {
    const { email } = await addPersonWithCredentials(real.service, 'coordinator');
    const visitor = makeVisitor(app);
    for (let n = 0; n < 6; n++) await visitor.signIn(email, 'wrong');
    await changeFailures(sql`update rate_limits set expire = 1`);
    expect((await visitor.signIn(email, goodPassword)).status).toBe(200);
  });

  test('an office whose people share an address may all sign in on a Monday morning', async () => {
    const { email } = await addPersonWithCredentials(real.service, 'coordinator');
    await makeVisitor(app).signIn(email, 'wrong');
    await changeFailures(sql`update rate_limits set points = 49 where key like 'address%'`);
    for (let n = 0; n < 3; n++) {
      expect((await makeVisitor(app).signIn(email, goodPassword)).status).toBe(200);
    }
  });

  test('an address that tries fifty accounts is locked out of all of them', async () => {
    const { email } = await addPersonWithCredentials(real.service, 'coordinator');
    await makeVisitor(app).signIn('one-of-many@harbourshire.example', 'wrong');
    await changeFailures(sql`update rate_limits set points = 50 where key like 'address%'`);
    expect((await makeVisitor(app).signIn(email, goodPassword)).status).toBe(429);
  });

  test('an address that is shut out cannot go on to lock the accounts of others', async () => {
    const { email } = await addPersonWithCredentials(real.service, 'coordinator');
    await makeVisitor(app).signIn('one-of-many@harbourshire.example', 'wrong');
    await changeFailures(sql`update rate_limits set points = 50 where key like 'address%'`);
    for (let n = 0; n < 8; n++) await makeVisitor(app).signIn(email, 'wrong');
    await changeFailures(sql`delete from rate_limits where key like 'address%'`);
    expect((await makeVisitor(app).signIn(email, goodPassword)).path).toBe('/sign-in/second-step');
  });

  test('the table of failures holds no email address', async () => {
    const { email } = await addPerson(real.service, 'analyst');
    await makeVisitor(app).signIn(email, 'wrong');
    const { rows } = await real.service.database.transaction(operator, (tx) =>
      sql<{ key: string }>`select key from rate_limits`.execute(tx),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('@');
  });
});

describe('the people of the demonstration', () => {
  let story: TestServiceWithApp;
  let storyApp: FastifyInstance;

  beforeAll(async () => {
    story = await openTestApp({ partnership: 'warwickshire', demonstration: true });
    ({ app: storyApp } = story);
  });
  afterAll(async () => {
    await story.close();
  });

  test('are all on the sign-in page, each with why they are here', async () => {
    const page = await makeVisitor(storyApp).get('/sign-in');
    const people = story.service.demonstration?.cast.people ?? [];
    expect(people.length).toBeGreaterThan(5);
    for (const { name, whyHere } of people) {
      expect(page.text).toContain(name);
      expect(page.text).toContain(whyHere.replace(/\s+/g, ' ').trim());
    }
  });

  test('are entered as with one click, and land on the page that was wanted', async () => {
    const visitor = makeVisitor(storyApp);
    for (const { id, name } of peopleToEnterAs(story.service) ?? []) {
      const home = await visitor.enterAs(id);
      expect(home).toMatchObject({ status: 200, path: '/home' });
      expect(home.text).toContain(name);
    }
    const analyst = story.service.demonstration?.cast.people.find(({ role }) => role === 'analyst');
    const wanted = await visitor.enterAs(analyst?.id ?? '', '/evidence/imports');
    expect(wanted.path).toBe('/evidence/imports');
  });

  test('are named to whoever comes back to sign in while signed in', async () => {
    const visitor = makeVisitor(storyApp);
    expect((await visitor.get('/sign-in')).text).not.toContain('You are signed in as');
    const [one] = story.service.demonstration?.cast.people ?? [];
    await visitor.enterAs(one?.id ?? '');
    const page = await visitor.get('/sign-in');
    expect(page.text).toContain(`You are signed in as ${one?.name}`);
    expect(page.html).toContain('href="/home"');
  });

  test('are left for good by entering as another', async () => {
    const visitor = makeVisitor(storyApp);
    const [one, another] = story.service.demonstration?.cast.people ?? [];
    await visitor.enterAs(one?.id ?? '');
    const before = makeVisitor(storyApp);
    for (const [name, value] of visitor.cookies) before.cookies.set(name, value);
    expect((await before.get('/home')).path).toBe('/home');
    await visitor.enterAs(another?.id ?? '');
    expect((await before.get('/home')).path).toBe('/sign-in');
    expect((await visitor.get('/home')).text).toContain(another?.name);
  });

  test.each(['nobody-of-this-name', '', "'; drop table users"])(
    'are the only ones: "%s" is not found',
    async (person) => {
      expect((await makeVisitor(storyApp).enterAs(person)).status).toBe(404);
    },
  );

  test('have no password that anybody could guess', async () => {
    const [person] = story.service.demonstration?.cast.people ?? [];
    for (const password of ['x', 'demonstration', 'nobody has this password']) {
      expect((await makeVisitor(storyApp).signIn(person?.email ?? '', password)).status).toBe(422);
    }
  });

  test('are unknown to a service of real work: none is named, and there is no way to enter', async () => {
    const page = await makeVisitor(app).get('/sign-in');
    expect(page.text).not.toContain('demonstration');
    expect((await makeVisitor(app).enterAs('pat-analyst')).status).toBe(404);
    expect((await makeVisitor(app).get('/demonstration')).status).toBe(404);
  });

  test('are out at once when the demonstration is off', async () => {
    const visitor = makeVisitor(storyApp);
    await visitor.enterAs(story.service.demonstration?.cast.people[0]?.id ?? '');
    const without = await makeTestApp({
      ...story,
      service: { ...story.service, demonstration: undefined },
    });
    const later = makeVisitor(without);
    for (const [name, value] of visitor.cookies) later.cookies.set(name, value);
    expect((await later.get('/home')).path).toBe('/sign-in');
    await without.close();
  });
});

async function changeFailures(statement: RawBuilder<unknown>): Promise<void> {
  await real.service.database.transaction(operator, (tx) => statement.execute(tx));
}

async function timeOf(email: string): Promise<number> {
  const before = performance.now();
  await makeVisitor(app).signIn(email, 'wrong password');
  return performance.now() - before;
}

function namesOf(headers: object): string[] {
  return Object.keys(headers).toSorted();
}
