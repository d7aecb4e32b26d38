import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectAs, makeSealKey, openTestSeal, sealEverything } from '#tests/support/sealing.ts';
import { browserOf, makePerson } from '#tests/support/person.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import type { SeenPage, Visitor } from '#tests/support/visitor.ts';
import type { Capacity } from '#core/person-records/person-record.ts';
import { makePersonRecord } from '#core/person-records/write-person-record.ts';
import { decideRetention } from './decide-retention.ts';
import { disposeOfRecord } from './retention-store.ts';

let opened: TestServiceWithApp;
let lead: Visitor;
let second: Visitor;
let third: Awaited<ReturnType<typeof makePerson>>;
let officer: Awaited<ReturnType<typeof makePerson>>;

const sealKey = makeSealKey();
const now = '2026-11-22T10:00:00Z';

beforeAll(async () => {
  opened = await openTestApp({ now });
  const { app, service } = opened;
  const enter = async (agency?: string) =>
    browserOf(app, service, await makePerson(service, 'information-governance', agency), {
      steppedUp: true,
    });
  lead = await enter();
  second = await enter();
  third = await makePerson(service, 'information-governance');
  officer = await makePerson(service, 'practitioner');
});
afterAll(() => opened.close());

/** A record that was made so long ago. */
async function make(
  familyName: string,
  { at = '2025-10-01T10:00:00Z', heldAs = 'victim' }: { at?: string; heldAs?: Capacity } = {},
): Promise<string> {
  opened.clock.moveTo(at);
  const fields = { givenNames: 'Sam', familyName, bornOn: null, heldAs };
  const { id } = await makePersonRecord(
    opened.service,
    { principal: officer },
    { ...fields, processing: 'general' },
  );
  opened.clock.moveTo(now);
  return id;
}

const pageOf = (visitor: Visitor, id: string) => visitor.get(`/person-records/${id}/retention`);
const decide = (visitor: Visitor, id: string, kind: string, fields = {}): Promise<SeenPage> =>
  visitor.post(`/person-records/${id}/retention/${kind}`, { reason: 'Looked at', ...fields });

async function seal(): Promise<void> {
  const log = openTestSeal(opened.service, sealKey);
  await sealEverything(log);
  await log.close();
}

async function count(table: string, column: string, id: string): Promise<number> {
  const administrator = await connectAs(opened.service.database, 'administrator');
  const { rows } = await administrator.query(
    `select count(*)::integer as many from ${table} where ${column} = $1`,
    [id],
  );
  await administrator.end();
  return rows[0].many;
}

describe('the day of review', () => {
  test('comes from the shortest rule that is for the record', async () => {
    const [victim, witness] = [await make('Year'), await make('Half', { heldAs: 'witness' })];
    expect((await pageOf(lead, victim)).text).toContain('Day of review 1 October 2026');
    expect((await pageOf(lead, witness)).text).toContain('Day of review 1 April 2026');
  });

  test('brings a record before its own agency’s lead, and before nobody else', async () => {
    const { app, service } = opened;
    const id = await make('Overdue');
    await make('Fresh', { at: '2026-01-01T10:00:00Z' });
    const list = await lead.get('/retention');
    expect(list.text).toContain('Sam Overdue');
    expect(list.text).not.toContain('Sam Fresh');
    const other = await makePerson(service, 'information-governance', 'eastmole-council');
    const elsewhere = await browserOf(app, service, other, { steppedUp: true });
    expect((await elsewhere.get('/retention')).text).toContain('No record of your agency is due');
    expect((await pageOf(elsewhere, id)).status).toBe(404);
    expect((await decide(elsewhere, id, 'disposal')).status).toBe(404);
    const practitioner = await browserOf(app, service, officer, { steppedUp: true });
    expect((await practitioner.get('/retention')).status).toBe(403);
  });

  test('is put off by a decision to keep, with its reason and a day within reach', async () => {
    const id = await make('Kept');
    const far = { 'next-day': '27', 'next-month': '3', 'next-year': '2099' };
    const refused = await decide(lead, id, 'kept', { reason: '', ...far });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Say why');
    expect((await decide(lead, id, 'kept', far)).text).toContain('at most ten years from now');
    const kept = await decide(lead, id, 'kept', { ...far, 'next-year': '2028' });
    expect(kept.text).toContain('Day of review 27 March 2028');
    expect((await lead.get('/retention')).text).not.toContain('Sam Kept');
  });
});

test('A decision is taken though the clock goes on while it is made', async () => {
  const { service } = opened;
  const id = await make('Ticking');
  const clock = { now: () => new Date('2026-11-22T10:00:03Z') };
  const made = { id, decision: 'hold-set', reason: 'A claim', nextOn: null } as const;
  await decideRetention({ ...service, clock }, { principal: third }, made);
  expect((await pageOf(lead, id)).text).toContain('A claim');
});

describe('disposal', () => {
  test('takes two people, and leaves nothing of the record but a line that names nobody', async () => {
    const { service } = opened;
    const id = await make('Gone');
    await service.database.transaction(officer, async (tx) => {
      await tx
        .insertInto('person_contacts')
        .values({ id: crypto.randomUUID(), record_id: id, value: '07700 900123', safe_contact: '' })
        .execute();
      await tx
        .updateTable('person_records')
        .set({ family_name: 'Goner' })
        .where('id', '=', id)
        .execute();
    });
    const relative = await makePerson(service, 'practitioner');
    await service.database.transaction(third, (tx) =>
      tx
        .insertInto('exclusions')
        .values({
          id: crypto.randomUUID(),
          record_id: id,
          user_id: relative.userId,
          reason: 'Related',
          made_by: third.userId,
          made_at: service.clock.now(),
        })
        .execute(),
    );
    await seal();
    expect((await decide(lead, id, 'disposal')).text).toContain('No disposal is proposed');
    await decide(lead, id, 'disposal-proposed');
    const alone = await decide(lead, id, 'disposal');
    expect(alone.status).toBe(409);
    expect(alone.text).toContain('A second information governance lead has to dispose of it');
    expect(await count('audit_subject_keys', 'subject', id)).toBe(1);
    const done = await decide(second, id, 'disposal');
    expect(done.text).toContain('What your agency disposed of');
    expect(done.text).toContain('1 October 2025');
    expect(done.text).not.toContain('Gone');
    for (const [table, column] of [
      ['person_records', 'id'],
      ['person_contacts', 'record_id'],
      ['exclusions', 'record_id'],
      ['person_record_versions', 'record_id'],
      ['retention_decisions', 'record_id'],
      ['audit_subject_keys', 'subject'],
    ] as const) {
      expect(await count(table, column, id)).toBe(0);
    }
    expect((await pageOf(second, id)).status).toBe(404);
    await seal();
  });

  test('never touches what is under a legal hold, whoever asks', async () => {
    const { service } = opened;
    const id = await make('Held');
    await seal();
    await decide(lead, id, 'disposal-proposed');
    await decide(lead, id, 'hold-set', { reason: 'Inquest' });
    expect((await decide(second, id, 'disposal')).text).toContain('legal hold');
    expect((await pageOf(lead, id)).text).toContain('Inquest');
    await decide(second, id, 'hold-lifted');
    await decide(second, id, 'disposal-withdrawn');
    expect((await decide(second, id, 'disposal')).text).toContain('No disposal is proposed');
    expect(await count('person_records', 'id', id)).toBe(1);
    // Without a second look at who they are, the database itself says no.
    await expect(
      service.database.transaction(third, (tx) => disposeOfRecord(tx, id)),
    ).rejects.toThrow('Only an information governance lead');
  });

  test.each([
    ['that is an hour late', '2026-11-22T08:30:00Z'],
    ['that is two days early', '2026-11-24T10:00:01Z'],
  ])('stops with a clock %s', async (_words, moment) => {
    const { app, service, clock } = opened;
    const id = await make(`Clock ${moment.slice(8, 10)}`);
    await decide(lead, id, 'disposal-proposed');
    await seal();
    clock.moveTo(moment);
    const late = await browserOf(app, service, third, { steppedUp: true });
    const answer = await decide(late, id, 'disposal');
    clock.moveTo(now);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('clock has jumped');
    expect(await count('person_records', 'id', id)).toBe(1);
  });

  test('stops for a day after a jump, though the log is sealed by the new clock', async () => {
    const { app, service, clock } = opened;
    const id = await make('Jump');
    await decide(lead, id, 'disposal-proposed');
    await seal();
    clock.moveTo('2026-12-22T10:00:00Z');
    const browser = await browserOf(app, service, third, { steppedUp: true });
    await browser.get('/retention');
    await seal();
    const answer = await decide(browser, id, 'disposal');
    expect(answer.text).toContain('clock has jumped');
    clock.moveTo(now);
  });

  test('reaches every table that hangs on a record', async () => {
    const administrator = await connectAs(opened.service.database, 'administrator');
    const { rows } = await administrator.query(`
      select c.conrelid::regclass::text as "table" from pg_constraint c
      where c.contype = 'f' and c.confrelid = 'public.person_records'::regclass
        and not (has_table_privilege('breakwater_guard', c.conrelid, 'delete')
          and exists (select from pg_policy p where p.polrelid = c.conrelid and p.polcmd = 'd'
            and 'breakwater_guard'::regrole::oid = any (p.polroles)))`);
    await administrator.end();
    expect(rows).toEqual([]);
  });
});
