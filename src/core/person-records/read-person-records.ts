import { reading } from '#core/actions/reading.ts';
import { NotFound } from '#platform/http/failures.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { listDetails } from './detail-store.ts';
import { categoriesShown } from './disclosures/disclosure.ts';
import { keepDisclosures } from './disclosures/keep-disclosures.ts';
import {
  findPersonRecord,
  hasSteppedUp,
  listOwnPersonRecords,
  listReasons,
  searchPersonRecords,
} from './person-record-store.ts';
import type { Details, PersonRecord } from './person-record.ts';
import { pathOf, type Reason } from './why-seen.ts';

const atMost = 50;

/** Records to choose from; `isCut` when there are more than are shown. */
export type FoundRecords = { records: readonly PersonRecord[]; isCut: boolean };

/** Everything of one record that its reader may see, and why they may. */
export type SeenRecord = {
  record: PersonRecord;
  details: Details;
  reasons: readonly Reason[];
  /** Where somebody can be found is shown only to who has just shown again who they are. */
  mayShowLocations: boolean;
};

/** Looks for people by name, among the records that the reader may see for their purpose. */
export const searchRecords = reading(
  'person-record.searched',
  'person-record.read',
  async ({ tx, principal }, { name, bornOn }: { name: string; bornOn: string | null }) =>
    shown(
      tx,
      principal,
      await searchPersonRecords(tx, { name, bornOn: bornOn ?? undefined, limit: atMost + 1 }),
    ),
);

/** The newest records of the reader's own agency. */
export const listOwnRecords = reading(
  'person-record.listed',
  'person-record.read',
  async ({ tx, principal }) =>
    shown(
      tx,
      principal,
      principal.kind === 'person' ? await listOwnPersonRecords(tx, principal.agencyId, 10) : [],
    ),
);

/** One record with all its reader may see of it. Throws NotFound, also when it is not for them. */
export const readRecord = reading(
  'person-record.read',
  'person-record.read',
  async ({ tx, principal }, { id }: { id: string }) => {
    const [record, details, reasons, mayShowLocations] = await Promise.all([
      findPersonRecord(tx, id),
      listDetails(tx, id),
      listReasons(tx, [id]),
      hasSteppedUp(tx),
    ]);
    if (record === undefined) throw new NotFound();
    await keepDisclosures(tx, principal, [{ record, categories: categoriesShown(details) }]);
    const why = reasons.get(id) ?? [];
    const seen: SeenRecord = { record, details, reasons: why, mayShowLocations };
    return { seen, about: [{ kind: 'person-record', id }], paths: [pathsOf(why)] };
  },
);

async function shown(tx: Transaction, principal: Principal, found: readonly PersonRecord[]) {
  const records = found.slice(0, atMost);
  await keepDisclosures(
    tx,
    principal,
    records.map((record) => ({ record, categories: ['identity'] })),
  );
  const ids = records.map(({ id }) => id);
  const reasons = await listReasons(tx, ids);
  return {
    seen: { records, isCut: found.length > atMost } satisfies FoundRecords,
    about: ids.map((id) => ({ kind: 'person-record', id })),
    paths: ids.map((id) => pathsOf(reasons.get(id) ?? [])),
  };
}

function pathsOf(reasons: readonly Reason[]): string {
  return reasons.map(pathOf).join(', ');
}
