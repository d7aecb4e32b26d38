import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { SignedHead } from './signed-head.ts';

export type SealedEntry = {
  position: number;
  entryId: number;
  leafHash: Buffer;
  /** The entry as it is hashed; undefined when it is no longer there. */
  text: string | undefined;
};

/** Sealed entries from a position on, in the order of the log. */
export async function listSealedEntries(
  tx: Transaction,
  { from, atMost }: { from: number; atMost: number },
): Promise<SealedEntry[]> {
  const { rows } = await sql<{
    position: number;
    entry_id: number;
    leaf_hash: Buffer;
    text: string | null;
  }>`
    select l.position, l.entry_id, l.leaf_hash, case when e.id is not null then audit_entry_text(e) end as text
    from audit_leaves l left join audit_entries e on e.id = l.entry_id
    where l.position >= ${from} order by l.position limit ${atMost}`.execute(tx);
  return rows.map((row) => ({
    position: row.position,
    entryId: row.entry_id,
    leafHash: row.leaf_hash,
    text: row.text ?? undefined,
  }));
}

/** Heads larger than a size, the smallest first. */
export async function listHeadsAbove(
  tx: Transaction,
  { size, atMost }: { size: number; atMost: number },
): Promise<SignedHead[]> {
  const rows = await tx
    .selectFrom('audit_heads')
    .select(['tree_size', 'root_hash', 'at', 'public_key', 'signature'])
    .where('tree_size', '>', size)
    .orderBy('tree_size')
    .limit(atMost)
    .execute();
  return rows.map((row) => ({
    size: row.tree_size,
    root: row.root_hash,
    at: row.at,
    publicKey: row.public_key,
    signature: row.signature,
  }));
}

export async function findNewestHead(tx: Transaction): Promise<SignedHead | undefined> {
  const newest = await tx
    .selectFrom('audit_heads')
    .select(({ fn }) => fn.max('tree_size').as('size'))
    .executeTakeFirst();
  if (newest === undefined || newest.size === null) return undefined;
  const [head] = await listHeadsAbove(tx, { size: newest.size - 1, atMost: 1 });
  return head;
}

/** The positions of the first and the last sealed entry of a time; undefined when there is none. */
export async function findPositions(
  tx: Transaction,
  { from, before }: { from: Date | undefined; before: Date | undefined },
): Promise<{ first: number; last: number } | undefined> {
  let found = tx
    .selectFrom('audit_entries as e')
    .innerJoin('audit_leaves as l', 'l.entry_id', 'e.id')
    .select(({ fn }) => [fn.min('l.position').as('first'), fn.max('l.position').as('last')]);
  if (from !== undefined) found = found.where('e.at', '>=', from);
  if (before !== undefined) found = found.where('e.at', '<', before);
  const row = await found.executeTakeFirst();
  if (row === undefined || row.first === null || row.last === null) return undefined;
  return { first: row.first, last: row.last };
}
