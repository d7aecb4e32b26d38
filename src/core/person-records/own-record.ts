import type { Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { NotFound } from '#platform/http/failures.ts';
import { findPersonRecord } from './person-record-store.ts';
import type { PersonRecord } from './person-record.ts';

/** A record of the asker's own agency that they may see. Throws NotFound for any other. */
export async function getOwnRecord(
  tx: Transaction,
  principal: Principal,
  id: string,
): Promise<PersonRecord> {
  const record = await findPersonRecord(tx, id);
  if (principal.kind !== 'person' || record?.ownerAgencyId !== principal.agencyId)
    throw new NotFound();
  return record;
}
