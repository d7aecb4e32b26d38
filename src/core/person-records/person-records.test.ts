import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agree } from '#tests/support/agreement.ts';
import { browserOf, makePerson } from '#tests/support/person.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import type { SeenPage, Visitor } from '#tests/support/visitor.ts';

let opened: TestServiceWithApp;
let app: FastifyInstance;
let officer: Visitor;
let council: Visitor;

const sam = {
  givenNames: 'Sam',
  familyName: 'O’Cové',
  'born-day': '27',
  'born-month': '3',
  'born-year': '2008',
  heldAs: 'at-risk',
  processing: 'general',
};

beforeAll(async () => {
  opened = await openTestApp();
  ({ app } = opened);
  const { service } = opened;
  const [dawn, ash] = [
    await makePerson(service, 'practitioner'),
    await makePerson(service, 'practitioner', 'eastmole-council'),
  ];
  officer = await browserOf(app, service, dawn);
  council = await browserOf(app, service, ash);
  const pair = { gives: 'constabulary', receives: 'eastmole-council' };
  await agree(service, {
    ...pair,
    categories: ['identity', 'contact'],
    purpose: 'prevention',
    heldAs: ['at-risk'],
  });
});
afterAll(() => opened.close());

async function make(visitor: Visitor, fields: Record<string, string> = sam): Promise<SeenPage> {
  return visitor.submit(await visitor.get('/person-records/new'), fields);
}

async function add(visitor: Visitor, page: SeenPage, kind: string, fields: Record<string, string>) {
  return visitor.submit(await visitor.get(`${page.path}/details/${kind}`), fields);
}

function find(visitor: Visitor, name: string, purpose = 'prevention'): Promise<SeenPage> {
  return visitor.post('/person-records', { name, purpose });
}

async function trail(action: string) {
  return opened.service.database.transaction({ kind: 'system', name: 'start' }, (tx) =>
    tx.selectFrom('audit_entries').selectAll().where('action', '=', action).orderBy('id').execute(),
  );
}

describe('a record that an officer makes', () => {
  test('is shown to them with why they see it, and the look is on record', async () => {
    const page = await make(officer);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Sam O’Cové');
    expect(page.text).toContain('27 March 2008');
    expect(page.text).toContain('Harbourshire Constabulary holds this record.');
    expect(page.html).toMatch(/<a [^>]*href="#why"/);
    expect(page.text).toContain('Nothing is written here yet.');
    const [entry] = (await trail('person-record.read')).slice(-1);
    expect(entry).toMatchObject({ outcome: 'read', paths: ['own-agency'] });
    expect(JSON.stringify(entry)).not.toContain(page.path.split('/').at(-1));
  });

  test.each(['o cove', 'OCove', 'sam', 'Sam OC', 'ocove sam'])('is found as “%s”', async (name) => {
    const found = await find(officer, name);
    expect(found.status).toBe(200);
    expect(found.text).toContain('Sam O’Cové');
  });

  test('is found by another name they use, and not by half a word in the middle', async () => {
    const page = await make(officer, { ...sam, givenNames: 'Robin', familyName: 'Quay' });
    await add(officer, page, 'alias', { text: 'Ziggy' });
    expect((await find(officer, 'zig')).text).toContain('Robin Quay');
    expect((await find(officer, 'iggy')).text).toContain('Nobody found');
  });

  test('keeps what was typed when something is missing', async () => {
    const page = await make(officer, { ...sam, familyName: '', 'born-month': '13' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Enter their family name');
    expect(page.html).toContain('value="Sam"');
    expect(page.html).toContain('value="13"');
  });

  test('is made once however often its form is sent', async () => {
    const form = await officer.get('/person-records/new');
    const fields = { ...sam, givenNames: 'Once' };
    const [first, second] = [
      await officer.submit(form, fields),
      await officer.submit(form, fields),
    ];
    expect(second.path).toBe(first.path);
    expect((await find(officer, 'once')).text).toContain('1 record');
  });

  test('is changed only by who saw it as it is; a stale change loses nothing', async () => {
    const page = await make(officer, { ...sam, givenNames: 'Stale' });
    const [mine, theirs] = [
      await officer.get(`${page.path}/change`),
      await officer.get(`${page.path}/change`),
    ];
    const changed = await officer.submit(mine, { ...sam, givenNames: 'Mine' });
    expect(changed.text).toContain('Mine O’Cové');
    const late = await officer.submit(theirs, { ...sam, givenNames: 'Theirs' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Mine O’Cové');
    expect(late.html).toContain('value="Theirs"');
    const saved = await officer.submit(late, { ...sam, givenNames: 'Theirs' });
    expect(saved.text).toContain('Theirs O’Cové');
  });
});

describe('somebody of another agency', () => {
  test('sees what an agreement gives for its purpose, with its name, and no more', async () => {
    const page = await make(officer, { ...sam, givenNames: 'Shared' });
    await add(officer, page, 'contact', { text: '07700 900123', note: 'Text first' });
    await add(officer, page, 'health', { text: 'Asthma' });
    const found = await find(council, 'shared');
    expect(found.text).toContain('Shared O’Cové');
    const seen = await council.get(`${page.path}?purpose=prevention`);
    expect(seen.status).toBe(200);
    expect(seen.text).toContain('under “Harbour sharing”, version 1');
    const agreement = /href="([^"]+)">\s*Read this agreement, and who signed it/.exec(seen.html);
    expect((await council.get(agreement?.[1] ?? '')).text).toContain('Parties and signatures');
    expect(seen.text).toContain('Nothing is written here, or nothing is shared with you.');
    expect(seen.text).toContain('07700 900123');
    expect(seen.text).not.toContain('Asthma');
    expect(seen.text).not.toContain('Remove');
  });

  test('cannot tell a record they may not see from one that is not there', async () => {
    const page = await make(officer, { ...sam, givenNames: 'Hidden', heldAs: 'suspect' });
    const absent = '/person-records/00000000-0000-4000-8000-000000000000';
    const addresses = [
      '',
      '/change',
      '/details/alias',
      '?purpose=prevention',
      '?purpose=safeguarding',
    ];
    for (const rest of addresses) {
      const [hidden, none] = [
        await council.ask({ method: 'GET', url: page.path + rest }),
        await council.ask({ method: 'GET', url: absent + rest }),
      ];
      expect(hidden.statusCode).toBe(404);
      expect(hidden.body).toBe(none.body.replaceAll(absent, page.path));
    }
    const fields = { text: 'x', note: '' };
    const [hidden, none] = [
      await council.post(`${page.path}/details/alias`, fields),
      await council.post(`${absent}/details/alias`, fields),
    ];
    expect([hidden.status, hidden.text]).toEqual([404, none.text]);
    expect((await find(council, 'hidden')).text).toContain('Nobody found');
  });

  test('may read what is shared and write nothing in it', async () => {
    const page = await make(officer, { ...sam, givenNames: 'Read only' });
    const purpose = '?purpose=prevention';
    expect((await council.get(page.path + purpose)).status).toBe(200);
    expect((await council.get(`${page.path}/change${purpose}`)).status).toBe(404);
    const sent = await council.post(`${page.path}/change`, { ...sam, version: '1' });
    expect(sent.status).toBe(404);
  });
});

describe('where somebody can be found', () => {
  test('is shown only after showing again who one is, and its absence tells nothing', async () => {
    const { service } = opened;
    const page = await make(officer, { ...sam, givenNames: 'Located' });
    const before = await officer.get(page.path);
    const added = await add(officer, page, 'location', { text: '1 Quay Lane', note: 'refuge' });
    expect(added.status).toBe(200);
    expect(added.text).not.toContain('Quay Lane');
    const withoutKeys = (text: string): string => text.replaceAll(/[\da-f-]{36}/g, '');
    expect(withoutKeys(added.text)).toBe(withoutKeys(before.text));
    const sure = await browserOf(app, service, await makePerson(service, 'coordinator'), {
      steppedUp: true,
    });
    expect((await sure.get(page.path)).text).toContain('1 Quay Lane');
  });
});

describe('looking for a person', () => {
  test('needs a name and a reason', async () => {
    const page = await officer.post('/person-records', { name: ' ', purpose: '' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Choose why you need to look');
    const everything = await officer.post('/person-records', { name: '%%', purpose: 'prevention' });
    expect(everything.text).toContain('at least two letters');
  });

  test('is not for analysts, and their attempt is on record', async () => {
    const { service } = opened;
    const analyst = await browserOf(app, service, await makePerson(service, 'analyst'));
    expect((await analyst.get('/person-records')).status).toBe(403);
    expect((await trail('GET /person-records')).at(-1)).toMatchObject({ outcome: 'refused' });
  });
});
