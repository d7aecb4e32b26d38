import { isSealingLate } from '#core/audit/sealing-state-store.ts';
import { listAgencies, type Agency } from '#core/agencies/agency-store.ts';
import { reading } from '#core/actions/reading.ts';
import { findPersonRecord } from '#core/person-records/person-record-store.ts';
import type { PersonRecord } from '#core/person-records/person-record.ts';
import type { Principal } from '#platform/database/principal.ts';
import { Conflict, NotFound } from '#platform/http/failures.ts';
import {
  listDisclosures,
  searchDisclosures,
  type DisclosureSearch,
  type FoundDisclosures,
} from './disclosure-store.ts';
import type { Disclosure } from './disclosure.ts';

const mostInAFile = 10_000;

/** A page of the ledger of the reader's own agency, and the agencies to choose from. */
export const readDisclosures = reading(
  'disclosure.listed',
  'disclosure.read',
  async ({ tx, principal }, search: DisclosureSearch & { page: number }) => {
    const agencyId = agencyOf(principal);
    const found = await searchDisclosures(tx, agencyId, search);
    const agencies = (await listAgencies(tx)).filter(({ id }) => id !== agencyId);
    const seen: { found: FoundDisclosures; agencies: readonly Agency[] } = { found, agencies };
    return { seen, ...namedIn(found.rows) };
  },
);

/** To whom a record of the reader's own agency was given. Throws NotFound for any other. */
export const readDisclosuresOfRecord = reading(
  'disclosure.listed',
  'disclosure.read',
  async ({ tx, principal }, { id, page }: { id: string; page: number }) => {
    const agencyId = agencyOf(principal);
    const record = await findPersonRecord(tx, id);
    if (record === undefined || record.ownerAgencyId !== agencyId) throw new NotFound();
    const found = await searchDisclosures(tx, agencyId, {
      direction: 'given',
      recordId: id,
      page,
    });
    const seen: { record: PersonRecord; found: FoundDisclosures } = { record, found };
    return { seen, about: [{ kind: 'person-record', id }] };
  },
);

/** Rows of the ledger for a file. Throws Conflict while the trace is not sealed in time. */
export const downloadDisclosures = reading(
  'disclosure.downloaded',
  'disclosure.read',
  async ({ tx, principal }, { now, ...search }: DisclosureSearch & { now: Date }) => {
    if (await isSealingLate(tx, now)) {
      throw new Conflict('Nothing can be downloaded until the audit log is sealed again.');
    }
    const seen = await listDisclosures(tx, agencyOf(principal), search, { limit: mostInAFile });
    return { seen, ...namedIn(seen) };
  },
);

function agencyOf(principal: Principal): string {
  if (principal.kind !== 'person') throw new NotFound();
  return principal.agencyId;
}

/** The records that the rows name. */
function namedIn(rows: readonly Disclosure[]) {
  const ids = new Set(rows.filter(({ name }) => name !== undefined).map((row) => row.recordId));
  return { about: [...ids].map((id) => ({ kind: 'person-record', id })) };
}
