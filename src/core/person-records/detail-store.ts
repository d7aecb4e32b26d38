import type { Transaction } from '#platform/database/database.ts';
import { nameKey } from './name-key.ts';
import type { Detail, DetailKind, Details } from './person-record.ts';

/** Every part of a record that the principal of the transaction may see. */
export async function listDetails(tx: Transaction, recordId: string): Promise<Details> {
  const [alias, contact, location, health, informant] = await Promise.all([
    tx
      .selectFrom('person_aliases')
      .select(['id', 'alias as text'])
      .where('record_id', '=', recordId)
      .orderBy('alias_key')
      .execute(),
    tx
      .selectFrom('person_contacts')
      .select(['id', 'value as text', 'safe_contact as note'])
      .where('record_id', '=', recordId)
      .orderBy('id')
      .execute(),
    tx
      .selectFrom('person_locations')
      .select(['id', 'address as text', 'kind as note'])
      .where('record_id', '=', recordId)
      .orderBy('id')
      .execute(),
    tx
      .selectFrom('person_health')
      .select(['id', 'note as text'])
      .where('record_id', '=', recordId)
      .orderBy('id')
      .execute(),
    tx
      .selectFrom('person_informants')
      .select(['id', 'told_by as text', 'note'])
      .where('record_id', '=', recordId)
      .orderBy('id')
      .execute(),
  ]);
  return {
    alias: alias.map(withoutNote),
    contact,
    location,
    health: health.map(withoutNote),
    informant,
  };
}

function withoutNote(row: { id: string; text: string }): Detail {
  return { ...row, note: '' };
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
