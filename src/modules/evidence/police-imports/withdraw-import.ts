import { action } from '#core/actions/action.ts';
import { actorNameOf, actorOf } from '#platform/database/principal.ts';
import { Conflict, NotFound } from '#platform/http/failures.ts';
import { withdrawnAlready } from '../receipts/withdrawn-already.ts';
import { lockImports } from './police-import-store.ts';
import { restoreMonths, retireMonthsOf } from './version-store.ts';
import { findWithdrawable, insertWithdrawal, type Withdrawable } from './withdrawal-store.ts';

/**
 * Takes an import back: for each month that it was in use for, the newest version that was not withdrawn is in
 * use again. Nothing is removed. Throws NotFound, or Conflict when there is nothing to take back.
 */
export const withdrawImport = action(
  'police-import.withdrawn',
  'police-import.withdraw',
  async ({ tx, principal, now }, { id }: { id: string }) => {
    await lockImports(tx);
    const found = await findWithdrawable(tx, id);
    if (found === undefined) throw new NotFound('There is no such import.');
    const why = whyNotWithdrawable(found);
    if (why !== undefined) throw new Conflict(why);
    const actor = actorOf(principal);
    await insertWithdrawal(tx, { importId: id, actor, by: actorNameOf(principal), at: now });
    const months = await retireMonthsOf(tx, id);
    const restored = await restoreMonths(tx, found.source, months);
    const result = {
      id,
      withdrawnAt: now.toISOString(),
      monthsTakenOut: months.length,
      monthsRestored: restored,
    };
    return { result, about: [{ kind: 'police-import', id }], detail: { months: months.length } };
  },
);

/** Why an import cannot be withdrawn, in words; undefined when it can. */
export function whyNotWithdrawable(found: Withdrawable): string | undefined {
  const { source, rowsAccepted, withdrawal } = found;
  if (withdrawal !== null) return withdrawnAlready(withdrawal);
  if (source !== 'police') {
    return 'The demonstration’s invented incidents cannot be withdrawn. They are left out as soon as real data is loaded.';
  }
  if (rowsAccepted === 0)
    return 'No row of this import is in use, so there is nothing to withdraw.';
  return undefined;
}
