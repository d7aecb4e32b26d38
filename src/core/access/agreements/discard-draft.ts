import { action } from '#core/actions/action.ts';
import { editedDraft, personOf, takeDraft, type DraftSeen } from './take-draft.ts';
import { markRevoked } from './version-store.ts';

/** Gives a draft up. It stays readable to the agency that kept it, and nothing comes of it. */
export const discardDraft = action(
  'agreement.draft-discarded',
  'agreement.draft',
  async ({ tx, principal, now }, draft: DraftSeen) => {
    const version = await takeDraft(tx, principal, draft);
    await markRevoked(tx, [version.id], { by: personOf(principal).userId, at: now });
    return editedDraft(version);
  },
);
