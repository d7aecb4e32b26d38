import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startProvider, type TestProvider } from '#tests/support/identity-provider.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import {
  addPerson,
  addPersonWithCredentials,
  goodPassword,
  operator,
} from '#tests/support/sign-in.ts';
import { makeVisitor, type SeenPage, type Visitor } from '#tests/support/visitor.ts';
import type { IdentityProvider } from './identity-provider.ts';

let council: TestProvider;
let police: TestProvider;
let test_: TestServiceWithApp;
let app: FastifyInstance;

const roles = [
  { claim: 'groups', value: 'analysts', role: 'analyst' },
  { claim: 'groups', value: 'staff', role: 'practitioner' },
] as const;

function describeProvider(
  id: string,
  running: TestProvider,
  more: Partial<IdentityProvider>,
): IdentityProvider {
  return {
    id,
    name: `Sign-in of ${id}`,
    issuer: new URL(running.issuer),
    clientId: running.clientId,
    clientSecret: running.clientSecret,
    domains: [`${id}.example`],
    agencyId: 'eastmole-council',
    createsAccounts: true,
    roles,
    teamsClaim: 'department',
    leaver: { claim: 'left', value: 'true' },
    ...more,
  };
}

beforeAll(async () => {
  [council, police] = await Promise.all([
    startProvider('http://localhost:3000/sign-in/agency/council/return'),
    startProvider('http://localhost:3000/sign-in/agency/police/return'),
  ]);
  const gone = { ...council, issuer: 'http://127.0.0.1:1' };
  const impostor = { ...council, issuer: council.issuer.replace('127.0.0.1', 'localhost') };
  test_ = await openTestApp({
    identityProviders: [
      describeProvider('council', council, {}),
      describeProvider('police', police, { agencyId: 'constabulary', createsAccounts: false }),
      describeProvider('gone', gone, {}),
      describeProvider('impostor', impostor, {}),
    ],
  });
  ({ app } = test_);
});
afterAll(async () => {
  await test_.close();
  await Promise.all([council.stop(), police.stop()]);
});
beforeEach(() =>
  test_.service.database.transaction(operator, (tx) => sql`delete from rate_limits`.execute(tx)),
);

/** Leaves for a provider, signs in there, and comes back; `tamper` changes the way back. */
async function enter(
  visitor: Visitor,
  running: TestProvider,
  claims: Record<string, unknown>,
  tamper: (back: URL) => void = () => undefined,
  from = `/sign-in/agency/${running === council ? 'council' : 'police'}?next=%2Fyour-sign-in`,
): Promise<SeenPage> {
  const left = await visitor.ask({ method: 'GET', url: from });
  const back = await running.signIn(String(left.headers.location), claims);
  tamper(back);
  return visitor.get(`${back.pathname}${back.search}`);
}

let counted = 0;
function somebody(more: Record<string, unknown> = {}): Record<string, unknown> & { email: string } {
  counted += 1;
  const email = `person${counted}@council.example`;
  return { sub: `sub-${counted}`, email, name: 'Cora Winn', groups: ['staff'], ...more };
}

async function userOf(email: string) {
  return test_.service.database.transaction(operator, (tx) =>
    tx
      .selectFrom('users')
      .select(['id', 'role', 'agency_id', 'team_id'])
      .where('email', '=', email)
      .executeTakeFirst(),
  );
}

describe('an agency’s own sign-in', () => {
  test('is found by the domain of an address, and named before anybody leaves', async () => {
    const visitor = makeVisitor(app);
    const page = await visitor.get('/sign-in');
    const named = await visitor.submit(page, { workEmail: ' Cora@COUNCIL.example' });
    expect(named.text).toContain('Continue to Sign-in of council');
    expect(named.html).toContain('href="/sign-in/agency/council"');
  });

  test('is not there for a domain that nobody connected', async () => {
    const visitor = makeVisitor(app);
    const page = await visitor.get('/sign-in');
    const refused = await visitor.submit(page, { workEmail: 'x@elsewhere.example' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('No agency sign-in for that address');
    expect((await visitor.get('/sign-in/agency/elsewhere')).status).toBe(404);
  });

  test('opens an account at first entry where the agency allows, and leads to the page wanted', async () => {
    const visitor = makeVisitor(app);
    const who = somebody();
    const seen = await enter(visitor, council, who);
    expect(seen).toMatchObject({ status: 200, path: '/your-sign-in' });
    expect(seen.text).toContain('Cora Winn');
    expect(await userOf(who.email)).toMatchObject({
      role: 'practitioner',
      agency_id: 'eastmole-council',
    });
  });

  test('asks the provider with PKCE, state, nonce and an address of its own to come back to', async () => {
    const asked = await makeVisitor(app).ask({ method: 'GET', url: '/sign-in/agency/council' });
    const { searchParams } = new URL(String(asked.headers.location));
    expect(searchParams.get('response_type')).toBe('code');
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    expect(searchParams.get('redirect_uri')).toMatch(/\/sign-in\/agency\/council\/return$/);
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(searchParams.get(name)?.length).toBeGreaterThanOrEqual(43);
    }
    const cookie = String(asked.headers['set-cookie']);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).not.toContain(searchParams.get('state'));
  });

  test('gives the role of today at each entry, and ends the sessions of yesterday’s role', async () => {
    const who = somebody();
    const before = makeVisitor(app);
    await enter(before, council, who);
    await enter(makeVisitor(app), council, { ...who, groups: ['analysts', 'staff'] });
    expect((await userOf(who.email))?.role).toBe('analyst');
    expect((await before.get('/home')).path).toBe('/sign-in');
  });

  test('puts people in the team that their provider names, if the agency has it', async () => {
    const { id } = await test_.service.database.transaction(operator, (tx) =>
      tx
        .insertInto('teams')
        .values({ agency_id: 'eastmole-council', name: 'Youth', made_at: test_.clock.now() })
        .returning('id')
        .executeTakeFirstOrThrow(),
    );
    const who = somebody({ department: ['Roads', 'youth'] });
    await enter(makeVisitor(app), council, who);
    expect((await userOf(who.email))?.team_id).toBe(id);
  });

  test('knows people by what their provider calls them, also when their address changes', async () => {
    const who = somebody();
    await enter(makeVisitor(app), council, who);
    const first = await userOf(who.email);
    const seen = await enter(makeVisitor(app), council, { ...who, email: 'new@council.example' });
    expect(seen.path).toBe('/your-sign-in');
    expect(await userOf('new@council.example')).toBeUndefined();
    expect(first).toBeDefined();
  });
});

describe('somebody has no entry, and loses the sessions they have,', () => {
  test.each([
    ['who has left', { left: true }, 'It says that you have left'],
    ['whose groups open nothing any more', { groups: ['other'] }, 'None of your groups there'],
    ['whose address is of another agency', { email: 'x@police.example' }, 'a work address'],
  ])('%s', async (_who, change, words) => {
    const who = somebody();
    const before = makeVisitor(app);
    await enter(before, council, who);
    expect((await before.get('/home')).path).toBe('/home');
    const refused = await enter(makeVisitor(app), council, { ...who, ...change });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain(words);
    expect((await before.get('/home')).path).toBe('/sign-in');
  });

  test('whom the provider itself refuses', async () => {
    const visitor = makeVisitor(app);
    await enter(visitor, council, somebody());
    const left = await visitor.ask({ method: 'GET', url: '/sign-in/agency/council' });
    const back = await council.refuse(String(left.headers.location));
    const refused = await visitor.get(`${back.pathname}${back.search}`);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('sent you back without signing you in');
    expect((await visitor.get('/home')).path).toBe('/sign-in');
  });

  test('who has no account, where the agency opens none by itself', async () => {
    const who = { ...somebody(), email: 'new@police.example' };
    const refused = await enter(makeVisitor(app), police, who);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('You have no account here');
    expect(await userOf('new@police.example')).toBeUndefined();
  });

  test('whose account was closed here: their provider does not open it again', async () => {
    const who = somebody();
    await enter(makeVisitor(app), council, who);
    await test_.service.database.transaction(operator, (tx) =>
      tx
        .updateTable('users')
        .set({ left_at: test_.clock.now() })
        .where('email', '=', who.email)
        .execute(),
    );
    for (const sub of [who['sub'], 'another']) {
      const refused = await enter(makeVisitor(app), council, { ...who, sub });
      expect(refused.status).toBe(403);
    }
  });

  test('whose address is the account of another agency', async () => {
    const { email } = await addPersonWithCredentials(test_.service, 'analyst', 'constabulary');
    await test_.service.database.transaction(operator, (tx) =>
      tx
        .updateTable('users')
        .set({ email: 'taken@council.example' })
        .where('email', '=', email)
        .execute(),
    );
    const who = somebody({ email: 'taken@council.example' });
    expect((await enter(makeVisitor(app), council, who)).status).toBe(403);
  });
});

describe('a way back that was tampered with signs nobody in:', () => {
  const changed = (change: (back: URL) => void) =>
    enter(makeVisitor(app), council, somebody(), change);

  test.each<[string, (back: URL) => void]>([
    ['another state', ({ searchParams }) => searchParams.set('state', 'x'.repeat(43))],
    ['no state', ({ searchParams }) => searchParams.delete('state')],
    ['another issuer', ({ searchParams }) => searchParams.set('iss', 'https://evil.example')],
    ['no issuer', ({ searchParams }) => searchParams.delete('iss')],
    ['a made-up code', ({ searchParams }) => searchParams.set('code', 'made-up')],
  ])('%s', async (_what, change) => {
    expect((await changed(change)).status).toBe(403);
  });

  test('in a browser that did not leave', async () => {
    const left = await makeVisitor(app).ask({ method: 'GET', url: '/sign-in/agency/council' });
    const back = await council.signIn(String(left.headers.location), somebody());
    const victim = makeVisitor(app);
    expect((await victim.get(`${back.pathname}${back.search}`)).status).toBe(403);
    expect((await victim.get('/home')).path).toBe('/sign-in');
  });

  test('a second time', async () => {
    const visitor = makeVisitor(app);
    const left = await visitor.ask({ method: 'GET', url: '/sign-in/agency/council' });
    const cookies = new Map(visitor.cookies);
    const back = await council.signIn(String(left.headers.location), somebody());
    const path = `${back.pathname}${back.search}`;
    expect((await visitor.get(path)).status).toBe(200);
    const thief = makeVisitor(app);
    for (const [name, value] of cookies) thief.cookies.set(name, value);
    expect((await thief.get(path)).status).toBe(403);
  });

  test('after a quarter of an hour', async () => {
    const visitor = makeVisitor(app);
    const left = await visitor.ask({ method: 'GET', url: '/sign-in/agency/council' });
    const back = await council.signIn(String(left.headers.location), somebody());
    const now = test_.clock.now();
    test_.clock.moveTo(new Date(now.getTime() + 15 * 60_000 + 1).toISOString());
    expect((await visitor.get(`${back.pathname}${back.search}`)).status).toBe(403);
    test_.clock.moveTo(now.toISOString());
  });

  test('with the nonce of another visit', async () => {
    const visitor = makeVisitor(app);
    const left = await visitor.ask({ method: 'GET', url: '/sign-in/agency/council' });
    const address = new URL(String(left.headers.location));
    address.searchParams.set('nonce', 'n'.repeat(43));
    const back = await council.signIn(address.href, somebody());
    expect((await visitor.get(`${back.pathname}${back.search}`)).status).toBe(403);
  });

  test('with the answer of another provider (mix-up)', async () => {
    const visitor = makeVisitor(app);
    await visitor.ask({ method: 'GET', url: '/sign-in/agency/council' });
    const other = makeVisitor(app);
    const left = await other.ask({ method: 'GET', url: '/sign-in/agency/police' });
    const back = await police.signIn(String(left.headers.location), somebody());
    expect((await visitor.get(`${back.pathname}${back.search}`)).status).toBe(403);
    const crossed = makeVisitor(app);
    await crossed.ask({ method: 'GET', url: '/sign-in/agency/council' });
    const path = `/sign-in/agency/council/return${back.search}`;
    expect((await crossed.get(path)).status).toBe(403);
  });
});

describe('a provider that', () => {
  test.each(['gone', 'impostor'])('is %s is said to be down, and nobody is let in', async (id) => {
    const seen = await makeVisitor(app).get(`/sign-in/agency/${id}`);
    expect(seen.status).toBe(503);
    expect(seen.text).toContain(`Sign-in of ${id} does not answer`);
    expect(seen.text).toContain('An administrator of your agency can still sign in');
  });

  test('is down leaves the door open to administrators with a password, and to nobody else', async () => {
    for (const [role, path] of [
      ['administrator', '/sign-in/second-step'],
      ['analyst', '/sign-in'],
    ] as const) {
      const { userId } = await addPersonWithCredentials(test_.service, role);
      const email = `${role}@gone.example`;
      await test_.service.database.transaction(operator, (tx) =>
        tx.updateTable('users').set({ email }).where('id', '=', userId).execute(),
      );
      expect((await makeVisitor(app).signIn(email, goodPassword)).path).toBe(path);
    }
  });
});

test('somebody invited to a domain with a sign-in of its own is sent there, not to a password', async () => {
  const { link, userId } = await addPerson(test_.service, 'practitioner', 'constabulary');
  const email = 'invited@police.example';
  await test_.service.database.transaction(operator, (tx) =>
    tx.updateTable('users').set({ email }).where('id', '=', userId).execute(),
  );
  const visitor = makeVisitor(app);
  const fields = { password: goodPassword, again: goodPassword };
  for (const page of [await visitor.get(link), await visitor.post(link, fields)]) {
    expect(page.text).toContain('Continue to Sign-in of police');
  }
  expect((await makeVisitor(app).signIn(email, goodPassword)).status).toBe(422);
  const seen = await enter(visitor, police, { ...somebody(), email });
  expect(seen.path).toBe('/your-sign-in');
});

describe('a step-up at the provider', () => {
  const wanted = '/step-up/agency?next=%2Fhome';

  test('is a fresh sign-in there, by the same person', async () => {
    const visitor = makeVisitor(app);
    const who = somebody();
    await enter(visitor, council, who);
    const left = await visitor.ask({ method: 'GET', url: wanted });
    const { searchParams } = new URL(String(left.headers.location));
    expect(searchParams.get('prompt')).toBe('login');
    expect(searchParams.get('max_age')).toBe('0');
    const back = await council.signIn(String(left.headers.location), who);
    expect((await visitor.get(`${back.pathname}${back.search}`)).path).toBe('/home');
    const [session] = await test_.service.database.transaction(operator, (tx) =>
      tx
        .selectFrom('sessions')
        .innerJoin('users', 'users.id', 'sessions.user_id')
        .select(['stepped_up_until', 'way_in', 'strength'])
        .where('email', '=', who.email)
        .where('ended_at', 'is', null)
        .execute(),
    );
    expect(session).toMatchObject({ way_in: 'provider', strength: 'strong' });
    expect(session?.stepped_up_until?.getTime()).toBe(test_.clock.now().getTime() + 600_000);
  });

  test('by somebody else is none, and puts the session out', async () => {
    const visitor = makeVisitor(app);
    await enter(visitor, council, somebody());
    const other = somebody();
    await enter(makeVisitor(app), council, other);
    const refused = await enter(visitor, council, other, undefined, wanted);
    expect(refused.status).toBe(403);
    expect((await visitor.get('/home')).path).toBe('/sign-in');
  });
});
