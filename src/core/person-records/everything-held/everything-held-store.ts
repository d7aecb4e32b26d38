import { nameKey } from '#core/person-records/name-key.ts';
import { findPersonRecord } from '#core/person-records/person-record-store.ts';
import type { PersonRecord } from '#core/person-records/person-record.ts';
import type { Transaction } from '#platform/database/database.ts';

/** Records of one agency of who is called so, in either order or by another name, and was born on this day. */
export async function listRecordsOf(
  tx: Transaction,
  asked: { agencyId: string; name: string; bornOn: string; limit: number },
): Promise<PersonRecord[]> {
  const key = nameKey(asked.name);
  const rows = await tx
    .selectFrom('person_records')
    .select('id')
    .where('owner_agency_id', '=', asked.agencyId)
    // A record without a date of birth may be of the same person, so it is shown and said to be without.
    .where((is) => is.or([is('born_on', '=', asked.bornOn), is('born_on', 'is', null)]))
    .where((is) =>
      is.or([
        is(is.fn('concat_ws', [is.val(' '), 'given_key', 'family_key']), '=', key),
        is(is.fn('concat_ws', [is.val(' '), 'family_key', 'given_key']), '=', key),
        is(
          'id',
          'in',
          is.selectFrom('person_aliases').select('record_id').where('alias_key', '=', key),
        ),
      ]),
    )
    .orderBy('id')
    .limit(asked.limit)
    .execute();
  const records = [];
  for (const { id } of rows) {
    const record = await findPersonRecord(tx, id);
    if (record !== undefined) records.push(record);
  }
  return records;
}

/** How many people are kept from a record now, as far as the principal may know. */
export async function countExclusions(tx: Transaction, recordId: string): Promise<number> {
  const { total } = await tx
    .selectFrom('exclusions')
    .where('record_id', '=', recordId)
    .where('ended_at', 'is', null)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}
