// What the database's functions are asked in somebody's name.
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { keyed } from './ledger-rows.ts';
import { ask, attempt, type LookerStore, type Outcome } from './looker-store.ts';
import type { Breaking } from './rules-of-glass.ts';
import type { Given } from './world-ledger.ts';
import type { Category, Moment } from './world.ts';

/** "record category given", or "named", of what the database gives a basis for: an agreement, or being named. */
export async function listBases(store: LookerStore, wanted: readonly Given[]): Promise<string[]> {
  const found = await ask(
    store,
    `select record_id || ' ' || category || case basis when 'agreement' then ' given' else ' named' end
     from access.bases($1::uuid[], $2::text[])`,
    [wanted.map(({ recordId }) => recordId), wanted.map(({ category }): Category => category)],
  );
  return found.ids;
}

/** Asks to restrict each of these; those of which the answer is yes. */
export function tryToRestrict(store: LookerStore, recordIds: readonly string[]): Promise<Outcome> {
  const text = 'select id from unnest($1::uuid[]) as id where access.restrict_record(id, 1)';
  return attempt(store, text, [recordIds]);
}

/** Asks to take up each of these; those of which the answer is yes. */
export function tryToTakeUp(store: LookerStore, recordIds: readonly string[]): Promise<Outcome> {
  const text = 'select id from unnest($1::uuid[]) as id where access.take_up_record(id)';
  return attempt(store, text, [recordIds]);
}

/** Of these moments, those at which the seal is late. */
export async function listLateMoments(
  store: LookerStore,
  moments: readonly Moment[],
): Promise<string[]> {
  const text = `select extract(epoch from moment) * 1000 from unnest($1::timestamptz[]) moment
    where access.is_sealing_late(moment)`;
  const { ids } = await ask(store, text, [moments.map((moment) => new Date(moment))]);
  return ids.map((id) => String(Number(id)));
}

/** Whether somebody may break the glass, as they are told of themselves. */
export async function readStanding(store: LookerStore): Promise<string | undefined> {
  return (await ask(store, 'select access.glass_standing()')).ids[0];
}

/** Restricts each of these; of those that were, which the asker is then named on for a year and all of. */
export function restrictEach(store: LookerStore, recordIds: readonly string[]): Promise<Outcome> {
  return attempt(
    store,
    `select c.record_id from case_roles c, access.principal() me
     where c.user_id = me.user_id and c.given_by = me.user_id and c.from_at = me.at
       and c.until_at = me.at + interval '1 year'
       and c.categories @> array['identity', 'contact', 'location', 'health', 'informant']`,
    [],
    [`select id from unnest($1::uuid[]) as id where access.restrict_record(id, 1)`, [recordIds]],
  );
}

/** Takes up each of these; of those that were, which the asker is then named on for 30 days, for identity alone. */
export function takeUpEach(store: LookerStore, recordIds: readonly string[]): Promise<Outcome> {
  return attempt(
    store,
    `select c.record_id from case_roles c, access.principal() me
     where c.user_id = me.user_id and c.given_by = me.user_id and c.from_at = me.at
       and c.until_at = me.at + interval '30 days' and c.categories = array['identity']`,
    [],
    [`select id from unnest($1::uuid[]) as id where access.take_up_record(id)`, [recordIds]],
  );
}

export async function listForsaken(store: LookerStore): Promise<string[]> {
  return (await ask(store, 'select record_id from access.forsaken_records()')).ids;
}

/** Breaks the glass: the record that was opened, and then the addresses of who is told. */
export function breakGlass(store: LookerStore, breaking: Breaking, at: Moment): Promise<Outcome> {
  const { name, bornOn, ownerId, gatewayId } = breaking;
  const glass = randomUUID();
  return attempt(
    store,
    `select record_id::text from broken_glass where id = $1 and until_at = broken_at + interval '1 hour'
     union all select email from access.people_to_tell($1)`,
    [glass],
    [
      `select outcome from access.break_glass($1, $2, $3, $4, $5, $6, 'Danger', $7)`,
      [
        glass,
        keyed(name.given),
        keyed(name.family),
        bornOn,
        ownerId,
        gatewayId,
        new Date(at + 86_400_000),
      ],
    ],
  );
}

/** What the database answers to a breaking, and nothing of it stays. */
export function tryGlass(store: LookerStore, breaking: Breaking, at: Moment): Promise<Outcome> {
  const { name, bornOn, ownerId, gatewayId } = breaking;
  const due = new Date(at + 86_400_000);
  const keys = [keyed(name.given), keyed(name.family), bornOn, ownerId, gatewayId, due];
  return attempt(
    store,
    `select record_id from access.break_glass(gen_random_uuid(), $1, $2, $3, $4, $5, 'Danger', $6)
     where outcome = 'opened'`,
    keys,
  );
}

export async function listTold(store: LookerStore): Promise<string[]> {
  return (await ask(store, 'select id from access.glasses_told()')).ids;
}

export function reviewEach(store: LookerStore, ids: readonly string[]): Promise<Outcome> {
  return attempt(
    store,
    `select id from unnest($1::uuid[]) as id where access.review_glass(id, 'justified', 'Yes')`,
    [ids],
  );
}

export async function listSuspended(store: LookerStore): Promise<string[]> {
  return (await ask(store, 'select user_id from access.suspended_people()')).ids;
}

export function restoreEach(store: LookerStore, ids: readonly string[]): Promise<Outcome> {
  return attempt(store, 'select id from unnest($1::uuid[]) as id where access.restore_glass(id)', [
    ids,
  ]);
}

export function declare(store: LookerStore, inNameOf: string, at: Moment): Promise<Outcome> {
  return attempt(
    store,
    `insert into declared_links (id, user_id, kind, words, declared_at)
     values (gen_random_uuid(), $1, 'address', '3 High Street, CV11 4AB', $2)`,
    [inNameOf, new Date(at)],
  );
}

export function endEveryDeclared(store: LookerStore, at: Moment): Promise<Outcome> {
  return attempt(store, 'update declared_links set ended_at = $1', [new Date(at)]);
}

export function endAndReadEveryDeclared(store: LookerStore, at: Moment): Promise<Outcome> {
  return attempt(store, 'update declared_links set ended_at = $1 returning id', [new Date(at)]);
}

/** Whom the service would exclude anew at a moment: "record person link". Nothing of it stays. */
export async function listNewlyLinked(
  superuser: pg.Client,
  serviceKey: string,
  at: Moment,
): Promise<string[]> {
  await superuser.query('begin');
  await superuser.query(`select access.begin_as_service('system', 'oracle', $1, $2)`, [
    new Date(at),
    serviceKey,
  ]);
  await superuser.query('select access.exclude_linked(null, null)');
  const { rows } = await superuser.query<{ link: string }>(
    `select record_id || ' ' || user_id || ' ' || basis as link
     from exclusions where reason = 'Found by the service'`,
  );
  await superuser.query('rollback');
  return rows.map(({ link }) => link);
}
