import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { CountMapping } from '../count-files/count-mapping.ts';

/** A way to read files that somebody saved under a name. */
export type SavedMapping = {
  id: string;
  name: string;
  fields: CountMapping;
  /** The actor who saved it, as the trace names them. */
  owner: string;
  ownerName: string;
  savedAt: Date;
};

/** One person at a time saves a mapping: two of the same new name would both find it free. */
export async function lockMappings(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('count-mappings'))`.execute(tx);
}

/** The mappings in use, by name. */
export async function listMappings(tx: Transaction): Promise<SavedMapping[]> {
  const rows = await tx
    .selectFrom('count_mappings')
    .selectAll()
    .where('replaced_at', 'is', null)
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    fields: CountMapping.parse(row.fields),
    owner: row.owner,
    ownerName: row.owner_name,
    savedAt: row.saved_at,
  }));
}

/** The mapping in use of a name, whatever its capitals. */
export async function findMapping(
  tx: Transaction,
  name: string,
): Promise<SavedMapping | undefined> {
  const wanted = name.trim().toLowerCase();
  return (await listMappings(tx)).find((one) => one.name.toLowerCase() === wanted);
}

/** Keeps a mapping; the one it takes the place of stays on file. */
export async function insertMapping(
  tx: Transaction,
  mapping: SavedMapping,
  replaces: string | undefined,
): Promise<void> {
  if (replaces !== undefined) {
    await tx
      .updateTable('count_mappings')
      .set({ replaced_at: mapping.savedAt })
      .where('id', '=', replaces)
      .execute();
  }
  await tx
    .insertInto('count_mappings')
    .values({
      id: mapping.id,
      name: mapping.name,
      fields: JSON.stringify(mapping.fields),
      owner: mapping.owner,
      owner_name: mapping.ownerName,
      saved_at: mapping.savedAt,
    })
    .execute();
}
