import { action } from '#core/actions/action.ts';
import { Conflict } from '#platform/http/failures.ts';
import { listParties } from './agreement-store.ts';
import { listGateways } from './gateway-store.ts';
import { editedDraft, takeDraft, type DraftSeen } from './take-draft.ts';
import { whyRefused } from './term-rules.ts';
import type { Term } from './term.ts';
import { deleteTerms, putTerms } from './version-store.ts';

/** The law, or the draft, has no room for these terms. The message says why, in sentences. */
export class TermsRefused extends Conflict {}

/**
 * Puts terms into a draft, in the place of those named. Throws TermsRefused where a power does not reach, and
 * what takeDraft throws.
 */
export const putDraftTerms = action(
  'agreement.draft-terms-put',
  'agreement.draft',
  async (
    { tx, principal },
    { draft, terms, replaces }: { draft: DraftSeen; terms: Term[]; replaces: string[] },
  ) => {
    const version = await takeDraft(tx, principal, draft);
    const [parties, gateways] = [await listParties(tx, version.id), await listGateways(tx)];
    const problems = terms.flatMap((term) => {
      const party = parties.find(({ id }) => id === term.agencyId);
      if (party === undefined) return ['Choose parties of this agreement.'];
      if (term.direction === 'receives') return [];
      const gateway = gateways.find(({ id }) => id === term.gatewayId);
      if (gateway === undefined) return ['Choose a power from the partnership’s list.'];
      return whyRefused(term, gateway, party) ?? [];
    });
    if (problems.length > 0) throw new TermsRefused([...new Set(problems)].join(' '));
    await deleteTerms(tx, version.id, replaces);
    await putTerms(tx, version.id, terms);
    return editedDraft(version);
  },
);
