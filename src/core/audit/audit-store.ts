import type { Transaction } from '#platform/database/database.ts';
import { actorNameOf, actorOf, type Principal } from '#platform/database/principal.ts';
import type { AuditDetail, AuditOutcome, RecordReference } from './audit-entry.ts';

/** Writes one entry in the transaction of what it records. */
export async function writeAuditEntry(
  tx: Transaction,
  entry: {
    at: Date;
    principal: Principal;
    action: string;
    outcome: AuditOutcome;
    about: readonly RecordReference[];
    detail: AuditDetail;
  },
): Promise<void> {
  const person = entry.principal.kind === 'person' ? entry.principal : undefined;
  await tx
    .insertInto('audit_entries')
    .values({
      at: entry.at,
      actor: actorOf(entry.principal),
      actor_name: actorNameOf(entry.principal),
      agency_id: person?.agencyId ?? null,
      role: person?.role ?? entry.principal.kind,
      action: entry.action,
      outcome: entry.outcome,
      about: JSON.stringify(entry.about),
      detail: JSON.stringify(entry.detail),
    })
    .execute();
}
