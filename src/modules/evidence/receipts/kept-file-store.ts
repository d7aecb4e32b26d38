import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';

/**
 * Which of these kept files something still names: a receipt of police data or of partners' counts, an upload
 * of either that is not finished, or a load of areas. The same bytes may have been sent for more than one.
 */
export async function listNamedFiles(
  tx: Transaction,
  hashes: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ sha256: string }>`
    select sha256 from unnest(${hashes}::text[]) as kept (sha256)
    where exists (select from police_import_files as file where file.sha256 = kept.sha256)
      or exists (select from police_uploads as upload where upload.sha256 = kept.sha256)
      or exists (select from count_imports where file_sha256 = kept.sha256)
      or exists (select from count_uploads where file_sha256 = kept.sha256)
      or exists (select from area_loads
        where files @> jsonb_build_array(jsonb_build_object('sha256', kept.sha256)))`.execute(tx);
  return new Set(rows.map(({ sha256 }) => sha256));
}
