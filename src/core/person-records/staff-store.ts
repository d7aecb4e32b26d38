import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';

/** Somebody who works with records, as others may know them. */
export type Colleague = { id: string; name: string; agencyId: string; agencyName: string };

export type FoundColleagues = { people: readonly (Colleague & { role: string })[]; isCut: boolean };

const atMost = 20;

/** People who may hold records, whose name or agency has words that begin so; own colleagues first. */
export async function searchStaff(tx: Transaction, words: string): Promise<FoundColleagues> {
  const { rows } = await sql<Colleague & { role: string }>`select id, name,
    agency_id as "agencyId", agency_name as "agencyName", role
    from access.people_to_name(${words})`.execute(tx);
  return { people: rows.slice(0, atMost), isCut: rows.length > atMost };
}

/** What people are called who stand in rows that the asker may read. */
export async function listStaff(
  tx: Transaction,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, Colleague>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  if (known.length === 0) return new Map();
  const { rows } = await sql<Colleague>`select id, name, agency_id as "agencyId",
    agency_name as "agencyName" from access.people(${known}::uuid[])`.execute(tx);
  return new Map(rows.map((person) => [person.id, person]));
}

const nobodyKnown = 'Somebody who is no longer known';

/** "Dawn Hallam (Police)". */
export function inWords(staff: ReadonlyMap<string, Colleague>, id: string | null): string {
  const person = id === null ? undefined : staff.get(id);
  return person === undefined ? nobodyKnown : `${person.name} (${person.agencyName})`;
}
