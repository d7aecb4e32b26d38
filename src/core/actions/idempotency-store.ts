import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { actorOf, type Principal } from '#platform/database/principal.ts';
import { Conflict } from '#platform/http/failures.ts';

type Claim<Result> = { kind: 'new' } | { kind: 'used'; result: Result };

/**
 * Takes the key for this transaction, waiting for another that holds it. A key that was used for
 * the same action and input answers with what it gave then; for anything else it is a conflict.
 */
export async function claimKey<Result>(
  tx: Transaction,
  key: string,
  principal: Principal,
  action: string,
  input: unknown,
): Promise<Claim<Result>> {
  const actor = actorOf(principal);
  const input_sha256 = createHash('sha256')
    .update(JSON.stringify(input) ?? '')
    .digest('hex');
  const inserted = await tx
    .insertInto('idempotency_keys')
    .values({ key, actor, action, input_sha256 })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 1n) return { kind: 'new' };
  const used = await tx
    .selectFrom('idempotency_keys')
    .select(['action', 'input_sha256', 'result'])
    .where('key', '=', key)
    .where('actor', '=', actor)
    .executeTakeFirstOrThrow();
  if (used.action !== action || used.input_sha256 !== input_sha256) {
    throw new Conflict('This form was sent before with something else in it. Open it again.');
  }
  return { kind: 'used', result: used.result as Result };
}

export async function keepResult(
  tx: Transaction,
  key: string,
  principal: Principal,
  result: unknown,
): Promise<void> {
  await tx
    .updateTable('idempotency_keys')
    .set({ result: JSON.stringify(result ?? null) })
    .where('key', '=', key)
    .where('actor', '=', actorOf(principal))
    .execute();
}

/** Forgets keys of a day ago and more: no browser sends a form again that late by itself. */
export async function deleteOldKeys(tx: Transaction): Promise<void> {
  await tx
    .deleteFrom('idempotency_keys')
    .where('created_at', '<', sql<Date>`now() - interval '24 hours'`)
    .execute();
}
