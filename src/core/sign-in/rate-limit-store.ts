import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';

/** Forgets failures that no longer count; their moment is in milliseconds since 1970. */
export async function deleteExpiredLimits(tx: Transaction): Promise<void> {
  await tx
    .deleteFrom('rate_limits')
    .where('expire', '<', sql<number>`(extract(epoch from now()) * 1000)::bigint`)
    .execute();
}
