import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { hashToken } from '#platform/session/session-token.ts';
import type { Session, SessionTrust, WayIn } from './session.ts';

export async function insertSession(
  tx: Transaction,
  session: SessionTrust & { tokenHash: Buffer; userId: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      token_hash: session.tokenHash,
      user_id: session.userId,
      created_at: session.now,
      last_seen_at: session.now,
      strength: session.strength,
      stepped_up_until: session.steppedUpUntil,
      way_in: session.wayIn,
      provider: session.provider,
    })
    .execute();
}

/** The sessions that are not over at this moment. */
function openSessions(tx: Transaction, now: Date) {
  return tx
    .selectFrom('sessions')
    .select([
      'id',
      'user_id as userId',
      'strength',
      'stepped_up_until as steppedUpUntil',
      'way_in as wayIn',
      'provider',
      'created_at as createdAt',
      'last_seen_at as lastSeenAt',
    ])
    .where('ended_at', 'is', null)
    .where(sql<boolean>`access.is_session_open(created_at, last_seen_at, strength, ${now})`);
}

type SessionRow = Awaited<ReturnType<ReturnType<typeof openSessions>['executeTakeFirstOrThrow']>>;

/** The session of this secret, while it lasts. Being asked keeps it alive, noted once a minute. */
export async function findSession(
  tx: Transaction,
  token: string,
  now: Date,
): Promise<Session | undefined> {
  const tokenHash = hashToken(token);
  const row = await openSessions(tx, now).where('token_hash', '=', tokenHash).executeTakeFirst();
  if (row !== undefined && row.lastSeenAt < before(now, 1)) {
    await tx
      .updateTable('sessions')
      .set({ last_seen_at: now })
      .where('token_hash', '=', tokenHash)
      .execute();
  }
  return row === undefined ? undefined : sessionFrom(row);
}

/** A session by its id, while it lasts. */
export async function findOpenSession(
  tx: Transaction,
  id: string,
  now: Date,
): Promise<Session | undefined> {
  const row = await openSessions(tx, now).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : sessionFrom(row);
}

/** Where somebody is signed in at this moment, the newest first. */
export async function listSessions(tx: Transaction, userId: string, now: Date): Promise<Session[]> {
  const rows = await openSessions(tx, now)
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map(sessionFrom);
}

/** Gives a session a new secret, after its owner showed again who they are; the old one opens nothing. */
export async function renewSession(
  tx: Transaction,
  sessionId: string,
  renewed: SessionTrust & { tokenHash: Buffer },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('sessions')
    .set({
      token_hash: renewed.tokenHash,
      strength: renewed.strength,
      stepped_up_until: renewed.steppedUpUntil,
      way_in: renewed.wayIn,
      provider: renewed.provider,
    })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
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

/** Ends one session of a person; false when there is none such of theirs. */
export async function endSessionOf(
  tx: Transaction,
  userId: string,
  sessionId: string,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('id', '=', sessionId)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Puts a person out everywhere, at once; `except` is the id of a session that goes on. */
export async function endSessionsOf(
  tx: Transaction,
  userId: string,
  now: Date,
  except?: string,
): Promise<void> {
  const open = tx
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null);
  await (except === undefined ? open : open.where('id', '!=', except)).execute();
}

function sessionFrom({ strength, wayIn, ...rest }: SessionRow): Session {
  // Both columns are held to these values by the table.
  return { ...rest, strength: strength as Session['strength'], wayIn: wayIn as WayIn };
}

function before(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000);
}
