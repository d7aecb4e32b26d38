import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { nameKey } from './name-key.ts';
import type { Detail, DetailKind, Details } from './person-record.ts';

type DetailRow = Detail & { kind: DetailKind };

/** Every part of a record that the principal of the transaction may see: names by letter, the rest as they were added. */
export async function listDetails(tx: Transaction, recordId: string): Promise<Details> {
  const { rows } = await sql<DetailRow>`
    select 'alias' as kind, id, alias as text, '' as note, alias_key as place
      from person_aliases where record_id = ${recordId}
    union all
    select 'contact', id, value, safe_contact, '' from person_contacts where record_id = ${recordId}
    union all
    select 'location', id, address, kind, '' from person_locations where record_id = ${recordId}
    union all
    select 'health', id, note, '', '' from person_health where record_id = ${recordId}
    union all
    select 'informant', id, told_by, note, '' from person_informants where record_id = ${recordId}
    order by place, id`.execute(tx);
  const of = (wanted: DetailKind): Detail[] =>
    rows.filter(({ kind }) => kind === wanted).map(({ id, text, note }) => ({ id, text, note }));
  return {
    alias: of('alias'),
    contact: of('contact'),
    location: of('location'),
    health: of('health'),
    informant: of('informant'),
  };
}

/** Adds one part to a record. The database refuses it unless the record is the writer's agency's and in sight. */
export async function insertDetail(
  tx: Transaction,
  recordId: string,
  kind: DetailKind,
  { id, text, note }: Detail,
): Promise<void> {
  const row = { id, record_id: recordId };
  switch (kind) {
    case 'alias':
      await tx
        .insertInto('person_aliases')
        .values({ ...row, alias: text, alias_key: nameKey(text) })
        .execute();
      return;
    case 'contact':
      await tx
        .insertInto('person_contacts')
        .values({ ...row, value: text, safe_contact: note })
        .execute();
      return;
    case 'location':
      await tx
        .insertInto('person_locations')
        .values({ ...row, kind: note, address: text })
        .execute();
      return;
    case 'health':
      await tx
        .insertInto('person_health')
        .values({ ...row, note: text })
        .execute();
      return;
    case 'informant':
      await tx
        .insertInto('person_informants')
        .values({ ...row, told_by: text, note })
        .execute();
  }
}

const tables = {
  alias: 'person_aliases',
  contact: 'person_contacts',
  location: 'person_locations',
  health: 'person_health',
  informant: 'person_informants',
} as const satisfies Record<DetailKind, string>;

/** Takes one part away; false when there is none that the writer may take. */
export async function deleteDetail(
  tx: Transaction,
  recordId: string,
  kind: DetailKind,
  id: string,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom(tables[kind])
    .where('id', '=', id)
    .where('record_id', '=', recordId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
