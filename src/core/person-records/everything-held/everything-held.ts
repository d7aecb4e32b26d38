import { reading } from '#core/actions/reading.ts';
import { listEntriesAbout } from '#core/audit/audit-search-store.ts';
import type { FoundEntry } from '#core/audit/audit-search.ts';
import { isSealingLate } from '#core/audit/sealing-state-store.ts';
import {
  listCorrections,
  listEarlierVersions,
} from '#core/person-records/corrections/correction-store.ts';
import type {
  CorrectionMade,
  EarlierVersion,
} from '#core/person-records/corrections/correction.ts';
import { listDetails } from '#core/person-records/detail-store.ts';
import { listDisclosures } from '#core/person-records/disclosures/disclosure-store.ts';
import type { Disclosure } from '#core/person-records/disclosures/disclosure.ts';
import type { Details, PersonRecord } from '#core/person-records/person-record.ts';
import { listDecisions } from '#core/retention/retention-store.ts';
import type { Decision } from '#core/retention/retention.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Conflict, NotFound } from '#platform/http/failures.ts';
import { countExclusions, listRecordsOf } from './everything-held-store.ts';

const mostRecords = 20;
const mostRows = 500;

/** One record of somebody with everything that hangs on it, but for what would name a third person. */
export type HeldRecord = {
  record: PersonRecord;
  /** Without who told: they are somebody else. */
  details: Omit<Details, 'informant'>;
  /** How many informants are withheld. */
  withheld: number;
  disclosures: readonly Disclosure[];
  entries: readonly FoundEntry[];
  versions: readonly EarlierVersion[];
  corrections: readonly CorrectionMade[];
  decisions: readonly Decision[];
  exclusions: number;
};

type AskedPerson = { name: string; bornOn: string };

/**
 * Everything that the reader's own agency holds on somebody, as the reader may see it. `forFile` throws Conflict
 * while the trace is not sealed in time.
 */
export const readEverythingHeld = reading(
  'person-record.everything-read',
  'everything-held.read',
  async (
    { tx, principal },
    { name, bornOn, now, forFile }: AskedPerson & { now: Date; forFile: boolean },
  ) => {
    if (principal.kind !== 'person') throw new NotFound();
    if (forFile && (await isSealingLate(tx, now))) {
      throw new Conflict('Nothing can be downloaded until the audit log is sealed again.');
    }
    const { agencyId } = principal;
    const records = await listRecordsOf(tx, { agencyId, name, bornOn, limit: mostRecords });
    const seen: HeldRecord[] = [];
    for (const record of records) seen.push(await gather(tx, agencyId, record));
    return { seen, about: records.map(({ id }) => ({ kind: 'person-record', id })) };
  },
);

async function gather(
  tx: Transaction,
  agencyId: string,
  record: PersonRecord,
): Promise<HeldRecord> {
  const { id } = record;
  const { informant, ...details } = await listDetails(tx, id);
  const given = { direction: 'given', recordId: id } as const;
  return {
    record,
    details,
    withheld: informant.length,
    disclosures: await listDisclosures(tx, agencyId, given, { limit: mostRows }),
    entries: await listEntriesAbout(tx, { kind: 'person-record', id }, mostRows),
    versions: await listEarlierVersions(tx, id),
    corrections: await listCorrections(tx, id),
    decisions: await listDecisions(tx, id),
    exclusions: await countExclusions(tx, id),
  };
}
