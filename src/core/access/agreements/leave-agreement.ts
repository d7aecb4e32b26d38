import { action } from '#core/actions/action.ts';
import { Conflict } from '#platform/http/failures.ts';
import { getAgreement } from './agreement-store.ts';
import { endSignatures } from './signature-store.ts';
import { personOf } from './take-draft.ts';

/** Ends what an agency has signed of an agreement, from this moment, in every version of it. */
export const leaveAgreement = action(
  'agreement.left',
  'agreement.leave',
  async ({ tx, principal, now }, { agreementId }: { agreementId: string }) => {
    const { userId, agencyId } = personOf(principal);
    await getAgreement(tx, agreementId, { agencyId, now });
    const left = await endSignatures(tx, { agreementId, agencyId, by: userId, at: now });
    if (left.length === 0)
      throw new Conflict('Your agency has signed nothing that it could leave.');
    return {
      result: { agreementId },
      about: [{ kind: 'agreement', id: agreementId }],
      detail: { versions: left.toSorted((a, b) => a - b).join(', '), agency: agencyId },
    };
  },
);
