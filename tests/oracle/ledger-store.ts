// What is asked of the ledgers in somebody's name. Every statement is the shortest of its kind.
import { attempt, type LookerStore, type Outcome } from './looker-store.ts';
import type { Moment } from './world.ts';

export type Written = { inNameOf: string; agencyId: string; at: Moment };

/** Writes that each of these records was shown: all of them or none. */
export function disclose(
  store: LookerStore,
  recordIds: readonly string[],
  { inNameOf, agencyId, at, gatewayId }: Written & { gatewayId: string },
): Promise<Outcome> {
  return attempt(
    store,
    `insert into disclosures (record_id, owner_agency_id, recipient_agency_id, recipient_user_id,
       recipient_name, at, day, categories, basis, basis_id, gateway_id, expires_at)
     select wanted, coalesce(r.owner_agency_id, 'agency-0'), $3, $2::uuid, 'Somebody', $4::timestamptz,
       $4::date, array['identity'], 'case-role', gen_random_uuid(), $5, $4
     from unnest($1::uuid[]) as wanted left join person_records r on r.id = wanted`,
    [recordIds, inNameOf, agencyId, new Date(at), gatewayId],
  );
}

/** Decides to hold each of these records: all of them or none. */
export function decide(
  store: LookerStore,
  recordIds: readonly string[],
  { inNameOf, at }: Written,
): Promise<Outcome> {
  return attempt(
    store,
    `insert into retention_decisions (record_id, decision, reason, decided_by, decided_by_name, decided_at)
     select record, 'hold-set', 'For tests', $2::uuid, 'Somebody', $3::timestamptz
     from unnest($1::uuid[]) as record`,
    [recordIds, inNameOf, new Date(at)],
  );
}

/** Writes a correction of each of these records: all of them or none. */
export function correct(
  store: LookerStore,
  recordIds: readonly string[],
  { inNameOf, agencyId, at }: Written,
): Promise<Outcome> {
  return attempt(
    store,
    `insert into corrections (id, record_id, owner_agency_id, version, fields, what, made_by, made_at)
     select gen_random_uuid(), record, $3, 1, array['name'], 'Misspelt', $2::uuid, $4::timestamptz
     from unnest($1::uuid[]) as record`,
    [recordIds, inNameOf, agencyId, new Date(at)],
  );
}

/** Corrects one record and tells whom it was given to; the e-mail addresses that are mailed. */
export function correctAndTell(
  store: LookerStore,
  recordId: string,
  { inNameOf, agencyId, at }: Written,
): Promise<Outcome> {
  return attempt(
    store,
    'select email from access.tell_recipients($1)',
    [correctionId],
    [
      `insert into corrections (id, record_id, owner_agency_id, version, fields, what, made_by, made_at)
       values ($1, $2, $3, 1, array['name'], 'Misspelt', $4, $5)`,
      [correctionId, recordId, agencyId, inNameOf, new Date(at)],
    ],
  );
}

const correctionId = '00000022-0000-4000-8000-00000000beef';

/** Says of every notice that it arrived; "correction agency" of those that it reached. */
export function acknowledgeEvery(store: LookerStore, by: string, at: Moment): Promise<Outcome> {
  return attempt(
    store,
    `update correction_notices
     set acknowledged_by = $1::uuid, acknowledged_by_name = 'Somebody', acknowledged_at = $2::timestamptz
     returning correction_id || ' ' || agency_id`,
    [by, new Date(at)],
  );
}

/** Asks to dispose of each of these; those of which the answer is that it was. */
export function tryToDispose(store: LookerStore, recordIds: readonly string[]): Promise<Outcome> {
  return attempt(
    store,
    `select id from unnest($1::uuid[]) as id cross join lateral access.dispose_record(id)
     where outcome = 'disposed'`,
    [recordIds],
  );
}

/** As `acknowledgeEvery`, without reading a column, so that no rule of reading helps. */
export function acknowledgeUnread(store: LookerStore, by: string, at: Moment): Promise<Outcome> {
  return attempt(
    store,
    `update correction_notices set acknowledged_by = $1::uuid, acknowledged_at = $2::timestamptz`,
    [by, new Date(at)],
  );
}

/** Disposes of a record: 'disposed' where it was, is not there any more and is in the log. */
export function disposeOf(store: LookerStore, recordId: string): Promise<Outcome> {
  return attempt(
    store,
    `select 'disposed' from disposal_log d, access.principal() me
     where d.disposed_by = me.user_id and d.disposed_at = me.at
       and not exists (select from person_records where id = $1)`,
    [recordId],
    ['select outcome from access.dispose_record($1)', [recordId]],
  );
}

/** What nobody may do to a ledger, a statement each. */
export const forbidden = {
  28: ['update disclosures set recipient_name = $$Nobody$$', 'delete from disclosures'],
  30: [
    'delete from person_record_versions',
    'update person_record_versions set version = 2',
    `insert into person_record_versions (record_id, version, given_names, family_name, held_as, processing,
       replaced_at) select record_id, 9, 'A', 'B', 'victim', 'general', replaced_at from person_record_versions`,
  ],
  31: ['delete from corrections where false', 'update corrections set what = null'],
  32: [
    'delete from correction_notices',
    `insert into correction_notices (correction_id, agency_id, record_id, owner_agency_id, made_at)
     select correction_id, owner_agency_id, record_id, owner_agency_id, made_at from correction_notices`,
  ],
  33: ['delete from retention_decisions', 'update retention_decisions set reason = $$Other$$'],
  34: ['delete from person_records where false'],
  35: ['delete from disposal_log', 'update disposal_log set rule_id = null'],
} as const;

export function tryForbidden(store: LookerStore, statement: string): Promise<Outcome> {
  return attempt(store, statement);
}
