import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { CaseRole, Category } from './case-role.ts';

/** Everybody who is or was named on a record, the newest first. */
export async function listCaseRoles(tx: Transaction, recordId: string): Promise<CaseRole[]> {
  const rows = await tx
    .selectFrom('case_roles')
    .leftJoin('gateways', 'gateways.id', 'case_roles.gateway_id')
    .select([
      'case_roles.id',
      'user_id as userId',
      'categories',
      'gateways.name as gatewayName',
      'given_by as givenBy',
      'from_at as from',
      'until_at as until',
      'ended_by as endedBy',
    ])
    .where('record_id', '=', recordId)
    .orderBy('from_at', 'desc')
    .orderBy('case_roles.id')
    .execute();
  return rows.map((row) => ({ ...row, categories: row.categories as Category[] }));
}

export type NewCaseRole = {
  id: string;
  recordId: string;
  userId: string;
  categories: readonly Category[];
  gatewayId: string | null;
  givenBy: string;
  from: Date;
  until: Date;
};

export async function insertCaseRole(tx: Transaction, role: NewCaseRole): Promise<void> {
  await tx
    .insertInto('case_roles')
    .values({
      id: role.id,
      record_id: role.recordId,
      user_id: role.userId,
      categories: [...role.categories],
      gateway_id: role.gatewayId,
      given_by: role.givenBy,
      from_at: role.from,
      until_at: role.until,
    })
    .execute();
}

/** Ends it now, in somebody's name. False when there is none that still runs. */
export async function endCaseRole(
  tx: Transaction,
  end: { id: string; recordId: string; endedBy: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('case_roles')
    .set({
      // A period holds its first moment, so one that ends as it begins ends just after.
      until_at: sql<Date>`greatest(${end.now}, from_at + interval '1 microsecond')`,
      ended_by: end.endedBy,
    })
    .where('id', '=', end.id)
    .where('record_id', '=', end.recordId)
    .where('until_at', '>', end.now)
    .where('ended_by', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Restricts a record, and names whoever does it on it. False when it is not as they saw it, or not theirs. */
export async function restrictRecord(
  tx: Transaction,
  { id, version }: { id: string; version: number },
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select
    access.restrict_record(${id}, ${version}) as done`.execute(tx);
  return rows[0]?.done === true;
}

/** Opens a restricted record again to its owner's people and those it is shared with. */
export async function liftRestriction(
  tx: Transaction,
  { id, version, now }: { id: string; version: number; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('person_records')
    .set({ is_restricted: false, version: version + 1, changed_at: now })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('is_restricted', '=', true)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The categories that a power could never give to an agency from a record, whatever it is looked at for. */
export async function listUnreached(
  tx: Transaction,
  asked: { recordId: string; agencyId: string; gatewayId: string; categories: readonly Category[] },
): Promise<Category[]> {
  const { rows } = await sql<{ category: Category }>`
    select category
    from unnest(${[...asked.categories]}::text[]) category
    where not exists (
      select from person_records r
      join agencies owner on owner.id = r.owner_agency_id
      join agencies receiver on receiver.id = ${asked.agencyId}
      join gateways g on g.id = ${asked.gatewayId}
      where r.id = ${asked.recordId}
        and access.reaches(g, owner, receiver, category, 'law-enforcement', r.processing))`.execute(
    tx,
  );
  return rows.map(({ category }) => category);
}

/** Records of the asker's agency that are restricted and that nobody of it is named on any more. */
export async function countForsakenRecords(tx: Transaction): Promise<number> {
  return (await listForsakenRecords(tx)).length;
}

export async function listForsakenRecords(tx: Transaction): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select record_id as id
    from access.forsaken_records() order by record_id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Names the asker on such a record for 30 days. */
export async function takeUpRecord(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean;
  }>`select access.take_up_record(${id}) as done`.execute(tx);
  return rows[0]?.done === true;
}
