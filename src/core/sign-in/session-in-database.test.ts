import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSecretToken } from '#platform/session/session-token.ts';
import { connectAs } from '#tests/support/sealing.ts';
import { makePerson } from '#tests/support/person.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import { absoluteHours, firstStepMinutes, idleMinutes } from './session-limits.ts';
import { insertSession } from './session-store.ts';
import { trustOf, type WayIn } from './session.ts';

const minute = 60_000;
const began = Date.parse('2026-11-22T08:00:00Z');

let opened: TestService;
let raw: pg.Client;
let userId: string;

beforeAll(async () => {
  opened = await makeTestService({ now: new Date(began).toISOString() });
  raw = await connectAs(opened.service.database, 'breakwater_app');
  ({ userId } = await makePerson(opened.service, 'practitioner'));
});
afterAll(async () => {
  await raw.end();
  await opened.close();
});

/** The secret of a session that began at eight and was last seen so many minutes later. */
async function begin(
  seenAfter: number,
  wayIn: Exclude<WayIn, 'provider'> = 'passkey',
): Promise<string> {
  const { token, hash } = makeSecretToken();
  const now = new Date(began);
  const seen = new Date(began + seenAfter * minute);
  await opened.service.database.transaction({ kind: 'system', name: 'sign-in' }, async (tx) => {
    await insertSession(tx, { tokenHash: hash, userId, now, ...trustOf(wayIn, now) });
    await tx
      .updateTable('sessions')
      .set({ last_seen_at: seen })
      .where('token_hash', '=', hash)
      .execute();
  });
  return token;
}

/** What raw SQL gets that shows this secret for a moment. */
async function tryAt(token: string, at: number): Promise<string> {
  try {
    await raw.query('begin');
    await raw.query('select access.begin_as_session($1, null, $2)', [token, new Date(at)]);
    return 'in';
  } catch (problem) {
    return problem instanceof Error ? problem.message : '';
  } finally {
    await raw.query('rollback');
  }
}

async function checkClock(isChecked: boolean): Promise<void> {
  const administrator = await connectAs(opened.service.database, 'administrator');
  await administrator.query('update access.keys set is_clock_checked = $1', [isChecked]);
  await administrator.end();
}

const over = 'This session is over.';

describe('whoever reaches the database with the secret of a session', () => {
  test.each([
    ['an hour without a page', 0, 'passkey', idleMinutes],
    ['twelve hours in all', absoluteHours * 60 - 1, 'passkey', absoluteHours * 60],
    ['a quarter of an hour with a password alone', 0, 'password', firstStepMinutes],
  ] as const)('is nobody after %s', async (_limit, seenAfter, wayIn, minutes) => {
    const token = await begin(seenAfter, wayIn);
    expect(await tryAt(token, began + minutes * minute - 1)).toBe('in');
    expect(await tryAt(token, began + minutes * minute)).toBe(over);
  });

  test('is nobody at a moment that is not now', async () => {
    const token = await begin(0);
    await checkClock(true);
    try {
      expect(await tryAt(token, began + minute)).toContain('more than 5 minutes apart');
      // Now it is over, and was never begun for a moment to come.
      expect(await tryAt(token, Date.now() + 4 * minute)).toBe(over);
      expect(await tryAt(token, Date.now() + 6 * minute)).toContain('more than 5 minutes apart');
    } finally {
      await checkClock(false);
    }
  });
});
