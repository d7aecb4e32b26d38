import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePersonRecord } from '#core/person-records/write-person-record.ts';
import { browserOf, makePerson } from '#tests/support/person.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import type { Visitor } from '#tests/support/visitor.ts';

type Person = Awaited<ReturnType<typeof makePerson>>;

let opened: TestServiceWithApp;
let officer: Person;
let colleague: Person;
let outsider: Person;
let atOfficer: Visitor;
let atColleague: Visitor;
let atOutsider: Visitor;

beforeAll(async () => {
  opened = await openTestApp();
  const { app, service } = opened;
  officer = await makePerson(service, 'practitioner');
  colleague = await makePerson(service, 'panel-member');
  outsider = await makePerson(service, 'practitioner', 'eastmole-council');
  atOfficer = await browserOf(app, service, officer);
  atColleague = await browserOf(app, service, colleague);
  atOutsider = await browserOf(app, service, outsider);
});
afterAll(() => opened.close());

async function make(fields: { processing?: 'general' | 'law-enforcement' } = {}): Promise<string> {
  const { id } = await makePersonRecord(
    opened.service,
    { principal: officer },
    {
      givenNames: 'Robin',
      familyName: `Quay${randomUUID().slice(0, 8)}`,
      bornOn: '2009-03-01',
      heldAs: 'at-risk',
      processing: fields.processing ?? 'general',
    },
  );
  return `/person-records/${id}`;
}

const untilDay = { 'until-day': '1', 'until-month': '3', 'until-year': '2027' };

async function name(by: Visitor, record: string, fields: Record<string, string>) {
  const page = await by.get(`${record}/named-people?who=The`);
  return by.submit(page, { ...untilDay, gateway: '', ...fields });
}

async function restrict(by: Visitor, record: string, change = 'restrict') {
  return by.submit(await by.get(`${record}/restriction`), { change });
}

describe('somebody named on a record', () => {
  test('of another agency sees what they are named for, why, by whom and until when', async () => {
    const record = await make();
    await opened.service.database.transaction(officer, async (tx) =>
      tx
        .insertInto('person_contacts')
        .values({
          id: randomUUID(),
          record_id: record.split('/').at(-1) ?? '',
          value: '07700 900200',
          safe_contact: '',
        })
        .execute(),
    );
    expect((await atOutsider.get(record)).status).toBe(404);
    const named = await name(atOfficer, record, {
      person: outsider.userId,
      gateway: 'lifeboat-rule',
    });
    expect(named.status).toBe(200);
    expect(named.text).toContain('The practitioner (Eastmole Council)');
    const seen = await atOutsider.get(record);
    expect(seen.status).toBe(200);
    expect(seen.text).toContain('You are named on this record until the end of 1 March 2027');
    expect(seen.text).toContain('by The practitioner (Harbourshire Constabulary)');
    expect(seen.text).toContain('Lifeboat rule');
    expect(seen.text).not.toContain('07700 900200');
    opened.clock.moveTo('2026-11-22T10:00:01Z');
    const ended = await atOfficer.post(endPathIn(named.html));
    expect(ended.text).toContain('ended early by The practitioner');
    expect((await atOutsider.get(record)).status).toBe(404);
  });

  test('needs a power that reaches their agency, and the page says what it cannot give', async () => {
    const record = await make();
    const none = await name(atOfficer, record, { person: outsider.userId });
    expect(none.status).toBe(422);
    expect(none.text).toContain('Choose the power by which their agency may be given this');
    const barred = await atOfficer.post(`${record}/named-people?who=The`, {
      ...untilDay,
      person: outsider.userId,
      gateway: 'harbour-act',
      categories: 'health',
    });
    expect(barred.status).toBe(422);
    expect(barred.text).toContain('This power cannot give their agency: health');
    expect((await atOutsider.get(record)).status).toBe(404);
  });

  test('is never oneself, nor named by who does not hold the record', async () => {
    const record = await make();
    const self = await name(atOfficer, record, { person: officer.userId });
    expect(self.text).toContain('Nobody names themselves');
    const stolen = await atOutsider.post(`${record}/named-people`, {
      ...untilDay,
      person: outsider.userId,
      gateway: 'lifeboat-rule',
    });
    expect(stolen.status).toBe(404);
    const slipped = opened.service.database.transaction(outsider, (tx) =>
      tx
        .insertInto('case_roles')
        .values({
          id: randomUUID(),
          record_id: record.split('/').at(-1) ?? '',
          user_id: outsider.userId,
          categories: ['identity'],
          gateway_id: 'lifeboat-rule',
          given_by: outsider.userId,
          from_at: opened.clock.now(),
          until_at: new Date(opened.clock.now().getTime() + 60_000),
        })
        .execute(),
    );
    await expect(slipped).rejects.toThrow('row-level security');
  });

  test('is named for a year at most', async () => {
    const record = await make();
    const page = await name(atOfficer, record, {
      person: colleague.userId,
      'until-year': '2028',
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('The last day must be within a year');
  });
});

describe('a restricted record', () => {
  test('is seen by whoever restricts it and who is named on it, and by nobody else', async () => {
    const record = await make();
    expect((await atColleague.get(record)).status).toBe(200);
    const restricted = await restrict(atOfficer, record);
    expect(restricted.text).toContain('Only people named on it see this record');
    // Not even its own agency's people see every part of it, so an empty part does not say that it is.
    expect(restricted.text).toContain('Nothing is written here, or you are not named for it.');
    expect((await atColleague.get(record)).status).toBe(404);
    await name(atOfficer, record, { person: colleague.userId });
    expect((await atColleague.get(record)).status).toBe(200);
    const lifted = await restrict(atOfficer, record, 'lift');
    expect(lifted.text).not.toContain('Restricted');
  });

  test('is restricted once however often the form is sent, and stale forms change nothing', async () => {
    const record = await make();
    const form = await atOfficer.get(`${record}/restriction`);
    const [first, second] = [
      await atOfficer.submit(form, { change: 'restrict' }),
      await atOfficer.submit(form, { change: 'restrict' }),
    ];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.text).toContain('Only people named on it');
    const stale = await atOfficer.post(`${record}/restriction`, { change: 'lift', version: '1' });
    expect(stale.status).toBe(409);
  });

  test('keeps at least one person of its owner', async () => {
    const record = await make();
    await restrict(atOfficer, record);
    const page = await atOfficer.get(`${record}/named-people`);
    const refused = await atOfficer.post(endPathIn(page.html));
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Name somebody else first');
    expect((await atOfficer.get(record)).status).toBe(200);
  });

  test('is taken up by a governance lead when everybody named on it has left', async () => {
    const { app, service } = opened;
    const leaver = await makePerson(service, 'practitioner');
    const record = await make();
    const atLeaver = await browserOf(app, service, leaver);
    await restrict(atLeaver, record);
    const lead = await makePerson(service, 'information-governance');
    const atLead = await browserOf(app, service, lead);
    const id = record.split('/').at(-1) ?? '';
    expect((await atLead.post(`${record}/taking-up`)).status).toBe(404);
    await service.database.transaction({ kind: 'system', name: 'start' }, (tx) =>
      tx
        .updateTable('users')
        .set({ left_at: opened.clock.now() })
        .where('id', '=', leaver.userId)
        .execute(),
    );
    expect((await atLead.get(record)).status).toBe(404);
    const waiting = await atLead.get('/exclusions');
    expect(waiting.html).toContain(`/person-records/${id}/taking-up`);
    const taken = await atLead.post(`${record}/taking-up`);
    expect(taken.status).toBe(200);
    expect((await atLead.get(record)).status).toBe(200);
  });
});

function endPathIn(html: string): string {
  return /action="([^"]+\/end)"/.exec(html)?.[1] ?? 'no form to end it';
}
