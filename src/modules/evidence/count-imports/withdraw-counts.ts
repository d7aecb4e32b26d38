import { action } from '#core/actions/action.ts';
import { actorNameOf } from '#platform/database/principal.ts';
import { Conflict } from '#platform/http/failures.ts';
import { withdrawnAlready } from '../receipts/withdrawn-already.ts';
import type { CountReceipt } from './count-import.ts';
import { lockCountImports, markWithdrawn, restoreBefore } from './count-import-store.ts';
import { getCountReceipt } from './count-receipt-store.ts';

/**
 * Takes an import of counts back: the versions that it replaced are current again. Its receipt and
 * its rows stay on file. Throws NotFound, or Conflict when it was withdrawn before or is
 * the demonstration’s.
 */
export const withdrawCounts = action(
  'count-import.withdrawn',
  'count-import.withdraw',
  async ({ tx, principal, now }, { id }: { id: string }) => {
    await lockCountImports(tx);
    const why = whyCountsStay(await getCountReceipt(tx, id));
    if (why !== undefined) throw new Conflict(why);
    await markWithdrawn(tx, id, { at: now, by: actorNameOf(principal) });
    const { monthsTakenOut, monthsRestored } = await restoreBefore(tx, id);
    return {
      result: { id, withdrawnAt: now.toISOString(), monthsTakenOut, monthsRestored },
      about: [{ kind: 'count-import', id }],
      detail: { monthsTakenOut, monthsRestored },
    };
  },
);

/** Why an import of counts cannot be withdrawn, in words; undefined when it can. */
export function whyCountsStay({ origin, rows, withdrawal }: CountReceipt): string | undefined {
  if (withdrawal !== null) return withdrawnAlready(withdrawal);
  if (origin === 'demonstration') {
    return 'The demonstration’s counts cannot be withdrawn. They are left out as soon as real counts are loaded.';
  }
  return rows.accepted === 0
    ? 'No row of this import is in use, so there is nothing to withdraw.'
    : undefined;
}
