import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '#platform/clock.ts';
import { makeSecretToken } from '#platform/session/session-token.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { administratorConnection } from './connection.ts';
import type { Transaction } from './database.ts';
import type { Principal } from './principal.ts';

const clock = fixedClock('2026-11-22T10:00:00Z');
const { token, hash } = makeSecretToken();
const officer = {
  kind: 'person',
  userId: randomUUID(),
  name: 'Dawn',
  agencyId: 'police',
  role: 'practitioner',
} as const satisfies Principal;
const signedIn: Principal = { ...officer, session: token };
let test_: TestDatabase;

beforeAll(async () => {
  test_ = await makeTestDatabase(clock);
  await asAdministrator(async (client) => {
    await client.query(
      `insert into agencies (id, name, kind) values ('police', 'Police', 'police')`,
    );
    await client.query(
      `insert into users (id, email, name, agency_id, role) values ($1, 'd@p.example', 'Dawn', 'police', 'practitioner')`,
      [officer.userId],
    );
    await client.query(
      `insert into sessions (token_hash, user_id, created_at, last_seen_at, strength, way_in)
        values ($1, $2, $3, $3, 'strong', 'passkey')`,
      [hash, officer.userId, clock.now()],
    );
  });
});
afterAll(() => test_.drop());

async function asAdministrator(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(administratorConnection(test_.database.address));
  await client.connect();
  await work(client);
  await client.end();
}

async function whoIs(tx: Transaction): Promise<unknown> {
  const { rows } = await sql<{ who: unknown }>`select to_json(access.principal()) as who`.execute(
    tx,
  );
  return rows[0]?.who;
}

describe('the principal of a transaction', () => {
  test('is whose session it is, as the database knows them, whatever the request says', async () => {
    const lying = {
      ...signedIn,
      agencyId: 'charity',
      role: 'information-governance',
      purpose: 'prevention',
    };
    expect(await test_.database.transaction(lying, whoIs)).toMatchObject({
      kind: 'person',
      actor: `person:${officer.userId}`,
      user_id: officer.userId,
      agency_id: 'police',
      role: 'practitioner',
      purpose: 'prevention',
      is_strong: true,
      has_stepped_up: false,
    });
  });

  test('is nobody with a session that never was, or is over', async () => {
    const attempt = test_.database.transaction({ ...signedIn, session: 'x' }, whoIs);
    await expect(attempt).rejects.toThrow('This session is over');
  });

  test('can be somebody for whom a job runs, until they have left', async () => {
    expect(await test_.database.transaction(officer, whoIs)).toMatchObject({ agency_id: 'police' });
    const stranger = test_.database.transaction({ ...officer, userId: randomUUID() }, whoIs);
    await expect(stranger).rejects.toThrow('not here any more');
  });

  test('has no agency when the service acts by itself', async () => {
    const who = await test_.database.transaction({ kind: 'system', name: 'jobs' }, whoIs);
    expect(who).toMatchObject({ kind: 'system', agency_id: null, user_id: null, is_strong: false });
  });

  test.each([
    [
      'writing its words',
      `select set_config('access.principal', '{"kind":"person","agency_id":"charity"}', true)`,
    ],
    [
      'changing its words',
      `select set_config('access.principal', replace(current_setting('access.principal'), 'police', 'charity'), true)`,
    ],
    ['dropping its seal', `select set_config('access.seal', '', true)`],
  ])('cannot be forged by %s', async (_how, statement) => {
    const attempt = test_.database.transaction(signedIn, async (tx) => {
      await sql.raw(statement).execute(tx);
      return whoIs(tx);
    });
    await expect(attempt).rejects.toThrow('was not begun by the service');
  });

  test('cannot be carried over from the transaction of somebody else', async () => {
    const read = async (tx: Transaction): Promise<{ words: string; seal: string } | undefined> => {
      const { rows } = await sql<{ words: string; seal: string }>`select
        current_setting('access.principal') as words, current_setting('access.seal') as seal`.execute(
        tx,
      );
      return rows[0];
    };
    const stolen = await test_.database.transaction(signedIn, read);
    const attempt = test_.database.transaction({ kind: 'system', name: 'jobs' }, async (tx) => {
      await sql`select set_config('access.principal', ${stolen?.words}, true),
        set_config('access.seal', ${stolen?.seal}, true)`.execute(tx);
      return whoIs(tx);
    });
    await expect(attempt).rejects.toThrow('was not begun by the service');
  });

  test.each([
    [
      'act as the service without its key',
      `select access.begin_as_service('system', 'jobs', now(), 'guess')`,
    ],
    [
      'act as a person without the key',
      `select access.begin_as_person('${officer.userId}', null, now(), 'guess')`,
    ],
    ['read the keys', 'select * from access.keys'],
    ['make a seal', `select access.seal_of('x')`],
    ['keep a principal of its own', 'select access.act_as(access.principal())'],
  ])('cannot be got by SQL that tries to %s', async (_what, statement) => {
    const attempt = test_.database.transaction(signedIn, (tx) => sql.raw(statement).execute(tx));
    await expect(attempt).rejects.toThrow(/Only the service|permission denied/);
  });
});
