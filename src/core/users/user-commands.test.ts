import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Command } from '#core/command-line/command.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import { operator } from '#tests/support/sign-in.ts';
import { createUserCommand, endUserCommand, listUsersCommand } from './user-commands.ts';

let test_: TestService;
beforeAll(async () => {
  test_ = await makeTestService({ now: '2026-11-23T10:00:00Z' });
});
afterAll(() => test_.close());

async function run(
  command: Command,
  options: Record<string, string | boolean>,
): Promise<{ json: unknown; sentences: readonly string[] }> {
  return command.run({
    service: test_.service,
    principal: operator,
    words: [],
    options,
    address: 'http://here.example',
    say: () => undefined,
  });
}

async function add(email: string, role: string): Promise<void> {
  await run(createUserCommand, { email, agency: 'constabulary', role, name: email });
}

async function arrive(email: string): Promise<void> {
  await test_.service.database.transaction({ kind: 'system', name: 'sign-in' }, async (tx) => {
    const { id } = await tx
      .selectFrom('users')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    const now = test_.clock.now();
    await tx
      .insertInto('sessions')
      .values({
        token_hash: Buffer.from(email),
        user_id: id,
        created_at: now,
        last_seen_at: now,
        strength: 'strong',
        way_in: 'passkey',
      })
      .execute();
  });
}

async function standing(email: string): Promise<string | undefined> {
  const { sentences } = await run(listUsersCommand, { agency: 'constabulary' });
  return sentences
    .find((sentence) => sentence.startsWith(email))
    ?.split('  ')
    .at(-1);
}

test('the operator adds an administrator, sees how they stand, and ends their access', async () => {
  const email = 'first@county.example';
  await add(email, 'administrator');
  expect(await standing(email)).toBe('Invited, not here yet');
  await expect(run(endUserCommand, { email })).rejects.toThrow('has no account that anybody');
  await arrive(email);
  expect(await standing(email)).toBe('Active');
  await expect(run(endUserCommand, { email })).rejects.toThrow(
    'first@county.example is the last administrator of Harbourshire Constabulary, and nothing was changed.',
  );
  expect(await standing(email)).toBe('Active');
  await run(endUserCommand, { email, 'last-administrator': true });
  expect(await standing(email)).toBe('Left on 23 November 2026');
});

test('a last day is told in advance, and one that is no day or is over is refused', async () => {
  const email = 'later@county.example';
  await add(email, 'analyst');
  await arrive(email);
  await expect(run(endUserCommand, { email, after: 'Friday' })).rejects.toThrow('YYYY-MM-DD');
  await expect(run(endUserCommand, { email, after: '2026-11-22' })).rejects.toThrow(
    'today or later',
  );
  await run(endUserCommand, { email, after: '2026-12-01' });
  expect(await standing(email)).toBe('Leaving after 1 December 2026');
});
