import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type {
  CorrectedField,
  CorrectionMade,
  CorrectionNotice,
  EarlierVersion,
} from './correction.ts';

// The transaction's own: the policies take no other.
const moment = sql<Date>`(access.principal()).at`;

export async function insertCorrection(
  tx: Transaction,
  made: {
    id: string;
    recordId: string;
    agencyId: string;
    version: number;
    fields: readonly CorrectedField[];
    what: string;
    userId: string;
  },
): Promise<void> {
  await tx
    .insertInto('corrections')
    .values({
      id: made.id,
      record_id: made.recordId,
      owner_agency_id: made.agencyId,
      version: made.version,
      fields: [...made.fields],
      what: made.what,
      made_by: made.userId,
      made_at: moment,
    })
    .execute();
}

/** Gives a notice to every agency that was given the record; the addresses of the leads to mail. */
export async function tellRecipients(tx: Transaction, correctionId: string): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`
    select email from access.tell_recipients(${correctionId}::uuid)`.execute(tx);
  return rows.map(({ email }) => email);
}

/** Corrections of records that an agency was given: those not acknowledged first, then the newest. */
export async function listNotices(
  tx: Transaction,
  agencyId: string,
  limit: number,
): Promise<CorrectionNotice[]> {
  const rows = await tx
    .selectFrom('correction_notices as n')
    .innerJoin('corrections as c', 'c.id', 'n.correction_id')
    .innerJoin('agencies as owner', 'owner.id', 'n.owner_agency_id')
    .where('n.agency_id', '=', agencyId)
    .select((is) => [
      'n.correction_id as correctionId',
      'n.record_id as recordId',
      'owner.name as ownerName',
      'c.fields',
      'c.what',
      'n.made_at as madeAt',
      'n.acknowledged_by_name as acknowledgedByName',
      'n.acknowledged_at as acknowledgedAt',
      is
        .selectFrom('disclosures as d')
        .whereRef('d.record_id', '=', 'n.record_id')
        .where('d.recipient_agency_id', '=', agencyId)
        .select(
          sql<string[]>`array_agg(distinct d.recipient_name order by d.recipient_name)`.as('names'),
        )
        .as('shownTo'),
      is
        .selectFrom('disclosures as d')
        .whereRef('d.record_id', '=', 'n.record_id')
        .where('d.recipient_agency_id', '=', agencyId)
        .select('d.purpose')
        .orderBy('d.at', 'desc')
        .limit(1)
        .as('purpose'),
    ])
    .orderBy(sql`n.acknowledged_at is not null`)
    .orderBy('n.made_at', 'desc')
    .orderBy('n.correction_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, shownTo: row.shownTo ?? [] }));
}

export async function countUnacknowledged(tx: Transaction, agencyId: string): Promise<number> {
  const { total } = await tx
    .selectFrom('correction_notices')
    .where('agency_id', '=', agencyId)
    .where('acknowledged_at', 'is', null)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

/** Says that a correction has arrived; false when there is none that waits for this agency. */
export async function acknowledgeNotice(
  tx: Transaction,
  notice: {
    correctionId: string;
    agencyId: string;
    by: { userId: string; name: string };
  },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('correction_notices')
    .set({
      acknowledged_by: notice.by.userId,
      acknowledged_by_name: notice.by.name,
      acknowledged_at: moment,
    })
    .where('correction_id', '=', notice.correctionId)
    .where('agency_id', '=', notice.agencyId)
    .where('acknowledged_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The corrections of one record, the newest first, with who was told and has said so. */
export async function listCorrections(
  tx: Transaction,
  recordId: string,
): Promise<CorrectionMade[]> {
  const made = await tx
    .selectFrom('corrections')
    .select(['id', 'version', 'fields', 'what', 'made_at as madeAt'])
    .where('record_id', '=', recordId)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .execute();
  const told = await tx
    .selectFrom('correction_notices as n')
    .innerJoin('agencies as a', 'a.id', 'n.agency_id')
    .select([
      'n.correction_id as id',
      'a.name as agencyName',
      'n.acknowledged_at as acknowledgedAt',
    ])
    .where('n.record_id', '=', recordId)
    .orderBy('a.name')
    .execute();
  return made.map((correction) => ({
    ...correction,
    notices: told
      .filter(({ id }) => id === correction.id)
      .map(({ agencyName, acknowledgedAt }) => ({ agencyName, acknowledgedAt })),
  }));
}

/** What a record said before each change, the newest first. */
export async function listEarlierVersions(
  tx: Transaction,
  recordId: string,
): Promise<EarlierVersion[]> {
  return tx
    .selectFrom('person_record_versions')
    .select([
      'version',
      'given_names as givenNames',
      'family_name as familyName',
      'born_on as bornOn',
      'held_as as heldAs',
      'processing',
      'replaced_at as replacedAt',
    ])
    .where('record_id', '=', recordId)
    .orderBy('id', 'desc')
    .execute();
}
