import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agree } from '#tests/support/agreement.ts';
import { browserOf, makePerson } from '#tests/support/person.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import type { SeenPage, Visitor } from '#tests/support/visitor.ts';
import { readRecord } from '#core/person-records/read-person-records.ts';

let opened: TestServiceWithApp;
let officer: Visitor;
let council: Visitor;
let ownerLead: Visitor;
let recipientLead: Visitor;

const sam = {
  givenNames: 'Sam',
  familyName: '=Quay',
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
    browserOf(app, service, await makePerson(service, ...who), { steppedUp: true });
  officer = await enter('practitioner', 'constabulary');
  council = await enter('practitioner', 'eastmole-council');
  ownerLead = await enter('information-governance', 'constabulary');
  recipientLead = await enter('information-governance', 'eastmole-council');
  await agree(service, {
    gives: 'constabulary',
    receives: 'eastmole-council',
    categories: ['identity', 'contact'],
    purpose: 'prevention',
    heldAs: ['at-risk'],
  });
});
afterAll(() => opened.close());

async function make(givenNames: string, more: Record<string, string> = {}): Promise<SeenPage> {
  return officer.submit(await officer.get('/person-records/new'), { ...sam, givenNames, ...more });
}

const ledger = (visitor: Visitor, query = '') => visitor.get(`/disclosures${query}`);

describe('the ledger of disclosures', () => {
  test('has a line with what was shown, to whom, on what basis and until when', async () => {
    const page = await make('Given');
    await officer.submit(await officer.get(`${page.path}/details/contact`), {
      text: '07700 900123',
      note: '',
    });
    await officer.submit(await officer.get(`${page.path}/details/health`), { text: 'Asthma' });
    expect((await council.get(`${page.path}?purpose=prevention`)).status).toBe(200);
    const seen = await ownerLead.get(`${page.path}/disclosures`);
    expect(seen.text).toContain('The practitionerEastmole');
    expect(seen.text).toContain('Identity, Contact');
    expect(seen.text).not.toContain('Health');
    expect(seen.text).toContain('Harbour sharing, version 1');
    expect(seen.text).toContain('Purpose: Preventing violence');
    expect(seen.text).toContain('1 January 2028');
  });

  test('has one line a day however often the same is shown, and another the next day', async () => {
    const page = await make('Daily');
    const { service, clock } = opened;
    const id = page.path.split('/').at(-1) ?? '';
    const reader = await makePerson(service, 'practitioner', 'eastmole-council');
    const look = () => readRecord(service, { ...reader, purpose: 'prevention' }, { id });
    const lines = async () =>
      (await ownerLead.get(`${page.path}/disclosures`)).html.split('Harbour sharing').length - 1;
    await look();
    await look();
    expect(await lines()).toBe(1);
    clock.moveTo('2026-11-23T00:10:00Z');
    await look();
    clock.moveTo('2026-11-22T10:00:00Z');
    expect(await lines()).toBe(2);
  });

  test('counts a name in a list of found people as given', async () => {
    const page = await make('Listed');
    await council.post('/person-records', { name: 'listed', purpose: 'prevention' });
    expect((await ownerLead.get(`${page.path}/disclosures`)).text).toContain('Identity');
  });

  test('says nothing of looks within the agency, nor of what was not shown', async () => {
    const page = await make('Own', { heldAs: 'suspect' });
    await officer.get(page.path);
    await council.get(`${page.path}?purpose=prevention`);
    expect((await ownerLead.get(`${page.path}/disclosures`)).text).toContain(
      'Nobody of another agency was shown this record.',
    );
  });

  test('is read by both sides, each its own way round, and names no one to the recipient', async () => {
    const page = await make('Sides');
    await council.get(`${page.path}?purpose=prevention`);
    expect((await ledger(ownerLead)).text).toContain('Sides =Quay');
    const received = await ledger(recipientLead, '?direction=received&agency=constabulary');
    expect(received.text).toContain(page.path.split('/').at(-1)?.slice(0, 8));
    expect(received.text).not.toContain('Sides');
    expect((await ledger(recipientLead)).text).toContain('No record of your agency was shown');
    expect((await recipientLead.get(`${page.path}/disclosures`)).status).toBe(404);
  });

  test('is not for others, whatever SQL they make the service run', async () => {
    expect((await ledger(officer)).status).toBe(403);
    const { service } = opened;
    const clerk = await makePerson(service, 'practitioner', 'constabulary');
    await service.database.transaction({ kind: 'system', name: 'start' }, (tx) =>
      tx
        .insertInto('agencies')
        .values({ id: 'northmole-council', name: 'Northmole', kind: 'district-council' })
        .execute(),
    );
    const stranger = await makePerson(service, 'information-governance', 'northmole-council');
    for (const who of [clerk, stranger]) {
      const rows = await service.database.transaction(who, (tx) =>
        tx.selectFrom('disclosures').selectAll().execute(),
      );
      expect(rows).toEqual([]);
    }
  });

  test.each([
    "update disclosures set categories = array['identity']",
    'delete from disclosures',
    'truncate disclosures',
  ])('takes no change: %s', async (statement) => {
    const { service } = opened;
    const lead = await makePerson(service, 'information-governance', 'constabulary');
    await expect(
      service.database.transaction(lead, (tx) => sql.raw(statement).execute(tx)),
    ).rejects.toThrow('permission denied');
  });

  test('takes no line about a record that its writer does not see', async () => {
    const { service } = opened;
    const page = await make('Forged', { heldAs: 'suspect' });
    const liar = await makePerson(service, 'practitioner', 'eastmole-council');
    const line = {
      record_id: page.path.split('/').at(-1) ?? '',
      owner_agency_id: 'constabulary',
      recipient_agency_id: liar.agencyId,
      recipient_user_id: liar.userId,
      recipient_name: liar.name,
      at: service.clock.now(),
      day: '2026-11-22',
      categories: ['identity'],
      basis: 'case-role',
      basis_id: liar.userId,
      gateway_id: 'test-power',
      expires_at: service.clock.now(),
    };
    await expect(
      service.database.transaction(liar, (tx) =>
        tx.insertInto('disclosures').values(line).execute(),
      ),
    ).rejects.toThrow('row-level security');
  });

  test('hides from a lead who is excluded what it says of that record', async () => {
    const { app, service } = opened;
    const page = await make('Excluded');
    await council.get(`${page.path}?purpose=prevention`);
    const kept = await makePerson(service, 'information-governance', 'constabulary');
    const maker = await makePerson(service, 'information-governance', 'constabulary');
    await service.database.transaction(maker, (tx) =>
      tx
        .insertInto('exclusions')
        .values({
          id: crypto.randomUUID(),
          record_id: page.path.split('/').at(-1) ?? '',
          user_id: kept.userId,
          reason: 'Related',
          made_by: maker.userId,
          made_at: service.clock.now(),
        })
        .execute(),
    );
    const browser = await browserOf(app, service, kept);
    expect((await ledger(ownerLead)).text).toContain('Excluded =Quay');
    const id = page.path.split('/').at(-1) ?? '';
    expect((await ledger(browser)).html).not.toContain(id);
    expect((await browser.get(`${page.path}/disclosures`)).status).toBe(404);
  });
});

describe('the ledger as a file', () => {
  test('is marked on every line, and holds no formula', async () => {
    const page = await make('+Filed');
    await council.get(`${page.path}?purpose=prevention`);
    const { html, headers } = await ownerLead.get('/disclosures.csv');
    expect(headers['content-type']).toContain('text/csv');
    const lines = html.trim().split('\n').slice(1);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line).toContain('"The information-governance, Harbourshire Constabulary"');
      expect(line).toContain('20 December 2026');
    }
    expect(html).toContain("'+Filed =Quay");
  });

  test('asks first who it is for, to be shown again', async () => {
    const { app, service } = opened;
    const lead = await makePerson(service, 'information-governance', 'constabulary');
    const { text } = await (await browserOf(app, service, lead)).get('/disclosures.csv');
    expect(text).toContain('Check that it is you');
  });
});
