import type { Transaction } from '#platform/database/database.ts';
import type { DeclaredLink, LinkKind } from './declared-link.ts';

/** What the asker declared and has not taken back. */
export async function listDeclaredLinks(tx: Transaction): Promise<DeclaredLink[]> {
  const rows = await tx
    .selectFrom('declared_links')
    .select(['id', 'kind', 'words', 'born_on as bornOn', 'declared_at as declaredAt'])
    .where('ended_at', 'is', null)
    .orderBy('declared_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as LinkKind }));
}

/** Keeps it; the database puts its declarer out of what it leads to, at once. */
export async function insertDeclaredLink(
  tx: Transaction,
  link: DeclaredLink & { userId: string },
): Promise<void> {
  await tx
    .insertInto('declared_links')
    .values({
      id: link.id,
      user_id: link.userId,
      kind: link.kind,
      words: link.words,
      born_on: link.bornOn,
      declared_at: link.declaredAt,
    })
    .execute();
}

/** False when there is none of the asker's own that still counts. */
export async function endDeclaredLink(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('declared_links')
    .set({ ended_at: now })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
