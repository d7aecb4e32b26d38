import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agree } from '#tests/support/agreement.ts';
import { changePersonRecord } from '#core/person-records/write-person-record.ts';
import { browserOf, makePerson } from '#tests/support/person.ts';
import { connectAs } from '#tests/support/sealing.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import type { SeenPage, Visitor } from '#tests/support/visitor.ts';
import { acknowledgeCorrection, readNotices } from './correct-record.ts';

let opened: TestServiceWithApp;
let officer: Visitor;
let council: Visitor;
let ownerLead: Visitor;
let recipientLead: Visitor;

const sam = {
  givenNames: 'Sam',
  familyName: 'Quay',
  'born-day': '27',
  'born-month': '3',
  'born-year': '2008',
  heldAs: 'at-risk',
  processing: 'general',
};

beforeAll(async () => {
  opened = await openTestApp();
  const { app, service } = opened;
  const enter = async (...who: [Parameters<typeof makePerson>[1], string]) =>
    browserOf(app, service, await makePerson(service, ...who));
  officer = await enter('practitioner', 'constabulary');
  council = await enter('practitioner', 'eastmole-council');
  ownerLead = await enter('information-governance', 'constabulary');
  recipientLead = await enter('information-governance', 'eastmole-council');
  await agree(service, {
    gives: 'constabulary',
    receives: 'eastmole-council',
    categories: ['identity'],
    purpose: 'prevention',
    heldAs: ['at-risk'],
  });
});
afterAll(() => opened.close());

async function make(givenNames: string): Promise<SeenPage> {
  return officer.submit(await officer.get('/person-records/new'), { ...sam, givenNames });
}

async function correct(page: SeenPage, fields: Record<string, string>): Promise<SeenPage> {
  const form = await officer.get(`${page.path}/change`);
  return officer.submit(form, { ...sam, isCorrection: 'yes', wrong: 'A sister’s', ...fields });
}

async function mails(): Promise<readonly string[]> {
  const administrator = await connectAs(opened.service.database, 'administrator');
  const { rows } = await administrator.query<{ words: string }>(
    `select concat(recipient, fields) as words from outgoing_mail where template = 'review-due'
    order by position`,
  );
  await administrator.end();
  return rows.map(({ words }) => words);
}

describe('a correction', () => {
  test('reaches the governance of every agency that was given the record, once answered for good', async () => {
    const page = await make('Wrongday');
    await council.get(`${page.path}?purpose=prevention`);
    const before = (await mails()).length;
    const changed = await correct(page, { givenNames: 'Wrongday', 'born-day': '28' });
    expect(changed.text).toContain('28 March 2008');
    const sent = (await mails()).slice(before);
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.join()).not.toMatch(/Wrongday|Quay|sister/);
    const notices = await recipientLead.get('/corrections');
    expect(notices.text).toContain('What was wrong in Date of birth');
    expect(notices.text).toContain('A sister’s');
    expect(notices.text).toContain('Shown to The practitioner');
    expect((await ownerLead.get(`${page.path}/history`)).text).toContain('not yet answered');
    const [, action = ''] = /action="(\/corrections\/[^"]+)"/.exec(notices.html) ?? [];
    expect((await ownerLead.post(action)).status).toBe(404);
    expect((await recipientLead.post(action)).text).toContain(
      'No correction waits for your agency',
    );
    expect((await recipientLead.post(action)).status).toBe(404);
    expect((await ownerLead.get(`${page.path}/history`)).text).toContain('put right on');
  });

  test('arrives and is answered though the clock goes on meanwhile', async () => {
    const { service } = opened;
    const page = await make('Ticking');
    const id = page.path.split('/').at(-1) ?? '';
    await council.get(`${page.path}?purpose=prevention`);
    const later = { ...service, clock: { now: () => new Date('2026-11-22T10:00:03Z') } };
    const principal = await makePerson(service, 'practitioner', 'constabulary');
    const change = { id, version: 1, givenNames: 'Ticked', familyName: 'Quay', bornOn: null };
    await changePersonRecord(
      later,
      { principal },
      { ...change, heldAs: 'at-risk', processing: 'general', wrong: 'The name' },
    );
    const lead = await makePerson(service, 'information-governance', 'eastmole-council');
    const notices = await readNotices(service, lead, undefined);
    const notice = notices.find(({ recordId }) => recordId === id);
    expect(notice?.fields).toEqual(['name', 'born-on']);
    const answer = { id: notice?.correctionId ?? '' };
    await acknowledgeCorrection(later, { principal: lead }, answer);
  });

  test('tells nobody to whom the record was never given', async () => {
    const page = await make('Ungiven');
    await correct(page, { givenNames: 'Ungivenn' });
    expect((await ownerLead.get(`${page.path}/history`)).text).toContain(
      'given to no other agency',
    );
    expect((await recipientLead.get('/corrections')).html).not.toContain(
      page.path.split('/').at(-1) ?? '',
    );
  });

  test('says what was wrong, and corrects something', async () => {
    const page = await make('Nothing');
    const without = await correct(page, { givenNames: 'Nothin', wrong: '' });
    expect(without.status).toBe(422);
    expect(without.text).toContain('Say what was wrong');
    expect(without.html).toContain('value="Nothin"');
    const same = await correct(page, { givenNames: 'Nothing' });
    expect(same.status).toBe(422);
    expect(same.text).toContain('You changed nothing above');
  });
});

describe('what a record said before', () => {
  test('is kept at every change and read by its own agency’s governance alone', async () => {
    const { service } = opened;
    const page = await make('Before');
    await council.get(`${page.path}?purpose=prevention`);
    await officer.submit(await officer.get(`${page.path}/change`), { ...sam, givenNames: 'After' });
    const history = await ownerLead.get(`${page.path}/history`);
    expect(history.text).toContain('Before Quay');
    expect(history.text).toContain('Nothing in this record was corrected');
    expect((await recipientLead.get(`${page.path}/history`)).status).toBe(404);
    expect((await officer.get(`${page.path}/history`)).status).toBe(403);
    for (const who of [
      await makePerson(service, 'practitioner', 'constabulary'),
      await makePerson(service, 'information-governance', 'eastmole-council'),
    ]) {
      const seen = await service.database.transaction({ ...who, purpose: 'prevention' }, (tx) =>
        tx.selectFrom('person_record_versions').selectAll().execute(),
      );
      expect(seen).toEqual([]);
    }
  });
});
