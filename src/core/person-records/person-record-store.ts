import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { nameKey } from './name-key.ts';
import type { Capacity, PersonRecord, Regime } from './person-record.ts';
import type { Reason } from './why-seen.ts';

function records(tx: Transaction) {
  return tx
    .selectFrom('person_records')
    .innerJoin('agencies', 'agencies.id', 'person_records.owner_agency_id')
    .select([
      'person_records.id',
      'owner_agency_id as ownerAgencyId',
      'agencies.name as ownerAgencyName',
      'given_names as givenNames',
      'family_name as familyName',
      'born_on as bornOn',
      'held_as as heldAs',
      'processing',
      'is_restricted as isRestricted',
      'version',
      'changed_at as changedAt',
    ]);
}

type RecordRow = Awaited<ReturnType<ReturnType<typeof records>['executeTakeFirstOrThrow']>>;

/** The record, where the principal of the transaction may see it. */
export async function findPersonRecord(
  tx: Transaction,
  id: string,
): Promise<PersonRecord | undefined> {
  const row = await records(tx).where('person_records.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : recordFrom(row);
}

/**
 * Records whose names begin with these words, given or family name first, or whose other names begin with all of
 * them. At most `limit`, by name.
 */
export async function searchPersonRecords(
  tx: Transaction,
  asked: { name: string; bornOn: string | undefined; limit: number },
): Promise<PersonRecord[]> {
  const key = nameKey(asked.name);
  const words = key.split(' ');
  const [first = ''] = words;
  const rest = words.slice(1).join(' ');
  const last = words.at(-1) ?? '';
  const start = words.slice(0, -1).join(' ');
  let query = records(tx).where(({ or, and, eb }) =>
    or([
      and([begins(eb.ref('family_key'), first), begins(eb.ref('given_key'), rest)]),
      and([begins(eb.ref('family_key'), last), begins(eb.ref('given_key'), start)]),
      begins(eb.ref('family_key'), key),
      begins(eb.ref('given_key'), key),
      // Who types O Brien or Mac Donald means the name that is written as one.
      begins(eb.ref('family_key'), key.replaceAll(' ', '')),
      eb(
        'person_records.id',
        'in',
        eb
          .selectFrom('person_aliases')
          .select('record_id')
          .where((alias) => begins(alias.ref('alias_key'), key)),
      ),
    ]),
  );
  if (asked.bornOn !== undefined) query = query.where('born_on', '=', asked.bornOn);
  const rows = await query
    .orderBy('family_key')
    .orderBy('given_key')
    .orderBy('person_records.id')
    .limit(asked.limit)
    .execute();
  return rows.map(recordFrom);
}

/** `^@` may be asked before a policy is, so its index serves where LIKE's would not. */
function begins(column: unknown, start: string) {
  return sql<boolean>`${column} ^@ ${start}`;
}

/** The newest records of the principal's own agency. */
export async function listOwnPersonRecords(
  tx: Transaction,
  agencyId: string,
  limit: number,
): Promise<PersonRecord[]> {
  const rows = await records(tx)
    .where('owner_agency_id', '=', agencyId)
    .orderBy('changed_at', 'desc')
    .orderBy('person_records.id')
    .limit(limit)
    .execute();
  return rows.map(recordFrom);
}

export type PersonRecordFields = {
  givenNames: string;
  familyName: string;
  bornOn: string | null;
  heldAs: Capacity;
  processing: Regime;
};

export async function insertPersonRecord(
  tx: Transaction,
  record: PersonRecordFields & { id: string; agencyId: string; userId: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('person_records')
    .values({
      id: record.id,
      owner_agency_id: record.agencyId,
      created_by: record.userId,
      created_at: record.now,
      changed_at: record.now,
      ...columnsOf(record),
    })
    .execute();
}

/** Changes the record its writer saw; false when it is no longer that one, or not theirs to change. */
export async function updatePersonRecord(
  tx: Transaction,
  record: PersonRecordFields & { id: string; version: number; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('person_records')
    .set({ ...columnsOf(record), version: record.version + 1, changed_at: record.now })
    .where('id', '=', record.id)
    .where('version', '=', record.version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

function columnsOf(record: PersonRecordFields) {
  return {
    given_names: record.givenNames,
    family_name: record.familyName,
    given_key: nameKey(record.givenNames),
    family_key: nameKey(record.familyName),
    born_on: record.bornOn,
    held_as: record.heldAs,
    processing: record.processing,
  };
}

/** Why the principal may see each of these records; those they may not see are not in it. */
export async function listReasons(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Reason[]>> {
  const { rows } = await sql<ReasonRow>`select record_id as "recordId", path,
    agreement_id as "agreementId", agreement_title as title, version, from_on as "fromOn",
    until_on as "untilOn", gateway_name as gateway, reason_id as "reasonId"
    from access.reasons(${ids}::uuid[])`.execute(tx);
  const ends = await listEnds(
    tx,
    rows.flatMap(({ path, reasonId }) =>
      path === 'agreement' || reasonId === null ? [] : [reasonId],
    ),
  );
  const reasons = new Map<string, Reason[]>();
  for (const row of rows) {
    const known = reasons.get(row.recordId) ?? [];
    reasons.set(row.recordId, [...known, reasonFrom(row, ends)]);
  }
  return reasons;
}

type ReasonRow = {
  recordId: string;
  path: Reason['path'];
  agreementId: string | null;
  title: string | null;
  version: number | null;
  fromOn: string | null;
  untilOn: string | null;
  gateway: string | null;
  reasonId: string | null;
};

type End = { until: Date; givenBy: string | undefined };

/** When case roles and broken glass of the principal's own end, and who named them. */
async function listEnds(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, End>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; until: Date; givenBy: string | null }>`
    select c.id, c.until_at as "until", p.name || ' (' || p.agency_name || ')' as "givenBy"
    from case_roles c left join lateral access.people(array[c.given_by]) p on true
    where c.id = any (${ids}::uuid[])
    union all
    select id, until_at, null from broken_glass where id = any (${ids}::uuid[])`.execute(tx);
  return new Map(
    rows.map(({ id, until, givenBy }) => [id, { until, givenBy: givenBy ?? undefined }]),
  );
}

function reasonFrom(row: ReasonRow, ends: ReadonlyMap<string, End>): Reason {
  const { path, gateway } = row;
  if (path === 'own-agency') return { path };
  if (path !== 'agreement') {
    const id = row.reasonId ?? '';
    return { path, id, gateway, ...(ends.get(id) ?? { until: new Date(0) }) };
  }
  return {
    path,
    id: row.agreementId ?? '',
    title: row.title ?? '',
    version: row.version ?? 0,
    fromOn: row.fromOn ?? '',
    untilOn: row.untilOn ?? '',
    gateway: gateway ?? '',
  };
}

/** Has whoever this transaction acts for just shown again who they are? */
export async function hasSteppedUp(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean | null }>`select
    (access.principal()).has_stepped_up as yes`.execute(tx);
  return rows[0]?.yes === true;
}

function recordFrom(row: RecordRow): PersonRecord {
  return { ...row, heldAs: row.heldAs as Capacity, processing: row.processing as Regime };
}
