import type { Transaction } from '#platform/database/database.ts';

/** An agency's signature; false when it has one on this version already. */
export async function insertSignature(
  tx: Transaction,
  signature: { versionId: string; agencyId: string; by: string; byName: string; at: Date },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('agreement_signatures')
    .values({
      version_id: signature.versionId,
      agency_id: signature.agencyId,
      signed_by: signature.by,
      signed_by_name: signature.byName,
      signed_at: signature.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Ends an agency's standing signatures on every version of an agreement; the numbers of those versions. */
export async function endSignatures(
  tx: Transaction,
  {
    agreementId,
    agencyId,
    by,
    at,
  }: { agreementId: string; agencyId: string; by: string; at: Date },
): Promise<number[]> {
  const rows = await tx
    .updateTable('agreement_signatures as signature')
    .from('agreement_versions as version')
    .set({ left_by: by, left_at: at })
    .whereRef('version.id', '=', 'signature.version_id')
    .where('version.agreement_id', '=', agreementId)
    .where('signature.agency_id', '=', agencyId)
    .where('signature.left_at', 'is', null)
    .returning('version.number')
    .execute();
  return rows.map(({ number }) => number);
}

/** Whom to ask for the signatures of these agencies: their governance leads and administrators. */
export async function listSigners(
  tx: Transaction,
  agencyIds: readonly string[],
  now: Date,
): Promise<{ email: string; agencyId: string }[]> {
  if (agencyIds.length === 0) return [];
  return tx
    .selectFrom('users')
    .select(['email', 'agency_id as agencyId'])
    .where('agency_id', 'in', agencyIds)
    .where('role', 'in', ['information-governance', 'administrator'])
    .where('left_at', 'is', null)
    .where((is) => is.or([is('leaves_at', 'is', null), is('leaves_at', '>', now)]))
    .orderBy('email')
    .execute();
}
