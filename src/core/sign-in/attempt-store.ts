import { sql } from 'kysely';
import type { z } from 'zod';
import type { Transaction } from '#platform/database/database.ts';
import { hashToken, makeSecretToken } from '#platform/session/session-token.ts';

type AttemptKind = 'passkey' | 'authenticator' | 'provider';

/** Keeps what was handed out until its answer comes; gives the secret that the answer must bring. */
export async function insertAttempt(
  tx: Transaction,
  attempt: { kind: AttemptKind; detail: object; now: Date; minutes: number },
): Promise<string> {
  const { token, hash } = makeSecretToken();
  await tx
    .insertInto('sign_in_attempts')
    .values({
      token_hash: hash,
      kind: attempt.kind,
      detail: JSON.stringify(attempt.detail),
      created_at: attempt.now,
      expires_at: new Date(attempt.now.getTime() + attempt.minutes * 60_000),
    })
    .execute();
  return token;
}

/** What was handed out with this secret, while it may still be answered. It stays. */
export async function findAttempt<Detail extends z.ZodType>(
  tx: Transaction,
  { kind, token, now }: { kind: AttemptKind; token: string; now: Date },
  Detail: Detail,
): Promise<z.output<Detail> | undefined> {
  const row = await tx
    .selectFrom('sign_in_attempts')
    .select('detail')
    .where('token_hash', '=', hashToken(token))
    .where('kind', '=', kind)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row === undefined ? undefined : Detail.parse(row.detail);
}

/** As `findAttempt`, and uses it up: of two answers at once, one gets it. */
export async function takeAttempt<Detail extends z.ZodType>(
  tx: Transaction,
  { kind, token, now }: { kind: AttemptKind; token: string; now: Date },
  Detail: Detail,
): Promise<z.output<Detail> | undefined> {
  const row = await tx
    .deleteFrom('sign_in_attempts')
    .where('token_hash', '=', hashToken(token))
    .where('kind', '=', kind)
    .where('expires_at', '>', now)
    .returning('detail')
    .executeTakeFirst();
  return row === undefined ? undefined : Detail.parse(row.detail);
}

/** Forgets what nobody answered in time. */
export async function deleteExpiredAttempts(tx: Transaction): Promise<void> {
  await tx
    .deleteFrom('sign_in_attempts')
    .where('expires_at', '<', sql<Date>`now()`)
    .execute();
}
