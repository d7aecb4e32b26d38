import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#core/access/roles.ts';
import { makeSignInLink } from '#core/sign-in/make-sign-in-link.ts';
import { beginSessionFor } from '#core/sign-in/begin-session.ts';
import { sessionCookieName } from '#core/sign-in/session-cookie.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { operator } from '#tests/support/sign-in.ts';
import { makeVisitor, type SeenPage, type Visitor } from '#tests/support/visitor.ts';
import { createUser } from './create-user.ts';
import { endDueAccess } from './end-due-access.ts';

const now = '2026-11-23T10:00:00Z';
const police = 'constabulary';
const council = 'eastmole-council';

const someDay = { 'day-day': '27', 'day-month': '11', 'day-year': '2026' };

type Someone = { id: string; email: string; name: string; visitor: Visitor };

let test_: TestServiceWithApp;
let chief: Someone;
let other: Someone;
let governance: Someone;

beforeAll(async () => {
  test_ = await openTestApp({ now });
  chief = await comeIn('administrator', police, 'Chris Chief');
  other = await comeIn('administrator', council, 'Olly Other');
  governance = await comeIn('information-governance', council, 'Gwen Governance');
});
afterAll(async () => {
  await test_.close();
});
beforeEach(() => {
  test_.clock.moveTo(now);
});

/** Somebody with an account, who has just shown who they are. */
async function comeIn(role: Role, agencyId: string, name: string): Promise<Someone> {
  const email = `${randomUUID()}@harbourshire.example`;
  const person = { email, name, agencyId, role };
  const { userId: id } = await createUser(test_.service, { principal: operator }, person);
  return { id, email, name, visitor: await signIn(id) };
}

async function signIn(userId: string): Promise<Visitor> {
  const visitor = makeVisitor(test_.app);
  const token = await beginSessionFor(test_.service, userId, 'password-and-code');
  visitor.cookies.set(sessionCookieName(test_.service), token);
  return visitor;
}

type Invited = { name: string; email: string; role: string };

function aColleague(role = 'practitioner'): Invited {
  return { name: 'Nia New', email: `${randomUUID()}@harbourshire.example`, role };
}

async function invite(by: Someone, colleague: Invited): Promise<SeenPage> {
  return by.visitor.submit(await by.visitor.get('/users/invitations'), colleague);
}

/** Puts a moved or closed form's answer in, as the page of it offers. */
async function change(by: Someone, path: string, fields: Record<string, string>) {
  return by.visitor.submit(await by.visitor.get(path), fields);
}

async function mailsTo(email: string): Promise<string[]> {
  const rows = await test_.service.database.transaction(operator, (tx) =>
    tx.selectFrom('outgoing_mail').select('template').where('recipient', '=', email).execute(),
  );
  return rows.map(({ template }) => template);
}

async function accountsOf(email: string) {
  return test_.service.database.transaction(operator, (tx) =>
    tx
      .selectFrom('users')
      .select(['id', 'agency_id', 'role', 'left_at', 'password_hash'])
      .where('email', '=', email)
      .execute(),
  );
}

/** What a page says, without what differs from one showing to the next. */
function withoutIds({ html }: SeenPage): string {
  return html.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');
}

describe('an administrator invites a colleague', () => {
  test('who gets one mail with a link, and is shown as not here yet until they come', async () => {
    const nia = aColleague();
    const page = await invite(chief, nia);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Invited, and not here yet');
    expect(page.text).toContain(`The mail goes to ${nia.email}`);
    // In real use nobody reads what a mail said.
    expect(page.text).not.toContain('This is the demonstration');
    expect((await chief.visitor.get('/home')).html).toContain('href="/users/invitations"');
    expect(await mailsTo(nia.email)).toEqual(['invitation']);
    const list = () => chief.visitor.get(`/users?search=${nia.email}`);
    expect(stateIn(await list())).toBe('Invited, not here yet');
    const [account] = await accountsOf(nia.email);
    await signIn(account?.id ?? '');
    expect(stateIn(await list())).toBe('Active');
    const hers = await chief.visitor.get(`/users/${account?.id}`);
    expect(hers.text).toContain('Came in for the first time');
    expect((await chief.visitor.get(page.path)).status).toBe(404);
  });

  test('to their own agency only, whatever else the form says', async () => {
    const nia = aColleague();
    const form = await chief.visitor.get('/users/invitations');
    await chief.visitor.submit(form, { ...nia });
    const forged = aColleague();
    await chief.visitor.post('/users/invitations', {
      ...forged,
      agency: council,
      agencyId: council,
    });
    for (const { email } of [nia, forged]) {
      expect(await accountsOf(email)).toMatchObject([{ agency_id: police }]);
    }
  });

  test('once, however often the form is sent', async () => {
    const nia = aColleague();
    const form = await chief.visitor.get('/users/invitations');
    const answers = await Promise.all([1, 2, 3].map(() => chief.visitor.submit(form, nia)));
    expect(new Set(answers.map(({ path }) => path)).size).toBe(1);
    expect(await mailsTo(nia.email)).toEqual(['invitation']);
    const again = await invite(chief, nia);
    expect(again.status).toBe(409);
    expect(again.text).toContain('Somebody with this address is invited already');
    expect(again.html).toContain(`value="${nia.email}"`);
  });

  test.each([
    [{ name: '' }, 'Enter their name'],
    [{ name: 'a\u202Eb' }, 'characters that cannot be shown'],
    [{ email: 'not an address' }, 'Enter an email address in the correct format'],
    [{ role: 'emperor' }, 'Choose a role'],
    [{ role: 'constructor' }, 'Choose a role'],
    [{ role: 'operator' }, 'Choose a role'],
    [{ team: 'x' }, 'Choose a team from the list'],
    [{ team: randomUUID() }, 'Choose a team from the list'],
  ])('and %j is sent back with what was typed', async (wrong, words) => {
    const sent = { ...aColleague(), ...wrong };
    const refused = await chief.visitor.post('/users/invitations', sent);
    expect([409, 422]).toContain(refused.status);
    expect(refused.text).toContain(words);
    expect(await accountsOf(sent.email)).toEqual([]);
  });

  test('again, with a new link, but not twice in a minute', async () => {
    const nia = aColleague();
    const page = await invite(chief, nia);
    const sending = `${page.path}/sending`;
    expect((await chief.visitor.post(sending)).status).toBe(409);
    test_.clock.moveTo('2026-11-23T10:05:00Z');
    expect((await chief.visitor.post(sending)).path).toBe(page.path);
    expect(await mailsTo(nia.email)).toEqual(['invitation', 'invitation']);
  });

  test('and withdraws it: the account is gone, and its links open nothing', async () => {
    const nia = aColleague();
    const page = await invite(chief, nia);
    const link = { email: nia.email };
    const { token } = await makeSignInLink(test_.service, { principal: operator }, link);
    await chief.visitor.post(`${page.path}/withdrawal`);
    expect((await makeVisitor(test_.app).get(`/first-password/${token}`)).status).toBe(404);
    expect((await chief.visitor.get(`/users?search=${nia.email}&state=left`)).text).toContain(
      'Nobody fits these words',
    );
    expect((await invite(chief, nia)).status).toBe(200);
    expect((await makeVisitor(test_.app).get(`/first-password/${token}`)).status).toBe(404);
  });
});

describe('an address with an account in another agency', () => {
  test('is answered, listed, sent again and withdrawn like a free one; it opens nothing, and only governance is told', async () => {
    const [taken, free] = [aColleague(), aColleague()];
    await invite(other, taken);
    const pages = [await invite(chief, taken), await invite(chief, free)];
    const same = (shown: readonly SeenPage[]): void => {
      const [one, two] = shown.map((page) => withoutIds(page));
      expect(one?.replaceAll(taken.email, 'ADDRESS')).toBe(two?.replaceAll(free.email, 'ADDRESS'));
    };
    same(pages);
    same([
      await chief.visitor.get(`/users?search=${taken.email}`),
      await chief.visitor.get(`/users?search=${free.email}`),
    ]);
    const [hidden] = pages;
    expect((await governance.visitor.get(hidden?.path ?? '')).text).toContain(
      'has an account with another agency',
    );
    test_.clock.moveTo('2026-11-23T10:10:00Z');
    for (const { path } of pages) await chief.visitor.post(`${path}/sending`);
    same(await Promise.all(pages.map(({ path }) => chief.visitor.get(path))));
    // One was the other agency's own; beside it each address got the same two.
    expect(await mailsTo(taken.email)).toHaveLength(3);
    expect(await mailsTo(free.email)).toHaveLength(2);
    expect(await accountsOf(taken.email)).toMatchObject([{ agency_id: council, left_at: null }]);
    same([await invite(chief, taken), await invite(chief, free)]);
    for (const { path } of pages) {
      expect((await chief.visitor.post(`${path}/withdrawal`)).path).toBe('/users');
    }
    same([
      await chief.visitor.get(`/users?search=${taken.email}&state=left`),
      await chief.visitor.get(`/users?search=${free.email}&state=left`),
    ]);
  });

  test('moves when the other agency has closed it: a new account, and the old one keeps its history', async () => {
    const mover = await comeIn('analyst', council, 'Mo Mover');
    const page = await invite(chief, { ...aColleague(), email: mover.email });
    await change(other, `/users/${mover.id}/departure`, { when: 'at-once' });
    test_.clock.moveTo('2026-11-23T10:10:00Z');
    await chief.visitor.post(`${page.path}/sending`);
    const accounts = await accountsOf(mover.email);
    expect(accounts).toHaveLength(2);
    expect(accounts.find(({ id }) => id === mover.id)).toMatchObject({ agency_id: council });
    expect(accounts.find(({ left_at }) => left_at === null)).toMatchObject({ agency_id: police });
    expect((await other.visitor.get(`/users?search=${mover.email}&state=left`)).text).toContain(
      'Left on 23 November 2026',
    );
  });
});

describe('an administrator of one agency', () => {
  test("finds another agency's people, invitations and forms absent, by any address", async () => {
    const target = await comeIn('analyst', police, 'Terry Target');
    const invitation = (await invite(chief, aColleague())).path;
    const nobody = randomUUID();
    const fields = { role: 'analyst', version: '1', when: 'at-once', team: '' };
    const absent = await other.visitor.get(`/users/${nobody}`);
    for (const path of [
      `/users/${target.id}`,
      `/users/${target.id}/placement`,
      `/users/${target.id}/departure`,
      invitation,
    ]) {
      const seen = await other.visitor.get(path);
      expect([path, seen.status, seen.text]).toEqual([path, 404, absent.text]);
    }
    for (const path of [
      `/users/${target.id}/placement`,
      `/users/${target.id}/departure`,
      `${invitation}/sending`,
      `${invitation}/withdrawal`,
    ]) {
      const seen = await other.visitor.post(path, fields);
      expect([path, seen.status, seen.text]).toEqual([path, 404, absent.text]);
    }
    expect(await accountsOf(target.email)).toMatchObject([{ role: 'analyst', left_at: null }]);
    const list = await other.visitor.get('/users');
    expect(list.text).not.toContain(target.name);
    expect((await other.visitor.get(`/users?search=${target.email}`)).text).toContain(
      'Nobody fits these words',
    );
    expect((await governance.visitor.get(`/users?search=${target.email}`)).text).toContain(
      target.name,
    );
  });

  test.each(['practitioner', 'analyst', 'organisation'] as const)(
    'is who it takes: a %s may do none of it',
    async (role) => {
      const { visitor, id } = await comeIn(role, police, 'Noel Nobody');
      for (const path of ['/users', `/users/${id}`, '/users/invitations', '/teams']) {
        expect([path, (await visitor.get(path)).status]).toEqual([path, 403]);
      }
      const raised = await visitor.post(`/users/${id}/placement`, { role: 'administrator' });
      expect(raised.status).toBe(403);
    },
  );
});

describe('a colleague', () => {
  test('gets another role and team, with a history of both, and a mail', async () => {
    const person = await comeIn('practitioner', police, 'Petra Practice');
    await chief.visitor.submit(await chief.visitor.get('/teams'), { name: 'Night desk' });
    const form = await chief.visitor.get(`/users/${person.id}/placement`);
    const team = /<option value="([^"]{36})"[^>]*>Night desk/.exec(form.html)?.[1] ?? '';
    const saved = await chief.visitor.submit(form, { role: 'analyst', team });
    expect(saved.path).toBe(`/users/${person.id}`);
    expect(saved.text).toMatch(/Role changed\s*Analyst\s*Night desk/);
    expect(saved.text).toMatch(/Team changed\s*Practitioner\s*Night desk/);
    expect(saved.text).toContain('Chris Chief');
    expect(await mailsTo(person.email)).toEqual(['sign-in-changed']);
    expect((await person.visitor.get('/evidence/imports/new')).status).toBe(200);
  });

  test('is not overwritten by a form that saw an earlier state, and nothing typed is lost', async () => {
    const person = await comeIn('practitioner', police, 'Stella Stale');
    const first = await chief.visitor.get(`/users/${person.id}/placement`);
    const second = await chief.visitor.get(`/users/${person.id}/placement`);
    await chief.visitor.submit(first, { role: 'coordinator' });
    const stale = await chief.visitor.submit(second, { role: 'analyst' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('It is now: Coordinator');
    expect(stale.html).toMatch(/value="analyst" checked/);
    expect(await accountsOf(person.email)).toMatchObject([{ role: 'coordinator' }]);
    const sure = await chief.visitor.submit(stale, { role: 'analyst' });
    expect(sure.path).toBe(`/users/${person.id}`);
    expect(await accountsOf(person.email)).toMatchObject([{ role: 'analyst' }]);
  });

  test('never changes themselves', async () => {
    for (const path of [`/users/${chief.id}/placement`, `/users/${chief.id}/departure`]) {
      expect((await chief.visitor.get(path)).status).toBe(403);
      const fields = { role: 'information-governance', version: '1', when: 'at-once', team: '' };
      expect((await chief.visitor.post(path, { ...fields, knowsLast: 'yes' })).status).toBe(403);
    }
    expect(await accountsOf(chief.email)).toMatchObject([{ role: 'administrator', left_at: null }]);
  });

  test("is not put in another agency's team, which is as if it were not there", async () => {
    const person = await comeIn('practitioner', police, 'Theo Team');
    await other.visitor.submit(await other.visitor.get('/teams'), { name: 'Council team' });
    const theirs = await test_.service.database.transaction(operator, (tx) =>
      tx.selectFrom('teams').select('id').where('name', '=', 'Council team').executeTakeFirst(),
    );
    const form = await chief.visitor.get(`/users/${person.id}/placement`);
    const fields = { role: 'practitioner', version: versionIn(form) };
    const path = `/users/${person.id}/placement`;
    const answers = [theirs?.id ?? '', randomUUID()].map((team) =>
      chief.visitor.post(path, { ...fields, team }),
    );
    const [real, invented] = await Promise.all(answers);
    expect(real?.status).toBe(409);
    expect(real === undefined || invented === undefined ? '' : withoutIds(real)).toBe(
      invented === undefined ? 'no answer' : withoutIds(invented),
    );
  });
});

describe('somebody who leaves', () => {
  test('at once is out in that moment, on every browser, for good', async () => {
    const person = await comeIn('practitioner', police, 'Lena Leaver');
    const elsewhere = await signIn(person.id);
    const gone = await change(chief, `/users/${person.id}/departure`, { when: 'at-once' });
    expect(gone.text).toContain('Left on 23 November 2026');
    for (const visitor of [person.visitor, elsewhere]) {
      expect((await visitor.get('/home')).path).toBe('/sign-in');
    }
    expect(await accountsOf(person.email)).toMatchObject([{ password_hash: null }]);
    expect((await chief.visitor.get(`/users/${person.id}/departure`)).status).toBe(409);
    expect((await chief.visitor.get(`/users/${person.id}/placement`)).status).toBe(409);
  });

  test('comes back only by a new invitation, to the same account and with nothing of before', async () => {
    const person = await comeIn('analyst', police, 'Rita Return');
    await change(chief, `/users/${person.id}/departure`, { when: 'at-once' });
    await invite(chief, { name: 'Rita Return', email: person.email, role: 'practitioner' });
    expect(await accountsOf(person.email)).toMatchObject([
      { id: person.id, role: 'practitioner', left_at: null, password_hash: null },
    ]);
    expect((await person.visitor.get('/home')).path).toBe('/sign-in');
  });

  test('on a day stays until it is over in the United Kingdom, and can be kept after all', async () => {
    const person = await comeIn('practitioner', police, 'Dan Dated');
    const path = `/users/${person.id}/departure`;
    const planned = await change(chief, path, { when: 'later', ...someDay });
    expect(planned.text).toContain('Leaving after 27 November 2026');
    test_.clock.moveTo('2026-11-27T23:59:00Z');
    await endDueAccess(test_.service);
    const late = await signIn(person.id);
    expect((await late.get('/home')).path).toBe('/home');
    test_.clock.moveTo('2026-11-28T00:00:00Z');
    expect((await late.get('/home')).path).toBe('/sign-in');
    expect(await accountsOf(person.email)).toMatchObject([{ left_at: null }]);
    await endDueAccess(test_.service);
    await endDueAccess(test_.service);
    const [account] = await accountsOf(person.email);
    expect(account?.left_at).not.toBeNull();
    test_.clock.moveTo(now);
    const kept = await comeIn('practitioner', police, 'Kit Kept');
    await change(chief, `/users/${kept.id}/departure`, { when: 'later', ...someDay });
    const stays = await change(chief, `/users/${kept.id}/departure`, { when: 'not' });
    expect(stays.text).toContain('Leaving called off');
    test_.clock.moveTo('2026-12-01T00:00:00Z');
    await endDueAccess(test_.service);
    expect(await accountsOf(kept.email)).toMatchObject([{ left_at: null }]);
  });

  test.each([
    [{ when: '' }, 'Choose when their access ends'],
    [{ when: 'later' }, 'Enter the last day'],
    [
      { when: 'later', 'day-day': '30', 'day-month': '2', 'day-year': '2027' },
      'Enter the last day',
    ],
    [{ when: 'later', 'day-day': '22', 'day-month': '11', 'day-year': '2026' }, 'today or later'],
  ])('is not told with %j', async (fields, words) => {
    const person = await comeIn('practitioner', police, 'Vera Vague');
    const refused = await change(chief, `/users/${person.id}/departure`, fields);
    expect([refused.status, refused.text.includes(words)]).toEqual([422, true]);
    expect(await accountsOf(person.email)).toMatchObject([{ left_at: null }]);
  });

  test('as the last administrator only when somebody says that they know', async () => {
    const second = await comeIn('administrator', council, 'Sol Second');
    const inTime = await governance.visitor.get(`/users/${second.id}/departure`);
    expect(inTime.text).not.toContain('is the last administrator');
    await change(governance, `/users/${other.id}/departure`, { when: 'later', ...someDay });
    const path = `/users/${second.id}/departure`;
    const warned = await change(governance, path, { when: 'at-once' });
    expect(warned.status).toBe(409);
    expect(warned.text).toContain('Sol Second is the last administrator');
    expect(await accountsOf(second.email)).toMatchObject([{ left_at: null }]);
    await governance.visitor.submit(warned, { when: 'at-once', knowsLast: 'yes' });
    const [account] = await accountsOf(second.email);
    expect(account?.left_at).not.toBeNull();
    await change(governance, `/users/${other.id}/departure`, { when: 'not' });
  });

  test('of two administrators who end each other at once, one stays', async () => {
    const [one, two] = [
      await comeIn('administrator', council, 'Ada One'),
      await comeIn('administrator', council, 'Ben Two'),
    ];
    const forms = [
      await one.visitor.get(`/users/${two.id}/departure`),
      await two.visitor.get(`/users/${one.id}/departure`),
    ];
    const [toEndTwo, toEndOne] = forms;
    if (toEndTwo === undefined || toEndOne === undefined) throw new Error('There are two forms.');
    await Promise.all([
      one.visitor.submit(toEndTwo, { when: 'at-once' }),
      two.visitor.submit(toEndOne, { when: 'at-once' }),
    ]);
    const left = [...(await accountsOf(one.email)), ...(await accountsOf(two.email))];
    expect(left.filter(({ left_at }) => left_at === null)).toHaveLength(1);
  });
});

describe('a powerful role', () => {
  const role = 'information-governance';

  async function propose(person: Someone): Promise<string> {
    await change(chief, `/users/${person.id}/placement`, { role });
    const seen = await chief.visitor.get(`/users/${person.id}`);
    return /href="(\/users\/role-proposals\/[^"]+)"/.exec(seen.html)?.[1] ?? '';
  }

  test('is had only when a second person approves, who is neither who proposed it nor whom it is for', async () => {
    const person = await comeIn('administrator', police, 'Pia Promoted');
    const proposal = await propose(person);
    expect(await accountsOf(person.email)).toMatchObject([{ role: 'administrator' }]);
    for (const { visitor } of [chief, person]) {
      expect((await visitor.get(proposal)).text).toContain('This waits for somebody else');
      const refused = await visitor.post(`${proposal}/decision`, { decision: 'approved' });
      expect(refused.status).toBe(403);
    }
    expect((await other.visitor.get(proposal)).status).toBe(404);
    expect(
      (await other.visitor.post(`${proposal}/decision`, { decision: 'approved' })).status,
    ).toBe(404);
    const third = await comeIn('administrator', police, 'Theda Third');
    expect((await third.visitor.get('/home')).text).toContain('1 powerful role waits for you');
    expect((await third.visitor.get('/users')).text).toContain('Pia Promoted as');
    const form = await third.visitor.get(proposal);
    await third.visitor.submit(form, { decision: 'approved' });
    expect(await accountsOf(person.email)).toMatchObject([{ role }]);
    expect((await third.visitor.submit(form, { decision: 'approved' })).path).toBe('/users');
    expect((await third.visitor.post(`${proposal}/decision`, { decision: 'refused' })).status).toBe(
      404,
    );
    await change(chief, `/users/${third.id}/departure`, { when: 'at-once' });
    await change(chief, `/users/${person.id}/departure`, { when: 'at-once' });
  });

  test('is asked of governance where an agency has no second administrator, and lapses after 7 days', async () => {
    const person = await comeIn('practitioner', police, 'Lars Late');
    const before = (await mailsTo(governance.email)).length;
    const proposal = await propose(person);
    expect(await mailsTo(governance.email)).toHaveLength(before + 1);
    test_.clock.moveTo('2026-11-30T10:00:00Z');
    const late = { ...governance, visitor: await signIn(governance.id) };
    expect((await late.visitor.get(proposal)).text).toContain('Nobody decided in time');
    expect((await late.visitor.post(`${proposal}/decision`, { decision: 'approved' })).status).toBe(
      409,
    );
    expect(await accountsOf(person.email)).toMatchObject([{ role: 'practitioner' }]);
    const again = { ...chief, visitor: await signIn(chief.id) };
    await change(again, `/users/${person.id}/placement`, { role });
    const seen = await again.visitor.get(`/users/${person.id}`);
    const next = /href="(\/users\/role-proposals\/[^"]+)"/.exec(seen.html)?.[1] ?? '';
    expect(next).not.toBe(proposal);
    await late.visitor.submit(await late.visitor.get(next), { decision: 'refused' });
    expect(await accountsOf(person.email)).toMatchObject([{ role: 'practitioner' }]);
    expect((await again.visitor.get(`/users/${person.id}`)).text).toContain('Role refused');
  });

  test('of somebody invited is approved before anything is sent', async () => {
    const nia = aColleague('administrator');
    const page = await invite(chief, nia);
    expect(page.text).toContain('The role needs a second person');
    expect(await mailsTo(nia.email)).toEqual([]);
    expect(await accountsOf(nia.email)).toEqual([]);
    const proposal = /href="(\/users\/role-proposals\/[^"]+)"/.exec(page.html)?.[1] ?? '';
    expect(
      (await chief.visitor.post(`${proposal}/decision`, { decision: 'approved' })).status,
    ).toBe(403);
    const form = await governance.visitor.get(proposal);
    await governance.visitor.submit(form, { decision: 'approved' });
    expect(await mailsTo(nia.email)).toEqual(['invitation']);
    expect(await accountsOf(nia.email)).toMatchObject([{ role: 'administrator' }]);
  });

  test('that was proposed is gone when the person leaves', async () => {
    const person = await comeIn('practitioner', police, 'Gus Gone');
    const proposal = await propose(person);
    await change(chief, `/users/${person.id}/departure`, { when: 'at-once' });
    expect((await governance.visitor.get(proposal)).status).toBe(404);
  });
});

describe('a team', () => {
  test('is made once under a name, renamed, and closed when nobody is in it', async () => {
    const teams = () => chief.visitor.get('/teams');
    await chief.visitor.submit(await teams(), { name: '  Roads   team ' });
    const twice = await chief.visitor.submit(await teams(), { name: 'roads team' });
    expect([twice.status, twice.text.includes('has a team of this name')]).toEqual([409, true]);
    const path = /href="(\/teams\/[^"]+)"[^>]*>Roads team/.exec(twice.html)?.[1] ?? '';
    const form = await chief.visitor.get(path);
    await chief.visitor.submit(form, { name: 'Rural roads' });
    const stale = await chief.visitor.submit(form, { name: 'City roads' });
    expect(stale.status).toBe(409);
    expect((await other.visitor.get(path)).status).toBe(404);
    const fields = { name: 'Taken over', version: '2' };
    expect((await other.visitor.post(`${path}/name`, fields)).status).toBe(404);
    expect((await other.visitor.post(`${path}/closing`, fields)).status).toBe(404);

    const person = await comeIn('practitioner', police, 'Tina Team');
    const team = path.split('/').at(-1) ?? '';
    await change(chief, `/users/${person.id}/placement`, { role: 'practitioner', team });
    expect((await chief.visitor.get(path)).text).toContain('1 person is in it');
    expect((await chief.visitor.post(`${path}/closing`, { version: '2' })).status).toBe(409);
    await change(chief, `/users/${person.id}/placement`, { role: 'practitioner', team: '' });
    expect((await chief.visitor.post(`${path}/closing`, { version: '2' })).path).toBe('/teams');
    expect((await teams()).text).not.toContain('Rural roads');
    expect((await chief.visitor.get(path)).status).toBe(404);
  });
});

describe('the trace', () => {
  test('names every person and invitation that a page of people showed, before it was sent', async () => {
    const person = await comeIn('practitioner', police, 'Trudy Traced');
    const invitation = (await invite(chief, aColleague())).path.split('/').at(-1);
    const reader = await comeIn('administrator', police, 'Rob Reader');
    await reader.visitor.get('/users?search=harbourshire');
    await reader.visitor.get(`/users/${person.id}`);
    const entries = await test_.service.database.transaction(operator, (tx) =>
      tx
        .selectFrom('audit_entries')
        .select(['action', 'outcome', 'about'])
        .where('actor', '=', `person:${reader.id}`)
        .orderBy('id')
        .execute(),
    );
    expect(entries).toMatchObject([
      { action: 'users.listed', outcome: 'read' },
      { action: 'user.read', outcome: 'read', about: [{ kind: 'user', id: person.id }] },
    ]);
    expect(entries[0]?.about).toEqual(
      expect.arrayContaining([
        { kind: 'user', id: person.id },
        { kind: 'invitation', id: invitation },
      ]),
    );
  });
});

/** The state of the one person in a list. */
function stateIn({ html }: SeenPage): string | undefined {
  const cells = [...html.matchAll(/<td class="govuk-table__cell">([^<]*)<\/td>/g)];
  return cells.map(([, text]) => text)[2];
}

function versionIn({ html }: SeenPage): string {
  return /name="version" value="(\d+)"/.exec(html)?.[1] ?? '';
}
