import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertPersonRecord } from '#core/person-records/person-record-store.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { connectAs, openTestSeal, sealEverything } from '#tests/support/sealing.ts';
import { signInAs } from '#tests/support/sign-in.ts';
import type { Visitor } from '#tests/support/visitor.ts';
import type { Principal } from '#platform/database/principal.ts';
import { writeAuditEntry, type NewAuditEntry } from './audit-store.ts';
import { auditCsvPath, auditOfRecordPath, auditPath, auditSealPath } from './paths.ts';

const operator: Principal = { kind: 'operator', email: 'ops@county.example' };
const person = randomUUID();
let opened: TestServiceWithApp;
let lead: Visitor;

beforeAll(async () => {
  opened = await openTestApp({ now: '2026-11-22T10:00:00Z' });
  ({ visitor: lead } = await signInAs(opened.app, opened.service, 'information-governance'));
  const { userId } = await signInAs(opened.app, opened.service, 'practitioner');
  const officer: Principal = {
    kind: 'person',
    userId,
    name: 'Dawn Tully',
    agencyId: 'constabulary',
    role: 'practitioner',
  };
  // Only who sees a record may search for its entries.
  await opened.service.database.transaction(officer, (tx) =>
    insertPersonRecord(tx, {
      id: person,
      agencyId: 'constabulary',
      userId,
      now: opened.clock.now(),
      givenNames: 'Sam',
      familyName: 'Quay',
      bornOn: null,
      heldAs: 'other',
      processing: 'general',
    }),
  );
  await write({
    principal: officer,
    about: [person, randomUUID()].map((id) => ({ kind: 'person-record', id })),
    paths: ['own-agency', `own-agency, case-role ${randomUUID()}`],
    purpose: 'safeguarding',
  });
  await write({ principal: officer, outcome: 'refused', action: 'GET /users' });
  await write({ at: new Date('2026-10-01T12:00:00Z'), action: 'agency.added', outcome: 'done' });
});
afterAll(() => opened.close());

function write(entry: Partial<NewAuditEntry>): Promise<void> {
  const { database, clock } = opened.service;
  const usual = { action: 'person.read', outcome: 'read', about: [], detail: {} } as const;
  const { principal = operator } = entry;
  return database.transaction(principal, (tx) =>
    writeAuditEntry(tx, { at: clock.now(), ...usual, ...entry, principal }),
  );
}

describe('the audit log', () => {
  test('says in plain words who did what, as whom, and why they could', async () => {
    const { status, text } = await lead.get(auditPath());
    expect(status).toBe(200);
    expect(text).toContain('22 November 2026 at 10:00amDawn TullyPractitioner, Harbourshire Const');
    expect(text).toContain(
      'Person read2 person recordsSafeguarding a child or an adult at risk' +
        'Held by their own agency (2 records)Named on the record',
    );
    expect(text).toContain('Asked for the page /users Refused');
  });

  test.each([
    ['a person’s record', { kind: 'person-record', record: person }, ['Person read'], ['Agency']],
    ['who acted', { person: 'tully' }, ['Person read', 'Refused'], ['Agency added']],
    ['an agency', { agency: 'constabulary' }, ['Person read'], ['Agency added']],
    ['what was done', { action: 'agency.added' }, ['Agency added'], ['Person read']],
    ['a time', { from: '2026-10-01', to: '2026-10-01' }, ['Agency added'], ['Person read']],
    ['what was refused', { outcome: 'refused' }, ['Asked for the page'], ['Person read']],
  ])('is searched by %s', async (_what, query, there, notThere) => {
    const { html } = await lead.get(auditPath(query));
    const table = /<tbody[\s\S]*<\/tbody>/.exec(html)?.[0] ?? '';
    for (const words of there) expect(table).toContain(words);
    for (const words of notThere) expect(table).not.toContain(words);
  });

  test('finds nothing for a record that nobody ever read, and says so', async () => {
    const { text } = await lead.get(auditOfRecordPath('person-record', randomUUID()));
    expect(text).toContain('No entry is like that.');
    const without = await lead.get(auditPath({ record: person }));
    expect(without.text).toContain('Choose the kind of record as well.');
  });

  test('keeps who searched it, and for which record', async () => {
    await lead.get(auditOfRecordPath('person-record', person));
    const { html } = await lead.get(auditOfRecordPath('person-record', person));
    expect(html).toContain('Audit searched');
    expect(html).toContain('The information-governance');
  });

  test('can be downloaded, and that is an entry too', async () => {
    const { html, headers } = await lead.get(auditCsvPath({ person: 'tully' }));
    expect(headers['content-type']).toContain('text/csv');
    expect(html).toContain('Dawn Tully,Practitioner');
    expect(html).not.toContain(person);
    expect((await lead.get(auditPath())).text).toContain('Audit downloaded');
  });

  test.each(['%', '2026-13-45', '\u0000', "x' or 1=1"])('takes any search: %j', async (odd) => {
    const query = { from: odd, person: odd, action: odd, kind: odd, record: odd, page: odd };
    expect((await lead.get(auditPath(query))).status).toBe(200);
  });

  test.each(['administrator', 'practitioner', 'analyst'] as const)(
    'is not for the %s',
    async (role) => {
      const { visitor } = await signInAs(opened.app, opened.service, role);
      for (const path of [auditPath(), auditCsvPath(), auditSealPath()]) {
        expect((await visitor.get(path)).status).toBe(403);
      }
    },
  );
});

describe('the page of the seal', () => {
  test('says what is sealed, with which key, and that no witness is set up', async () => {
    expect((await lead.get(auditSealPath())).text).toContain('None yet');
    const seal = openTestSeal(opened.service);
    await sealEverything(seal);
    await seal.close();
    const { text } = await lead.get(auditSealPath());
    expect(text).toMatch(/Fingerprint of the key [0-9a-f]{64}/);
    expect(text).toContain('No witness is set up.');
    expect((await lead.get(auditPath({ action: 'agency.added' }))).text).toContain('Yes');
  });

  test('warns, and so does the log, when sealing is behind or a witness contradicts it', async () => {
    const administrator = await connectAs(opened.service.database, 'administrator');
    await administrator.query(
      `insert into audit_witness_reports (at, witness, outcome, tree_size, words)
      values (now(), 'the county council', 'conflict', 1, 'It holds two different logs of 1 entries.')`,
    );
    await administrator.end();
    opened.clock.moveTo('2026-11-22T10:16:00Z');
    for (const path of [auditPath(), auditSealPath()]) {
      const { text } = await lead.get(path);
      expect(text).toContain('The witness the county council contradicts this log.');
      expect(text).toContain('16 minutes behind');
      expect(text).toContain('Exports and emergency access wait');
    }
  });
});
