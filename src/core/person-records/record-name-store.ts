import type { Transaction } from '#platform/database/database.ts';
import { nameOf } from './person-record.ts';

/** What records are called, as far as the asker sees them. */
export async function listRecordNames(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('person_records')
    .select(['id', 'given_names as givenNames', 'family_name as familyName'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, nameOf(row)]));
}
