import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { keepOut } from '#core/person-records/exclusions/keep-out.ts';
import { makePersonRecord } from '#core/person-records/write-person-record.ts';
import type { LogSeal } from '#core/audit/seal-log.ts';
import { browserOf, makePerson } from '#tests/support/person.ts';
import { makeSecretToken } from '#platform/session/session-token.ts';
import { insertSession } from '#core/sign-in/session-store.ts';
import { trustOf } from '#core/sign-in/session.ts';
import { connectAs, openTestSeal, sealEverything } from '#tests/support/sealing.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import type { Visitor } from '#tests/support/visitor.ts';
import { breakGlassFor } from './glass-store.ts';
import { remindOfReviews } from './review-glass.ts';

type Person = Awaited<ReturnType<typeof makePerson>>;
type Someone = Person & { visitor: Visitor };
type Role = Parameters<typeof makePerson>[1];

// A Monday night.
const night = '2026-11-23T23:00:00Z';
const council = 'eastmole-council';

let opened: TestServiceWithApp;
let seal: LogSeal;
let officer: Person;
let lead: Someone;

beforeAll(async () => {
  opened = await openTestApp({ now: night });
  seal = openTestSeal(opened.service);
  officer = await makePerson(opened.service, 'practitioner');
  lead = await comeIn('information-governance', 'constabulary');
});
afterAll(async () => {
  await seal.close();
  await opened.close();
});
beforeEach(async () => {
  await moveTo(night);
  lead.visitor = await browserOf(opened.app, opened.service, lead);
});

/** Moves the clock, with the log sealed on the way as it is while the service runs. */
async function moveTo(moment: string): Promise<void> {
  await sealEverything(seal);
  opened.clock.moveTo(moment);
}

async function comeIn(role: Role, agencyId: string, steppedUp = true): Promise<Someone> {
  const person = await makePerson(opened.service, role, agencyId);
  return { ...person, visitor: await browserOf(opened.app, opened.service, person, { steppedUp }) };
}
const nurse = (): Promise<Someone> => comeIn('practitioner', council);

type Made = { id: string; path: string; familyName: string };

async function make(bornOn: string | null = '2009-03-01'): Promise<Made> {
  const familyName = `Q${randomUUID().slice(0, 8)}`;
  const { id } = await makePersonRecord(
    opened.service,
    { principal: officer },
    { givenNames: 'Róbin', familyName, bornOn, heldAs: 'suspect', processing: 'law-enforcement' },
  );
  return { id, path: `/person-records/${id}`, familyName };
}

const fields = {
  givenNames: 'Robin',
  'born-day': '1',
  'born-month': '3',
  'born-year': '2009',
  agency: 'constabulary',
  gateway: 'lifeboat-rule',
  reason: 'Stabbed and not awake. We need to know whom to ring.',
};

const tryIt = ({ visitor }: Someone, familyName: string, others: Record<string, string> = {}) =>
  visitor.post('/break-glass', { ...fields, familyName, ...others });

function glassesOf({ userId }: Person) {
  return opened.service.database.transaction(lead, async (tx) =>
    tx.selectFrom('broken_glass').selectAll().where('user_id', '=', userId).execute(),
  );
}

function asStart<T>(work: Parameters<typeof opened.service.database.transaction<T>>[1]) {
  return opened.service.database.transaction({ kind: 'system', name: 'start' }, work);
}

async function mailsTo(template: string): Promise<{ fields: unknown }[]> {
  const administrator = await connectAs(opened.service.database, 'administrator');
  const { rows } = await administrator.query<{ fields: unknown }>(
    'select fields from outgoing_mail where template = $1 order by position',
    [template],
  );
  await administrator.end();
  return rows;
}

async function seal_(id: string): Promise<void> {
  const administrator = await connectAs(opened.service.database, 'administrator');
  await administrator.query('update person_records set sealed_at = now() where id = $1', [id]);
  await administrator.end();
}

describe('breaking the glass', () => {
  test('opens who they are and how to reach them, for an hour, with the reason on the page', async () => {
    const [breaker, record] = [await nurse(), await make()];
    expect((await breaker.visitor.get(record.path)).status).toBe(404);
    const page = await tryIt(breaker, record.familyName);
    expect(page.path).toBe(`${record.path}?purpose=immediate-risk`);
    expect(page.text).toContain('You see it until 24 November 2026 at 12:00am');
    expect(page.text).toContain('Harbourshire Constabulary was told');
    await moveTo('2026-11-23T23:59:59Z');
    expect((await breaker.visitor.get(record.path)).status).toBe(200);
    await moveTo('2026-11-24T00:00:00Z');
    expect((await breaker.visitor.get(record.path)).status).toBe(404);
  });

  test('tells the governance lead of the owner, and the mail carries a link alone', async () => {
    const [breaker, record] = [await nurse(), await make()];
    const before = await mailsTo('break-glass-notice');
    await tryIt(breaker, record.familyName);
    const notices = (await mailsTo('break-glass-notice')).slice(before.length);
    expect(notices).toHaveLength(1);
    const [glass] = await glassesOf(breaker);
    expect(notices[0]?.fields).toEqual({
      link: `http://localhost:3000/broken-glass/${glass?.id ?? ''}`,
    });
    expect(JSON.stringify(notices)).not.toContain(record.familyName);
    expect(JSON.stringify(notices)).not.toContain(record.id);
  });

  test('needs all of the name and date, a reason, and to show again who one is', async () => {
    const breaker = await nurse();
    const page = await breaker.visitor.post('/break-glass', { familyName: 'Q', reason: 'Now' });
    expect(page.status).toBe(422);
    for (const words of ['first names', 'whole date of birth', 'an agency', 'the power']) {
      expect(page.text).toContain(words);
    }
    const unsure = await comeIn('practitioner', council, false);
    const asked = await unsure.visitor.post('/break-glass', { ...fields, familyName: 'Q' });
    expect(asked.text).toContain('Check that it is you');
    expect((await lead.visitor.get('/break-glass')).status).toBe(403);
  });

  test('has one answer for everything that is not opened', async () => {
    const [breaker, other] = [await nurse(), await nurse()];
    const [record, sealed, shut, unborn] = [
      await make(),
      await make(),
      await make(),
      await make(null),
    ];
    await seal_(sealed.id);
    const exclusion = { recordId: shut.id, userId: breaker.userId, reason: 'Her brother' };
    await keepOut(opened.service, { principal: lead }, exclusion);
    const answers = [
      await tryIt(breaker, 'Nobody'),
      await tryIt(breaker, sealed.familyName),
      await tryIt(breaker, shut.familyName),
      await tryIt(breaker, unborn.familyName),
      await tryIt(breaker, record.familyName, { 'born-day': '2' }),
      await tryIt(other, record.familyName, { givenNames: 'Rob' }),
      await tryIt(other, record.familyName, { gateway: 'harbour-act' }),
      await tryIt(other, record.familyName, { gateway: 'no-such-power' }),
    ];
    const withoutPerson = answers.map(({ status, html }) => [
      status,
      html.replaceAll(/[\da-f-]{36}/g, ''),
    ]);
    expect(new Set(withoutPerson.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.text).toContain('No record was opened');
    expect([...(await glassesOf(breaker)), ...(await glassesOf(other))]).toEqual([]);
  });

  test('finds another name, and never a record of one’s own agency', async () => {
    const [breaker, record] = [await nurse(), await make()];
    await opened.service.database.transaction(officer, (tx) =>
      tx
        .insertInto('person_aliases')
        .values({
          id: randomUUID(),
          record_id: record.id,
          alias: `Zig ${record.familyName}`,
          alias_key: `zig ${record.familyName.toLowerCase()}`,
        })
        .execute(),
    );
    expect((await tryIt(breaker, record.familyName, { givenNames: 'Zig' })).path).toContain(
      record.id,
    );
    expect((await tryIt(breaker, record.familyName, { agency: council })).status).toBe(403);
  });

  test('twice at once opens one record once, and tells once', async () => {
    const [breaker, record] = [await nurse(), await make()];
    const before = (await mailsTo('break-glass-notice')).length;
    const pages = await Promise.all([1, 2, 3].map(() => tryIt(breaker, record.familyName)));
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await glassesOf(breaker)).toHaveLength(1);
    expect((await mailsTo('break-glass-notice')).length - before).toBe(1);
  });

  test('stops after five tries in an hour, and every try is on record', async () => {
    const [breaker, record] = [await nurse(), await make()];
    const days = ['2', '3', '4', '5', '6'];
    for (const day of days) await tryIt(breaker, record.familyName, { 'born-day': day });
    const page = await tryIt(breaker, record.familyName);
    expect(page.status).toBe(429);
    expect(page.text).toContain('You have tried too often');
    const entries = await asStart((tx) =>
      tx
        .selectFrom('audit_entries')
        .select('detail')
        .where('action', '=', 'break-glass.tried')
        .where('actor', '=', `person:${breaker.userId}`)
        .execute(),
    );
    expect(entries.map(({ detail }) => (detail as { outcome: string }).outcome)).toEqual([
      ...days.map(() => 'nothing'),
      'too-many',
    ]);
    await moveTo('2026-11-24T00:00:01Z');
    await sealEverything(seal);
    const fresh = await browserOf(opened.app, opened.service, breaker, { steppedUp: true });
    const later = await tryIt({ ...breaker, visitor: fresh }, record.familyName);
    expect(later.path).toContain(record.id);
  });

  test('is refused with the reason while the log is not sealed in time', async () => {
    const [breaker, record] = [await nurse(), await make()];
    opened.clock.moveTo('2026-11-23T23:09:00Z');
    const form = await breaker.visitor.get('/break-glass');
    expect(form.text).toContain('Which power do you rely on?');
    opened.clock.moveTo('2026-11-23T23:16:00Z');
    const fresh = await browserOf(opened.app, opened.service, breaker, { steppedUp: true });
    const page = await tryIt({ ...breaker, visitor: fresh }, record.familyName);
    expect(page.text).toContain('the log of what is done is not sealed in time');
    expect(await glassesOf(breaker)).toEqual([]);
  });

  test('is refused by the database itself then, whatever statement asks', async () => {
    const [breaker, record] = [await nurse(), await make()];
    opened.clock.moveTo('2026-11-23T23:16:00Z');
    const { token, hash } = makeSecretToken();
    const now = opened.clock.now();
    const trust = trustOf('passkey', now);
    const principal = { kind: 'system', name: 'sign-in' } as const;
    const { userId, visitor: _visitor, ...other } = breaker;
    await opened.service.database.transaction(principal, (tx) =>
      insertSession(tx, { tokenHash: hash, userId, now, ...trust }),
    );
    const asked = { ...other, userId, session: token, purpose: 'immediate-risk' };
    const opening = await opened.service.database.transaction(asked, (tx) =>
      breakGlassFor(tx, {
        id: randomUUID(),
        givenKey: 'robin',
        familyKey: record.familyName.toLowerCase(),
        bornOn: '2009-03-01',
        agencyId: 'constabulary',
        gatewayId: fields.gateway,
        reason: fields.reason,
        reviewDue: new Date(now.getTime() + 86_400_000),
      }),
    );
    expect(opening).toEqual({ outcome: 'unsealed', recordId: null, isNew: false });
    await sealEverything(seal);
  });
});

describe('the review', () => {
  async function broken(): Promise<{ breaker: Someone; record: Made; path: string }> {
    const [breaker, record] = [await nurse(), await make()];
    await tryIt(breaker, record.familyName);
    const [glass] = await glassesOf(breaker);
    return { breaker, record, path: `/broken-glass/${glass?.id ?? ''}` };
  }
  const review = (path: string, finding: string) =>
    lead.visitor.post(path, { finding, words: 'The ward confirmed it.' });

  test('waits for the owner’s governance lead, who finds once, and the breaker cannot', async () => {
    const { breaker, record, path } = await broken();
    expect((await lead.visitor.get('/home')).text).toContain('Glass was broken');
    const page = await lead.visitor.get(path);
    expect(page.text).toContain(fields.reason);
    expect(page.text).toContain('the end of 24 November 2026');
    expect(page.text).toContain(record.familyName);
    expect((await breaker.visitor.get(path)).status).toBe(404);
    const foreign = await comeIn('information-governance', council);
    expect((await foreign.visitor.get(path)).status).toBe(404);
    expect((await foreign.visitor.post(path, { finding: 'justified', words: 'x' })).status).toBe(
      404,
    );
    expect((await review(path, 'justified')).text).toContain('The ward confirmed it.');
    expect((await review(path, 'not-justified')).status).toBe(409);
  });

  test('tells the lead nothing of a record they may not see, and lets them review it', async () => {
    const { record, path } = await broken();
    await opened.service.database.transaction(officer, (tx) =>
      tx
        .updateTable('person_records')
        .set({ is_restricted: false })
        .where('id', '=', record.id)
        .execute(),
    );
    const administrator = await connectAs(opened.service.database, 'administrator');
    await administrator.query('update person_records set is_restricted = true where id = $1', [
      record.id,
    ]);
    await administrator.end();
    const page = await lead.visitor.get(path);
    expect(page.status).toBe(200);
    expect(page.html).not.toContain(record.familyName);
    expect((await review(path, 'justified')).status).toBe(200);
  });

  test('overdue suspends who broke it until it is done', async () => {
    const { breaker, path } = await broken();
    const next = await make();
    await moveTo('2026-11-24T23:59:59Z');
    await sealEverything(seal);
    const again = async () => {
      const visitor = await browserOf(opened.app, opened.service, breaker, { steppedUp: true });
      return tryIt({ ...breaker, visitor }, next.familyName);
    };
    await moveTo('2026-11-25T00:00:00Z');
    const page = await again();
    expect(page.text).toContain('a review of the last time is overdue');
    lead.visitor = await browserOf(opened.app, opened.service, lead);
    expect((await lead.visitor.get('/home')).text).toContain('overdue');
    await review(path, 'justified');
    await sealEverything(seal);
    expect((await again()).path).toContain(next.id);
  });

  test('that finds it not justified suspends until their own lead lets them again', async () => {
    const { breaker, path } = await broken();
    const next = await make();
    await review(path, 'not-justified');
    expect((await tryIt(breaker, next.familyName)).text).toContain('it was not justified before');
    const own = await comeIn('information-governance', council);
    const restore = `/broken-glass/suspended/${breaker.userId}`;
    expect((await lead.visitor.post(restore)).status).toBe(404);
    expect((await breaker.visitor.post(restore)).status).toBe(403);
    const page = await own.visitor.get('/broken-glass');
    expect(page.text).toContain('Let them do it again');
    expect(page.html).not.toContain(next.familyName);
    expect((await own.visitor.post(restore)).text).not.toContain('Let them do it again');
    expect((await tryIt(breaker, next.familyName)).path).toContain(next.id);
  });

  test('is reminded of once a day from its last day on', async () => {
    const before = (await mailsTo('review-due')).length;
    const { path } = await broken();
    const since = async () => {
      await remindOfReviews(opened.service);
      return (await mailsTo('review-due'))
        .slice(before)
        .filter(({ fields: sent }) => JSON.stringify(sent).includes(path)).length;
    };
    expect(await since()).toBe(0);
    await moveTo('2026-11-24T12:00:00Z');
    expect([await since(), await since()]).toEqual([1, 1]);
    await moveTo('2026-11-25T12:30:00Z');
    expect(await since()).toBe(2);
  });
});

test('however tries, time and exclusions go, what is seen has an open, recorded, running grant', async () => {
  const [breaker, record] = [await nurse(), await make()];
  let minute = 0;
  let isShut = false;
  await tryIt(breaker, record.familyName);
  let openUntil = 60;
  const step = fc.record({
    what: fc.constantFrom('try', 'wrong', 'wait', 'wait', 'exclude', 'admit'),
    minutes: fc.integer({ min: 1, max: 45 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
      for (const { what, minutes } of steps) {
        minute += what === 'wait' ? minutes : 0;
        await moveTo(new Date(Date.parse(night) + minute * 60_000).toISOString());
        const visitor = await browserOf(opened.app, opened.service, breaker, { steppedUp: true });
        if (what === 'exclude' && !isShut) await setShut((isShut = true));
        if (what === 'admit' && isShut) await setShut((isShut = false));
        if (what === 'try' || what === 'wrong') {
          const born = { 'born-day': what === 'try' ? '1' : '9' };
          const page = await tryIt({ ...breaker, visitor }, record.familyName, born);
          const isOpened = page.path.includes(record.id);
          expect(isOpened && (isShut || what === 'wrong')).toBe(false);
          if (isOpened && openUntil <= minute) openUntil = minute + 60;
        }
        const seen = await visitor.get(`${record.path}?purpose=immediate-risk`);
        expect(seen.status === 200).toBe(!isShut && minute < openUntil);
      }
      const glasses = await glassCount(record.id);
      expect(glasses.broken).toBeGreaterThan(0);
      expect(glasses.broken).toBe(glasses.recorded);
    }),
    { numRuns: 12 },
  );

  async function setShut(shut: boolean): Promise<void> {
    const administrator = await connectAs(opened.service.database, 'administrator');
    const now = opened.clock.now();
    await administrator.query(
      shut
        ? `insert into exclusions (id, record_id, user_id, reason, made_by, made_at)
           values (gen_random_uuid(), $1, $2, 'Test', $3, $4)`
        : `update exclusions set ended_at = $4, ended_by = $3 where record_id = $1 and user_id = $2 and ended_at is null`,
      [record.id, breaker.userId, lead.userId, now],
    );
    await administrator.end();
  }
});

/** How often a record's glass was broken, and how many entries of the log say that it was newly opened. */
async function glassCount(id: string): Promise<{ broken: number; recorded: number }> {
  const administrator = await connectAs(opened.service.database, 'administrator');
  const { rows } = await administrator.query<{ broken: number; recorded: number }>(
    `select count(*)::integer as broken, count(*) filter (where exists (
       select from audit_entries e
       where e.action = 'break-glass.tried' and e.at = b.broken_at and e.actor = 'person:' || b.user_id
         and e.detail ->> 'outcome' = 'opened'))::integer as recorded
     from broken_glass b where b.record_id = $1`,
    [id],
  );
  await administrator.end();
  return rows[0] ?? { broken: 0, recorded: -1 };
}
