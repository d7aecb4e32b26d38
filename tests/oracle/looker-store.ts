// Everything that is asked of the database in somebody's name. Every statement is the shortest of its kind:
// what it may reach is left to the database.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { keyOf, type ListedTable, type ProtectedTable } from './expectations.ts';
import { partColumns } from './world-store.ts';
import type { Looker, Moment, PartTable } from './world.ts';

/** The service's login at work, with what it shows to act for somebody who is not there. */
export type LookerStore = { client: pg.Client; serviceKey: string };

/** What came of something tried and taken back: how many rows and which, or the refusal. */
export type Outcome =
  { kind: 'done'; count: number; ids: string[] } | { kind: 'refused'; words: string };

/** The SQLSTATEs of what somebody may not do, of what is written to a record that is not there, and of nonsense. */
const refusals: ReadonlySet<string | undefined> = new Set(['42501', '23503', '23514']);

/** Asks in somebody's name; the first column of every row. */
export async function ask(
  { client }: LookerStore,
  text: string,
  values: readonly unknown[] = [],
): Promise<{ ids: string[]; count: number }> {
  const { rows, rowCount } = await client.query<[string]>({
    name: nameOf(text),
    text,
    values: [...values],
    rowMode: 'array',
  });
  return { ids: rows.map(([id]) => id), count: rowCount ?? 0 };
}

const names = new Map<string, string>();

/** Statements are prepared once on each connection. */
function nameOf(text: string): string {
  const name = names.get(text) ?? `statement_${names.size}`;
  names.set(text, name);
  return name;
}

/** Begins a transaction that acts as the looker; says whether the database let them in. */
export async function beginAsLooker(store: LookerStore, looker: Looker): Promise<boolean> {
  await store.client.query('begin');
  const at = new Date(looker.at);
  const purpose = looker.purpose ?? null;
  try {
    if (looker.kind === 'session') {
      await ask(store, 'select access.begin_as_session($1, $2, $3)', [looker.token, purpose, at]);
    } else if (looker.kind === 'job') {
      const { person, hasSteppedUp } = looker;
      const values = [person.id, purpose, at, store.serviceKey, hasSteppedUp];
      await ask(store, 'select access.begin_as_person($1, $2, $3, $4, $5)', values);
    } else if (looker.kind !== 'nobody') {
      await ask(store, 'select access.begin_as_service($1, $2, $3, $4)', [
        looker.kind,
        'oracle',
        at,
        store.serviceKey,
      ]);
    }
    await store.client.query('savepoint attempt');
    return true;
  } catch (problem) {
    // Only people are turned away: the service and its operator are let in, and see nothing.
    if (!(problem instanceof pg.DatabaseError) || !('person' in looker)) throw problem;
    return false;
  }
}

export async function endLooking({ client }: LookerStore): Promise<void> {
  await client.query('rollback');
}

export async function listAll(store: LookerStore, table: ListedTable): Promise<string[]> {
  return (await ask(store, `select ${keyOf(table)} from ${table}`)).ids;
}

/** The rows of a table beside the record each is of, as an export reads them. */
export async function listJoined(store: LookerStore, table: ProtectedTable): Promise<string[]> {
  const text = `select part.id from person_records as record
    join ${table} as part on part.record_id = record.id`;
  return (await ask(store, text)).ids;
}

export async function findByKey(
  store: LookerStore,
  table: ProtectedTable,
  id: string,
): Promise<string[]> {
  return (await ask(store, `select id from ${table} where id = $1`, [id])).ids;
}

export async function searchRecords(store: LookerStore, start: string): Promise<string[]> {
  return (await ask(store, 'select id from person_records where family_key ^@ $1', [start])).ids;
}

export async function searchAliases(store: LookerStore, start: string): Promise<string[]> {
  return (await ask(store, 'select id from person_aliases where alias_key ^@ $1', [start])).ids;
}

export async function listReasoned(store: LookerStore, ids: readonly string[]): Promise<string[]> {
  return (await ask(store, 'select distinct record_id from access.reasons($1)', [ids])).ids;
}

/** Tries a statement and takes it back, whatever came of it; and before it perhaps what it looks at. */
export async function attempt(
  store: LookerStore,
  text: string,
  values: readonly unknown[] = [],
  before?: readonly [text: string, values: readonly unknown[]],
): Promise<Outcome> {
  try {
    if (before !== undefined) await ask(store, ...before);
    return { kind: 'done', ...(await ask(store, text, values)) };
  } catch (problem) {
    if (!(problem instanceof pg.DatabaseError) || !refusals.has(problem.code)) throw problem;
    return { kind: 'refused', words: problem.message };
  } finally {
    await store.client.query('rollback to savepoint attempt');
  }
}

/** Changes whatever the database lets them change; without reading a column, so that no rule of reading helps. */
export function changeEveryRecord(store: LookerStore): Promise<Outcome> {
  return attempt(store, 'update person_records set version = 7');
}

export function changeAndReadEveryRecord(store: LookerStore): Promise<Outcome> {
  return attempt(store, 'update person_records set version = version + 1 returning id');
}

export function changeRecord(store: LookerStore, id: string): Promise<Outcome> {
  return attempt(store, 'update person_records set version = version + 1 where id = $1', [id]);
}

export function passOn(store: LookerStore, id: string, agencyId: string): Promise<Outcome> {
  const text = 'update person_records set owner_agency_id = $2 where id = $1';
  return attempt(store, text, [id, agencyId]);
}

export function removeEvery(store: LookerStore, table: PartTable): Promise<Outcome> {
  return attempt(store, `delete from ${table}`);
}

export function removeAndReadEvery(store: LookerStore, table: PartTable): Promise<Outcome> {
  return attempt(store, `delete from ${table} returning id`);
}

export function endEveryExclusion(store: LookerStore, by: string, at: Moment): Promise<Outcome> {
  const text = 'update exclusions set ended_by = $1::uuid, ended_at = $2::timestamptz';
  return attempt(store, text, [by, new Date(at)]);
}

export function endAndReadEveryExclusion(
  store: LookerStore,
  by: string,
  at: Moment,
): Promise<Outcome> {
  const text = 'update exclusions set ended_by = $1::uuid, ended_at = $2::timestamptz returning id';
  return attempt(store, text, [by, new Date(at)]);
}

export function reopenEveryExclusion(store: LookerStore, by: string): Promise<Outcome> {
  return attempt(store, 'update exclusions set ended_by = $1::uuid, ended_at = null', [by]);
}

/** Ends case roles in somebody's name, all that the database lets them end. */
export function endEveryCaseRole(store: LookerStore, by: string): Promise<Outcome> {
  return attempt(store, 'update case_roles set ended_by = $1::uuid', [by]);
}

export type NewRecord = { ownerId: string; madeBy: string; isRestricted: boolean; at: Moment };

export function makeRecord(
  store: LookerStore,
  { ownerId, madeBy, isRestricted, at }: NewRecord,
): Promise<Outcome> {
  return attempt(
    store,
    `insert into person_records (id, owner_agency_id, given_names, family_name, given_key, family_key,
       held_as, processing, is_restricted, created_by, created_at, changed_at)
     values ($1, $2, 'Sam', 'Ash', 'sam', 'ash', 'victim', 'general', $3, $4, $5, $5)`,
    [randomUUID(), ownerId, isRestricted, madeBy, new Date(at)],
  );
}

/** Adds a part to each of these records, in one statement: all of them or none. */
export function addParts(
  store: LookerStore,
  table: PartTable,
  recordIds: readonly string[],
): Promise<Outcome> {
  const columns = Object.keys(partColumns[table]);
  const values = Object.values(partColumns[table]);
  const places = columns.map((_, n) => `$${n + 2}`);
  return attempt(
    store,
    `insert into ${table} (id, record_id, ${columns.join(', ')})
     select gen_random_uuid(), record, ${places.join(', ')} from unnest($1::uuid[]) as record`,
    [recordIds, ...values],
  );
}

export type NewName = { personId: string; inNameOf: string; at: Moment };

/** Names somebody on each of these records: all of them or none. */
export function nameOnRecords(
  store: LookerStore,
  recordIds: readonly string[],
  { personId, inNameOf, at }: NewName,
): Promise<Outcome> {
  return attempt(
    store,
    `insert into case_roles (id, record_id, user_id, categories, given_by, from_at, until_at)
     select gen_random_uuid(), record, $2::uuid, array['identity'], $3::uuid, $4::timestamptz,
       $4::timestamptz + interval '1 day'
     from unnest($1::uuid[]) as record`,
    [recordIds, personId, inNameOf, new Date(at)],
  );
}

/** Excludes somebody from each of these records: all of them or none. */
export function excludeFromRecords(
  store: LookerStore,
  recordIds: readonly string[],
  { personId, inNameOf, at }: NewName,
): Promise<Outcome> {
  return attempt(
    store,
    `insert into exclusions (id, record_id, user_id, reason, made_by, made_at)
     select gen_random_uuid(), record, $2::uuid, 'Family', $3::uuid, $4::timestamptz
     from unnest($1::uuid[]) as record`,
    [recordIds, personId, inNameOf, new Date(at)],
  );
}

/** Breaks the glass by writing the row oneself, which nobody may. */
export function writeBrokenGlass(
  store: LookerStore,
  recordId: string,
  { personId, gatewayId, at }: { personId: string; gatewayId: string; at: Moment },
): Promise<Outcome> {
  return attempt(
    store,
    `insert into broken_glass (id, record_id, user_id, reason, gateway_id, broken_at, until_at)
     values ($1, $2, $3, 'Danger', $4, $5::timestamptz, $5::timestamptz + interval '1 hour')`,
    [randomUUID(), recordId, personId, gatewayId, new Date(at)],
  );
}
