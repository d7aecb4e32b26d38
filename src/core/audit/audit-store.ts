import { z } from 'zod';
import type { Transaction } from '#platform/database/database.ts';
import { actorNameOf, actorOf, type Principal } from '#platform/database/principal.ts';
import type { AuditDetail, AuditOutcome, RecordReference } from './audit-entry.ts';
import { isProtected, subjectOf } from './protected-kinds.ts';
import { markOf } from './record-mark.ts';
import { ensureSubjectKeys, listSubjectKeys } from './subject-key-store.ts';
import { orTraceUnwritten } from './trace-unwritten.ts';

export type NewAuditEntry = {
  at: Date;
  principal: Principal;
  action: string;
  outcome: AuditOutcome;
  about: readonly RecordReference[];
  detail: AuditDetail;
  /** Why each record could be seen, in the order of `about`: small strings, frozen as they were then. */
  paths?: readonly string[] | undefined;
  /** What it was for; otherwise the purpose that the principal acts with. */
  purpose?: string | undefined;
};

/**
 * Writes one entry in the transaction of what it records. Ids of protected records are replaced by marks. Throws
 * TraceUnwritten when the database does not take it; then nothing may be shown and nothing is kept.
 */
export async function writeAuditEntry(tx: Transaction, entry: NewAuditEntry): Promise<void> {
  const { principal, about, paths = [] } = entry;
  if (paths.length > 0 && paths.length !== about.length) {
    throw new Error(`${entry.action} names ${about.length} records and ${paths.length} paths.`);
  }
  refuseProtectedIds(entry);
  const person = principal.kind === 'person' ? principal : undefined;
  await orTraceUnwritten(
    withMarks(tx, about).then((marked) =>
      tx
        .insertInto('audit_entries')
        .values({
          at: entry.at,
          actor: actorOf(principal),
          actor_name: actorNameOf(principal),
          agency_id: person?.agencyId ?? null,
          role: person?.role ?? principal.kind,
          action: entry.action,
          outcome: entry.outcome,
          about: JSON.stringify(marked),
          detail: JSON.stringify(entry.detail),
          paths: JSON.stringify(paths),
          purpose: entry.purpose ?? person?.purpose ?? null,
        })
        .execute(),
    ),
  );
}

/**
 * How a record stands in entries; undefined for a protected one that has no entry, or none any more, or that the asker
 * may not see: its entries would tell them that it is there.
 */
export async function findReferenceInEntries(
  tx: Transaction,
  record: RecordReference,
): Promise<{ kind: string; id: string } | undefined> {
  const { kind, id } = record;
  if (!isProtected(record)) return { kind, id };
  if (!(await isSeen(tx, subjectOf(record)))) return undefined;
  const key = (await listSubjectKeys(tx, [subjectOf(record)])).get(subjectOf(record));
  return key === undefined ? undefined : { kind, id: markOf(record, key) };
}

async function isSeen(tx: Transaction, recordId: string): Promise<boolean> {
  if (!z.uuid().safeParse(recordId).success) return false;
  const query = tx.selectFrom('person_records').select('id').where('id', '=', recordId);
  return (await query.executeTakeFirst()) !== undefined;
}

async function withMarks(
  tx: Transaction,
  about: readonly RecordReference[],
): Promise<{ kind: string; id: string }[]> {
  const subjects = [...new Set(about.filter(isProtected).map(subjectOf))];
  const keys = subjects.length === 0 ? new Map() : await ensureSubjectKeys(tx, subjects);
  return about.map((record) => {
    const { kind, id } = record;
    if (!isProtected(record)) return { kind, id };
    const key: Buffer | undefined = keys.get(subjectOf(record));
    if (key === undefined) throw new Error('The key of a subject was destroyed meanwhile.');
    return { kind, id: markOf(record, key) };
  });
}

/** An id beside its mark would undo the mark. */
function refuseProtectedIds({ action, about, detail, paths = [] }: NewAuditEntry): void {
  const words = [...paths, ...Object.values(detail).filter((value) => typeof value === 'string')];
  const hidden = about.filter(isProtected).flatMap((record) => [record.id, subjectOf(record)]);
  if (hidden.some((id) => words.some((word) => word.includes(id)))) {
    throw new Error(`${action} names a protected record outside of what it is about.`);
  }
}
