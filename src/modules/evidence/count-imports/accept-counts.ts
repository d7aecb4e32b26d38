import { action } from '#core/actions/action.ts';
import { monthInWords } from '#platform/calendar.ts';
import type { Transaction } from '#platform/database/database.ts';
import { amountOf } from '../figures/number-words.ts';
import type { QuarantinedRow } from '../receipts/receipt.ts';
import { ReplacementDoubtful } from '../receipts/replacement-doubtful.ts';
import {
  findCurrentCountImport,
  insertCountImport,
  insertPartnerCounts,
  insertRepeatedRows,
  insertRowsSetAside,
  insertUnits,
  listCurrentUnits,
  lockCountImports,
  markUnchanged,
  retireUnits,
  type NewCountImport,
  type NewUnit,
} from './count-import-store.ts';
import { unitKey, type CountOrigin, type PartnerCount } from '../count-files/partner-count.ts';
import type { RepeatedRow } from '../count-files/sort-count-rows.ts';

export type CountsToAccept = {
  made: NewCountImport;
  counts: readonly PartnerCount[];
  duplicates: readonly RepeatedRow[];
  quarantined: readonly QuarantinedRow[];
  /** Whether months may be replaced by ones that look damaged or cut short. */
  mayReplace: boolean;
};

/** Makes the months of a file current and keeps its receipt. What they replace stays on file. */
export const acceptCounts = action(
  'count-import.made',
  'count-import.make',
  async ({ tx }, { made, counts, duplicates, quarantined, mayReplace }: CountsToAccept) => {
    const { id, origin } = made;
    await lockCountImports(tx);
    const earlier = await findCurrentCountImport(tx, origin, made.contentSha256);
    if (earlier !== undefined) {
      const about = [{ kind: 'count-import', id: earlier }];
      return { result: { id: earlier, alreadyImported: true }, about };
    }
    const units = gatherUnits(counts);
    if (!mayReplace) await askFirst(tx, origin, units, quarantined.length);
    const retired = await retireUnits(tx, origin, units);
    const replaced = retired.reduce((sum, { rowsAccepted }) => sum + rowsAccepted, 0);
    const rows = { ...made.rows, replaced };
    await insertCountImport(tx, { ...made, rows });
    await insertUnits(tx, id, origin, units);
    await insertPartnerCounts(tx, id, counts);
    await markUnchanged(tx, id, retired);
    await insertRepeatedRows(tx, id, duplicates);
    await insertRowsSetAside(tx, id, quarantined);
    return {
      result: { id, alreadyImported: false },
      about: [{ kind: 'count-import', id }],
      detail: { origin, read: rows.read, accepted: rows.accepted, replaced },
    };
  },
);

function gatherUnits(counts: readonly PartnerCount[]): NewUnit[] {
  const units = new Map<string, NewUnit>();
  for (const count of counts) {
    const { source, measure, month } = count;
    const key = unitKey(count);
    const rowsAccepted = (units.get(key)?.rowsAccepted ?? 0) + 1;
    units.set(key, { source, measure, month, rowsAccepted });
  }
  return [...units.values()];
}

/** A file that is cut short or has faults is nearly always the wrong one to replace sound counts with. */
async function askFirst(
  tx: Transaction,
  origin: CountOrigin,
  units: readonly NewUnit[],
  setAside: number,
): Promise<void> {
  const current = await listCurrentUnits(tx, origin, units);
  const fresh = new Map(units.map((unit) => [unitKey(unit), unit.rowsAccepted]));
  const shrinking = current.flatMap((unit) => {
    const rows = fresh.get(unitKey(unit)) ?? 0;
    if (rows * 2 >= unit.rowsAccepted) return [];
    const { month, source, measure, rowsAccepted } = unit;
    return `${monthInWords(month)} of ${source} (${measure}) would fall from ${amountOf(rowsAccepted, 'row')} to ${rows}.`;
  });
  const faulty =
    current.length > 0 && setAside > 0
      ? [
          `The file replaces months that are loaded, and ${amountOf(setAside, 'row')} of it cannot be used.`,
        ]
      : [];
  if (shrinking.length + faulty.length > 0)
    throw new ReplacementDoubtful(['Nothing was loaded.', ...shrinking, ...faulty].join(' '));
}
