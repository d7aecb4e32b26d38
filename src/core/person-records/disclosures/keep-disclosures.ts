import type { Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import type { PersonRecord } from '#core/person-records/person-record.ts';
import { insertDisclosures } from './disclosure-store.ts';
import type { DisclosedCategory } from './disclosure.ts';

type Shown = { record: PersonRecord; categories: readonly DisclosedCategory[] };

/**
 * Writes into the ledger what of other agencies' records a reading shows, in the reading's own transaction. Nothing
 * is written about records of the reader's own agency. Throws when a record of another agency has no basis: then
 * nothing is shown.
 */
export async function keepDisclosures(
  tx: Transaction,
  principal: Principal,
  shown: readonly Shown[],
): Promise<void> {
  if (principal.kind !== 'person') return;
  const ofOthers = shown.filter(({ record }) => record.ownerAgencyId !== principal.agencyId);
  if (ofOthers.length === 0) return;
  const categories = ofOthers.flatMap(({ record, categories: of }) =>
    of.map((category) => ({ recordId: record.id, category })),
  );
  const based = await insertDisclosures(tx, categories, principal);
  if (based !== categories.length) {
    throw new Error('A record of another agency was to be shown without a basis for all of it.');
  }
}
