import type { Transaction } from '#platform/database/database.ts';
import { hashToken } from '#platform/session/session-token.ts';

export async function insertSignInLink(
  tx: Transaction,
  link: {
    tokenHash: Buffer;
    userId: string;
    purpose: 'invitation' | 'reset';
    now: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx
    .insertInto('sign_in_links')
    .values({
      token_hash: link.tokenHash,
      user_id: link.userId,
      purpose: link.purpose,
      created_at: link.now,
      expires_at: link.expiresAt,
    })
    .execute();
}

/** Whose link this is, while it may still be used. */
export async function findUserOfLink(
  tx: Transaction,
  token: string,
  now: Date,
): Promise<string | undefined> {
  const link = await tx
    .selectFrom('sign_in_links')
    .select('user_id')
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return link?.user_id;
}

/** Uses the link up; of two at once, one gets the user. */
export async function useSignInLink(
  tx: Transaction,
  token: string,
  now: Date,
): Promise<string | undefined> {
  const used = await tx
    .updateTable('sign_in_links')
    .set({ used_at: now })
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('user_id')
    .executeTakeFirst();
  return used?.user_id;
}

/** Takes away whatever links a person still has. */
export async function endLinksOf(tx: Transaction, userId: string, now: Date): Promise<void> {
  await tx
    .updateTable('sign_in_links')
    .set({ used_at: now })
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .execute();
}
