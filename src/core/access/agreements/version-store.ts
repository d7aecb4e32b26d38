import type { Transaction } from '#platform/database/database.ts';
import { NotFound } from '#platform/http/failures.ts';
import type { Term } from './term.ts';

export type VersionDates = { fromOn: string; untilOn: string };

export async function insertAgreement(
  tx: Transaction,
  agreement: {
    id: string;
    title: string;
    keptBy: string;
    /** Nobody, for the one that comes with the profile. */
    startedBy: string | null;
    startedAt: Date;
    profileId?: string;
  },
): Promise<void> {
  await tx
    .insertInto('agreements')
    .values({
      id: agreement.id,
      title: agreement.title,
      kept_by: agreement.keptBy,
      started_by: agreement.startedBy,
      started_at: agreement.startedAt,
      profile_id: agreement.profileId ?? null,
    })
    .execute();
}

/** Whether the profile's draft of this name was ever put in. */
export async function hasProfileAgreement(tx: Transaction, profileId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('agreements')
    .select('id')
    .where('profile_id', '=', profileId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertVersion(
  tx: Transaction,
  version: VersionDates & { id: string; agreementId: string; number: number; summary: string },
): Promise<void> {
  await tx
    .insertInto('agreement_versions')
    .values({
      id: version.id,
      agreement_id: version.agreementId,
      number: version.number,
      summary: version.summary,
      from_on: version.fromOn,
      until_on: version.untilOn,
    })
    .execute();
}

export type LockedVersion = {
  id: string;
  agreementId: string;
  number: number;
  keptBy: string | null;
  revision: number;
  proposedAt: Date | null;
  revokedAt: Date | null;
};

/** A version that nobody else changes until this transaction is over. Throws NotFound. */
export async function lockVersion(tx: Transaction, id: string): Promise<LockedVersion> {
  const row = await tx
    .selectFrom('agreement_versions as version')
    .innerJoin('agreements', 'agreements.id', 'version.agreement_id')
    .select([
      'version.id',
      'version.agreement_id as agreementId',
      'version.number',
      'agreements.kept_by as keptBy',
      'version.revision',
      'version.proposed_at as proposedAt',
      'version.revoked_at as revokedAt',
    ])
    .where('version.id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new NotFound();
  return row;
}

/** Makes the next versions of an agreement wait for one another. */
export async function lockAgreement(tx: Transaction, id: string): Promise<void> {
  await tx.selectFrom('agreements').select('id').where('id', '=', id).forUpdate().execute();
}

export async function updateTitle(tx: Transaction, id: string, title: string): Promise<void> {
  await tx.updateTable('agreements').set({ title }).where('id', '=', id).execute();
}

export async function updateWords(
  tx: Transaction,
  id: string,
  { summary, fromOn, untilOn }: VersionDates & { summary: string },
): Promise<void> {
  await tx
    .updateTable('agreement_versions')
    .set({ summary, from_on: fromOn, until_on: untilOn })
    .where('id', '=', id)
    .execute();
}

export async function raiseRevision(tx: Transaction, id: string): Promise<void> {
  await tx
    .updateTable('agreement_versions')
    .set((is) => ({ revision: is('revision', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

export async function insertParties(
  tx: Transaction,
  versionId: string,
  agencyIds: readonly string[],
): Promise<void> {
  if (agencyIds.length === 0) return;
  await tx
    .insertInto('agreement_parties')
    .values(agencyIds.map((agency_id) => ({ version_id: versionId, agency_id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes parties out of a draft, and their terms with them. */
export async function deleteParties(
  tx: Transaction,
  versionId: string,
  agencyIds: readonly string[],
): Promise<void> {
  if (agencyIds.length === 0) return;
  for (const table of ['agreement_terms', 'agreement_parties'] as const)
    await tx
      .deleteFrom(table)
      .where('version_id', '=', versionId)
      .where('agency_id', 'in', agencyIds)
      .execute();
}

/** Puts terms in; one in the same place (party, direction, category, purpose) is replaced. */
export async function putTerms(
  tx: Transaction,
  versionId: string,
  terms: readonly Term[],
): Promise<void> {
  if (terms.length === 0) return;
  await tx
    .insertInto('agreement_terms')
    .values(
      terms.map((term) => ({
        version_id: versionId,
        agency_id: term.agencyId,
        direction: term.direction,
        category: term.category,
        purpose: term.purpose,
        gateway_id: term.gatewayId ?? null,
        held_as: [...term.heldAs],
        processing: [...term.processing],
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['version_id', 'agency_id', 'direction', 'category', 'purpose'])
        .doUpdateSet((is) => ({
          gateway_id: is.ref('excluded.gateway_id'),
          held_as: is.ref('excluded.held_as'),
          processing: is.ref('excluded.processing'),
        })),
    )
    .execute();
}

export async function deleteTerms(
  tx: Transaction,
  versionId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .deleteFrom('agreement_terms')
    .where('version_id', '=', versionId)
    .where('id', 'in', ids)
    .execute();
}

export async function markProposed(
  tx: Transaction,
  id: string,
  { by, at }: { by: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('agreement_versions')
    .set({ proposed_by: by, proposed_at: at })
    .where('id', '=', id)
    .execute();
}

export async function markRevoked(
  tx: Transaction,
  ids: readonly string[],
  { by, at }: { by: string; at: Date },
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('agreement_versions')
    .set({ revoked_by: by, revoked_at: at })
    .where('id', 'in', ids)
    .where('revoked_at', 'is', null)
    .execute();
}
