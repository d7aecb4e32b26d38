import { deleteOldKeys } from '#core/actions/idempotency-store.ts';
import { deleteExpiredAttempts } from '#core/sign-in/attempt-store.ts';
import { deleteExpiredLimits } from '#core/sign-in/rate-limit-store.ts';
import type { Database } from '#platform/database/database.ts';

/** Removes what was only kept for a while and can no longer matter. Harmless however often. */
export async function clearExpired({ database }: { database: Database }): Promise<void> {
  await database.transaction({ kind: 'system', name: 'jobs' }, async (tx) => {
    await deleteOldKeys(tx);
    await deleteExpiredLimits(tx);
    await deleteExpiredAttempts(tx);
  });
}
