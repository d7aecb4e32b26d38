import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';

/** Notes that files were kept to be loaded; of one kept before, that it was kept again now. */
export async function noteUploads(
  tx: Transaction,
  hashes: readonly string[],
  now: Date,
): Promise<void> {
  await sql`insert into police_uploads (sha256, kept_at)
    select distinct sha256, ${now}::timestamptz from unnest(${hashes}::text[]) as kept (sha256)
    on conflict (sha256) do update set kept_at = excluded.kept_at`.execute(tx);
}

/**
 * Takes the uploads off the list that were kept before a moment, and gives which. While a job that reads
 * uploads waits or runs, none: it may name any.
 */
export async function takeOldUploads(
  tx: Transaction,
  before: Date,
  taskName: string,
): Promise<string[]> {
  const waiting = await tx
    .selectFrom('job_runs')
    .select('id')
    .where('task', '=', taskName)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst();
  if (waiting !== undefined) return [];
  const old = await tx
    .deleteFrom('police_uploads')
    .where('kept_at', '<', before)
    .returning('sha256')
    .execute();
  return old.map(({ sha256 }) => sha256);
}
