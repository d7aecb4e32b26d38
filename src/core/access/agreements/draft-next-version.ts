import { randomUUID } from 'node:crypto';
import { action } from '#core/actions/action.ts';
import { Conflict, NotFound } from '#platform/http/failures.ts';
import { getAgreement, listParties, listTerms } from './agreement-store.ts';
import { personOf } from './take-draft.ts';
import { insertParties, insertVersion, lockAgreement, putTerms } from './version-store.ts';

/** Starts the next version as a copy of the newest; an agreement has one draft at a time. */
export const draftNextVersion = action(
  'agreement.next-version-drafted',
  'agreement.draft',
  async ({ tx, principal, now }, { agreementId }: { agreementId: string }) => {
    const { agencyId } = personOf(principal);
    await lockAgreement(tx, agreementId);
    const { keptBy, versions } = await getAgreement(tx, agreementId, { agencyId, now });
    if (keptBy?.id !== agencyId) throw new NotFound();
    const isDraft = versions.some((one) => !one.proposedAt && !one.revokedAt);
    if (isDraft) throw new Conflict('The next version is being drafted already.');
    const newest = versions[0];
    // What a discarded draft said is not carried on, unless there is nothing else.
    const model = versions.find(({ proposedAt }) => proposedAt !== undefined) ?? newest;
    if (newest === undefined || model === undefined) throw new NotFound();
    const [id, number] = [randomUUID(), newest.number + 1];
    const { summary, fromOn, untilOn } = model;
    await insertVersion(tx, { id, agreementId, number, summary, fromOn, untilOn });
    const known = (await listParties(tx, model.id)).map((party) => party.id);
    await insertParties(tx, id, known);
    await putTerms(tx, id, await listTerms(tx, model.id));
    return {
      result: { agreementId, number },
      about: [{ kind: 'agreement', id: agreementId }],
      detail: { version: number },
    };
  },
);
