import { randomUUID } from 'node:crypto';
import { action } from '#core/actions/action.ts';
import { personOf } from './take-draft.ts';
import { insertAgreement, insertParties, insertVersion } from './version-store.ts';

export type AgreementToStart = {
  title: string;
  summary: string;
  fromOn: string;
  untilOn: string;
  /** Ids of agencies; the starter's own is a party whether named or not. */
  parties: readonly string[];
};

/** Starts an agreement as a draft that the starter's agency keeps. */
export const startAgreement = action(
  'agreement.started',
  'agreement.draft',
  async ({ tx, principal, now }, { title, parties, ...words }: AgreementToStart) => {
    const { userId, agencyId } = personOf(principal);
    const [agreementId, versionId] = [randomUUID(), randomUUID()];
    await insertAgreement(tx, {
      id: agreementId,
      title,
      keptBy: agencyId,
      startedBy: userId,
      startedAt: now,
    });
    await insertVersion(tx, { id: versionId, agreementId, number: 1, ...words });
    await insertParties(tx, versionId, [...new Set([agencyId, ...parties])]);
    return { result: { agreementId, number: 1 }, about: [{ kind: 'agreement', id: agreementId }] };
  },
);
