import type { Transaction } from '#platform/database/database.ts';
import { hashToken } from '#platform/session/session-token.ts';

/** A session ends after this long without a page, and after this long in all. */
const idleMinutes = 60;
export const absoluteHours = 12;

export async function insertSession(
  tx: Transaction,
  session: { tokenHash: Buffer; userId: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      token_hash: session.tokenHash,
      user_id: session.userId,
      created_at: session.now,
      last_seen_at: session.now,
    })
    .execute();
}

/** Whose session this is, while it lasts. Being asked keeps it alive, noted once a minute. */
export async function findUserOfSession(
  tx: Transaction,
  token: string,
  now: Date,
): Promise<string | undefined> {
  const tokenHash = hashToken(token);
  const session = await tx
    .selectFrom('sessions')
    .select(['user_id', 'last_seen_at'])
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .where('last_seen_at', '>', before(now, idleMinutes))
    .where('created_at', '>', before(now, absoluteHours * 60))
    .executeTakeFirst();
  if (session !== undefined && session.last_seen_at < before(now, 1)) {
    await tx
      .updateTable('sessions')
      .set({ last_seen_at: now })
      .where('token_hash', '=', tokenHash)
      .execute();
  }
  return session?.user_id;
}

/** Ends a session, and says whose it was while it lasted. */
export async function endSession(
  tx: Transaction,
  token: string,
  now: Date,
): Promise<string | undefined> {
  const ended = await tx
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('token_hash', '=', hashToken(token))
    .where('ended_at', 'is', null)
    .returning('user_id')
    .executeTakeFirst();
  return ended?.user_id;
}

export async function endSessionsOf(tx: Transaction, userId: string, now: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute();
}

function before(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000);
}
