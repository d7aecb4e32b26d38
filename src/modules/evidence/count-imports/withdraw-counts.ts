import { action } from '#core/actions/action.ts';
import { actorNameOf } from '#platform/database/principal.ts';
import { Conflict } from '#platform/http/failures.ts';
import { lockCountImports, markWithdrawn, restoreBefore } from './count-import-store.ts';
import { getCountReceipt } from './count-receipt-store.ts';

const ofTheDemonstration =
  'The demonstration’s counts are not withdrawn. They are left out as soon as real counts are loaded.';

/**
 * Takes an import of counts back: the versions that it replaced are current again. Its receipt and
 * its rows stay on file. Throws NotFound, or Conflict when it was withdrawn before or is
 * the demonstration’s.
 */
export const withdrawCounts = action(
  'count-import.withdrawn',
  'count-import.make',
  async ({ tx, principal, now }, { id }: { id: string }) => {
    await lockCountImports(tx);
    const { origin } = await getCountReceipt(tx, id);
    if (origin === 'demonstration') throw new Conflict(ofTheDemonstration);
    const withdrawn = await markWithdrawn(tx, id, { at: now, by: actorNameOf(principal) });
    if (!withdrawn) throw new Conflict('This import was withdrawn before.');
    const { monthsTakenOut, monthsRestored } = await restoreBefore(tx, id);
    return {
      result: { id, monthsTakenOut, monthsRestored },
      about: [{ kind: 'count-import', id }],
      detail: { monthsTakenOut, monthsRestored },
    };
  },
);
