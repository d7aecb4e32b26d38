import { isAllowed, notOfYourRole, type Permission } from '#core/access/permissions.ts';
import type { RecordReference } from '#core/audit/audit-entry.ts';
import { writeAuditEntry } from '#core/audit/audit-store.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { Forbidden } from '#platform/http/failures.ts';
import { recordRefusal, type Ground } from './action.ts';

/**
 * A look at personal data. The entry that names every record shown is committed before the caller
 * has anything to send; when it cannot be written, nothing is returned.
 */
export function reading<Input, Seen>(
  name: string,
  permission: Permission,
  look: (
    context: { tx: Transaction; principal: Principal },
    input: Input,
  ) => Promise<{
    seen: Seen;
    about: readonly RecordReference[];
    /** Why each of them could be seen, in the same order. */
    paths?: readonly string[];
  }>,
): (ground: Ground, principal: Principal, input: Input) => Promise<Seen> {
  return async ({ database, clock }, principal, input) => {
    if (!isAllowed(principal, permission)) {
      await recordRefusal({ database, clock }, principal, name);
      throw new Forbidden(notOfYourRole);
    }
    return database.transaction(principal, async (tx) => {
      const { seen, about, paths } = await look({ tx, principal }, input);
      await writeAuditEntry(tx, {
        at: clock.now(),
        principal,
        action: name,
        outcome: 'read',
        about,
        paths,
        detail: {},
      });
      return seen;
    });
  };
}
