import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDetail, makePersonRecord } from '#core/person-records/write-person-record.ts';
import { createUser } from '#core/users/create-user.ts';
import { browserOf, makePerson } from '#tests/support/person.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { operator } from '#tests/support/sign-in.ts';
import type { Visitor } from '#tests/support/visitor.ts';

type Person = Awaited<ReturnType<typeof makePerson>>;
type Someone = Person & { visitor: Visitor };

let opened: TestServiceWithApp;
let officer: Someone;
let lead: Someone;

beforeAll(async () => {
  opened = await openTestApp();
  officer = await comeIn(await makePerson(opened.service, 'practitioner'));
  lead = await comeIn(await makePerson(opened.service, 'information-governance'));
});
afterAll(() => opened.close());

async function comeIn(person: Person): Promise<Someone> {
  return {
    ...person,
    visitor: await browserOf(opened.app, opened.service, person, { steppedUp: true }),
  };
}

/** Somebody who is called this, in the constabulary. */
async function called(name: string, email = `${randomUUID()}@harbourshire.example`) {
  const agencyId = 'constabulary';
  const role = 'practitioner';
  const user = { email, name, agencyId, role } as const;
  const { userId } = await createUser(opened.service, { principal: operator }, user);
  return comeIn({ kind: 'person', userId, name, agencyId, role });
}

async function make(givenNames: string, familyName: string, bornOn: string | null = '2009-03-01') {
  const fields = { givenNames, familyName, bornOn, heldAs: 'at-risk', processing: 'general' };
  const { id } = await makePersonRecord(
    opened.service,
    { principal: officer },
    fields as Parameters<typeof makePersonRecord>[2],
  );
  return id;
}

async function add(recordId: string, kind: 'alias' | 'contact' | 'location', text: string) {
  const note = kind === 'location' ? 'home' : '';
  await addDetail(opened.service, { principal: officer }, { recordId, kind, text, note });
}

async function exclude(recordId: string, { userId }: Person) {
  const page = await lead.visitor.get(`/person-records/${recordId}/exclusions?who=The`);
  return lead.visitor.submit(page, { person: userId, reason: 'His brother' });
}

const find = ({ visitor }: Someone, name: string) =>
  visitor.post('/person-records', { name, purpose: 'prevention' });

describe('somebody who is kept out of a record', () => {
  test('meets on every route exactly what they meet where no record is', async () => {
    const shut = await comeIn(await makePerson(opened.service, 'practitioner'));
    const id = await make('Robin', 'Quayle');
    expect((await find(shut, 'quayle')).text).toContain('Robin Quayle');
    expect((await exclude(id, shut)).text).toContain('His brother');
    const none = randomUUID();
    const known = await shut.visitor.get('/person-records');
    const gets = [
      '',
      '?purpose=immediate-risk',
      '/change',
      '/details/alias',
      '/named-people',
      '/named-people?who=The',
      '/restriction',
      '/who-looked',
      '/exclusions',
    ];
    for (const rest of gets) {
      const [hidden, absent] = [
        await shut.visitor.ask({ method: 'GET', url: `/person-records/${id}${rest}` }),
        await shut.visitor.ask({ method: 'GET', url: `/person-records/${none}${rest}` }),
      ];
      expect([rest, hidden.statusCode]).toEqual([rest, absent.statusCode]);
      expect(hidden.body).toBe(absent.body.replaceAll(none, id));
    }
    const posts: [string, Record<string, string>][] = [
      ['/change', { givenNames: 'A', familyName: 'B', version: '1' }],
      ['/details/alias', { text: 'Rob', note: '' }],
      [`/details/alias/${randomUUID()}/removal`, {}],
      ['/named-people', { person: officer.userId, gateway: '', 'until-day': '1' }],
      [`/named-people/${randomUUID()}/end`, {}],
      ['/restriction', { change: 'restrict', version: '1' }],
      ['/taking-up', {}],
      ['/exclusions', { person: officer.userId, reason: 'x' }],
    ];
    for (const [rest, fields] of posts) {
      const [hidden, absent] = [
        await shut.visitor.post(`/person-records/${id}${rest}`, fields),
        await shut.visitor.post(`/person-records/${none}${rest}`, fields),
      ];
      expect([rest, hidden.status]).toEqual([rest, absent.status]);
      expect(hidden.html).toBe(absent.html.replaceAll(none, id));
    }
    const [before, after] = [await find(shut, 'quayle'), await find(shut, 'nobody at all')];
    expect(before.html).toBe(after.html.replaceAll('nobody at all', 'quayle'));
    expect(known.text).not.toContain('Quayle');
  });

  test('is let in again by a governance lead, and what was decided stays on the page', async () => {
    const shut = await comeIn(await makePerson(opened.service, 'practitioner'));
    const id = await make('Toni', 'Ferry');
    const page = await exclude(id, shut);
    expect((await shut.visitor.get(`/person-records/${id}`)).status).toBe(404);
    const ended = await decide(page.html, 'ended');
    expect(ended.text).toContain('Let in again');
    expect((await shut.visitor.get(`/person-records/${id}`)).status).toBe(200);
    const again = await decide(page.html, 'ended');
    expect(again.status).toBe(409);
  });

  test('does not end their own exclusion, as a governance lead either', async () => {
    const second = await comeIn(await makePerson(opened.service, 'information-governance'));
    const id = await make('Kay', 'Harbour');
    const made = await exclude(id, second);
    const path = decisionPath(made.html);
    expect((await second.visitor.get(`/person-records/${id}/exclusions`)).status).toBe(404);
    expect((await second.visitor.get('/exclusions')).text).not.toContain('Kay Harbour');
    expect((await second.visitor.post(path, { decision: 'ended' })).status).toBe(404);
    expect((await officer.visitor.post(path, { decision: 'ended' })).status).toBe(403);
    expect((await second.visitor.get(`/person-records/${id}`)).status).toBe(404);
    const self = await lead.visitor.get(`/person-records/${id}/exclusions?who=The`);
    const refused = await lead.visitor.submit(self, { person: lead.userId, reason: 'Me' });
    expect(refused.text).toContain('Nobody keeps themselves out');
  });
});

describe('whoever is linked to a record', () => {
  test('by name is out from its first moment, and governance is asked, not they', async () => {
    const namesake = await called('Dr Zoë Marlowe-Finch');
    const id = await make('Zoe Anne', 'Marlowe Finch');
    expect((await namesake.visitor.get(`/person-records/${id}`)).status).toBe(404);
    const waiting = await lead.visitor.get('/exclusions');
    expect(waiting.text).toContain('They have the name of the person on the record.');
    expect((await lead.visitor.get('/home')).text).toContain('was kept out of a record');
    const confirmed = await decide(waiting.html, 'confirmed');
    expect(confirmed.status).toBe(200);
    expect((await namesake.visitor.get(`/person-records/${id}`)).status).toBe(404);
    expect((await lead.visitor.get('/exclusions')).text).toContain('Nothing waits for you.');
  });

  test('is out when their account comes after the record, and when another name or contact does', async () => {
    const id = await make('Ola', 'Brandt');
    const late = await called('Ola Brandt');
    const alias = await called('Olga Brandtova');
    const contact = await called('Nobody Like That', 'ola.home@harbourshire.example');
    const sees = async ({ visitor }: Someone) =>
      (await visitor.get(`/person-records/${id}`)).status;
    expect([await sees(late), await sees(alias), await sees(contact)]).toEqual([404, 200, 200]);
    await add(id, 'alias', 'Olga Brandtová');
    await add(id, 'contact', 'Home: <Ola.Home@harbourshire.example>, evenings');
    expect([await sees(alias), await sees(contact)]).toEqual([404, 404]);
  });

  test('let in again after a look stays in when the same link is met again', async () => {
    const namesake = await called('Pat Tidewell');
    const id = await make('Pat', 'Tidewell');
    const page = await lead.visitor.get(`/person-records/${id}/exclusions`);
    await decide(page.html, 'ended');
    await add(id, 'alias', 'Pat Tidewell');
    expect((await namesake.visitor.get(`/person-records/${id}`)).status).toBe(200);
  });

  test('a stranger with half the name is not', async () => {
    const stranger = await called('Sam Tidewell');
    const id = await make('Alex', 'Tidewell');
    expect((await stranger.visitor.get(`/person-records/${id}`)).status).toBe(200);
  });
});

describe('what somebody declares about themselves', () => {
  const person = { kind: 'person', 'born-day': '7', 'born-month': '5', 'born-year': '2010' };

  test('keeps them out of records there are and records to come, whoever holds them', async () => {
    const aunt = await comeIn(await makePerson(opened.service, 'practitioner'));
    const there = await make('Jo', 'Shoreham', '2010-05-07');
    const home = await make('Mel', 'Other', '1999-01-01');
    await add(home, 'location', '12a Tern Walk, Eastmole EM1 2AB (flat)');
    const ringing = await make('Kit', 'Another', '1999-01-01');
    await add(ringing, 'contact', '+44 7700 900 321');
    await declare(aunt, { ...person, words: 'Jo Shoreham' });
    await declare(aunt, { kind: 'address', words: '12A Tern Walk, EM12AB' });
    const page = await declare(aunt, { kind: 'contact', words: '07700 900321' });
    expect(page.text).toContain('Jo Shoreham, born 7 May 2010');
    const later = await make('Jo', 'Shoreham', null);
    const other = await make('Jo', 'Shoreham', '1987-05-07');
    const statuses = await Promise.all(
      [there, home, ringing, later, other].map(
        async (id) => (await aunt.visitor.get(`/person-records/${id}`)).status,
      ),
    );
    expect(statuses).toEqual([404, 404, 404, 404, 200]);
    expect((await officer.visitor.get('/people-i-must-not-look-at')).text).not.toContain(
      'Jo Shoreham',
    );
    const seen = await lead.visitor.get('/exclusions');
    expect(seen.text).not.toContain('12A Tern Walk, EM12AB');
  });

  test('taken off the list lets them into nothing', async () => {
    const uncle = await comeIn(await makePerson(opened.service, 'practitioner'));
    const id = await make('Lou', 'Breaker', '2010-05-07');
    const page = await declare(uncle, { ...person, words: 'Lou Breaker' });
    const path = /action="([^"]+\/end)"/.exec(page.html)?.[1] ?? '';
    expect((await officer.visitor.post(path)).status).toBe(404);
    expect((await uncle.visitor.post(path)).text).toContain('not named anybody');
    expect((await uncle.visitor.get(`/person-records/${id}`)).status).toBe(404);
  });

  test('must be enough to find somebody by', async () => {
    const page = await declare(officer, { ...person, words: 'Shoreham', 'born-day': '' });
    expect(page.status).toBe(422);
    expect(page.html).toContain('value="Shoreham"');
  });
});

test('nobody makes an exclusion up that the service would have found', async () => {
  const id = await make('Max', 'Slip');
  const slipped = opened.service.database.transaction(lead, (tx) =>
    tx
      .insertInto('exclusions')
      .values({
        id: randomUUID(),
        record_id: id,
        user_id: officer.userId,
        reason: 'Found',
        basis: 'same-name',
        made_at: opened.clock.now(),
      })
      .execute(),
  );
  await expect(slipped).rejects.toThrow('row-level security');
});

async function declare({ visitor }: Someone, fields: Record<string, string>) {
  return visitor.submit(await visitor.get('/people-i-must-not-look-at'), fields);
}

function decisionPath(html: string): string {
  return /action="([^"]+\/decision)"/.exec(html)?.[1] ?? 'no form to decide it';
}

function decide(html: string, decision: string) {
  return lead.visitor.post(decisionPath(html), { decision });
}
