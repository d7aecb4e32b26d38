import { action } from '#core/actions/action.ts';
import { Conflict, NotFound } from '#platform/http/failures.ts';
import { getAgreement } from './agreement-store.ts';
import { personOf } from './take-draft.ts';
import { lockAgreement, markRevoked } from './version-store.ts';

/** The whole agreement, or one version of it by its number. */
export type Revocation = { agreementId: string; number: number | 'all' };

/**
 * Ends a version for every party, or all of them, from this moment. Only the agency that keeps the agreement
 * does: any other can leave. Throws NotFound, or Conflict where nothing is left to end.
 */
export const revokeAgreement = action(
  'agreement.revoked',
  'agreement.revoke',
  async ({ tx, principal, now }, { agreementId, number }: Revocation) => {
    const { userId, agencyId } = personOf(principal);
    await lockAgreement(tx, agreementId);
    const agreement = await getAgreement(tx, agreementId, { agencyId, now });
    if (agreement.keptBy?.id !== agencyId) throw new NotFound();
    const standing = agreement.versions.filter(
      (version) =>
        version.proposedAt !== undefined &&
        version.revokedAt === undefined &&
        (number === 'all' || version.number === number),
    );
    if (standing.length === 0) throw new Conflict('There is nothing left to end.');
    const ids = standing.map(({ id }) => id);
    await markRevoked(tx, ids, { by: userId, at: now });
    return {
      result: { agreementId },
      about: [{ kind: 'agreement', id: agreementId }],
      detail: { versions: standing.map((version) => version.number).join(', ') },
    };
  },
);
