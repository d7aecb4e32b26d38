import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { actorNameOf, actorOf, type Principal } from '#platform/database/principal.ts';

/** The keys of those subjects that have one. */
export async function listSubjectKeys(
  tx: Transaction,
  subjects: readonly string[],
): Promise<Map<string, Buffer>> {
  const rows = await tx
    .selectFrom('audit_subject_keys')
    .select(['subject', 'key'])
    .where('subject', 'in', [...subjects])
    .execute();
  return new Map(rows.map(({ subject, key }) => [subject, key]));
}

/** The keys of all these subjects, made where there was none. */
export async function ensureSubjectKeys(
  tx: Transaction,
  subjects: readonly string[],
): Promise<Map<string, Buffer>> {
  const found = await listSubjectKeys(tx, subjects);
  const missing = subjects.filter((subject) => !found.has(subject)).toSorted();
  if (missing.length === 0) return found;
  await tx
    .insertInto('audit_subject_keys')
    .values(missing.map((subject) => ({ subject, key: randomBytes(32) })))
    // Another transaction may have made it a moment ago; then its key is the key.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return listSubjectKeys(tx, subjects);
}

/**
 * Ends the link between a person and everything the trace says about them, for good; the sealed log still
 * verifies. The database itself adds an entry. False when there was no key.
 */
export async function destroySubjectKey(
  tx: Transaction,
  subject: string,
  principal: Principal,
): Promise<boolean> {
  const { rows } = await sql<{ destroyed: boolean }>`select access.destroy_audit_subject_key(
    ${subject}, ${actorOf(principal)}, ${actorNameOf(principal)}) as destroyed`.execute(tx);
  return rows[0]?.destroyed === true;
}
