import { isAllowed, notOfYourRole, type Permission } from '#core/access/permissions.ts';
import type { AuditDetail, RecordReference } from '#core/audit/audit-entry.ts';
import { writeAuditEntry } from '#core/audit/audit-store.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { Forbidden } from '#platform/http/failures.ts';
import { claimKey, keepResult } from './idempotency-store.ts';

/** What every action and reading runs over. */
export type Ground = { database: Database; clock: Clock };

/** Who asks, and the key made when the form was shown: a second submission gets the first result. */
export type Caller = { principal: Principal; idempotencyKey?: string | undefined };

export type ActionContext = { tx: Transaction; principal: Principal; now: Date };

/** What came of it: the result to hand back (as JSON when keys are used) and what the trace says. */
export type Performed<Result> = {
  result: Result;
  about: readonly RecordReference[];
  detail?: AuditDetail;
};

/**
 * Makes a state change that cannot be written without its trace: permission, idempotency key, the
 * change and its audit entry are one transaction. A refused attempt is recorded in one of its own.
 */
export function action<Input, Result>(
  name: string,
  permission: Permission,
  perform: (context: ActionContext, input: Input) => Promise<Performed<Result>>,
): (ground: Ground, caller: Caller, input: Input) => Promise<Result> {
  return async ({ database, clock }, { principal, idempotencyKey }, input) => {
    if (!isAllowed(principal, permission)) {
      await recordRefusal({ database, clock }, principal, name);
      throw new Forbidden(notOfYourRole);
    }
    return database.transaction(principal, async (tx) => {
      const now = clock.now();
      if (idempotencyKey !== undefined) {
        const claim = await claimKey<Result>(tx, idempotencyKey, principal, name, input);
        if (claim.kind === 'used') return claim.result;
      }
      const { result, about, detail } = await perform({ tx, principal, now }, input);
      const entry = { at: now, principal, action: name, about, detail: detail ?? {} };
      await writeAuditEntry(tx, { ...entry, outcome: 'done' });
      if (idempotencyKey !== undefined) await keepResult(tx, idempotencyKey, principal, result);
      return result;
    });
  };
}

/** Records that somebody tried what they may not. */
export async function recordRefusal(
  { database, clock }: Ground,
  principal: Principal,
  name: string,
): Promise<void> {
  await database.transaction(principal, (tx) =>
    writeAuditEntry(tx, {
      at: clock.now(),
      principal,
      action: name,
      outcome: 'refused',
      about: [],
      detail: {},
    }),
  );
}
