import { action } from '#core/actions/action.ts';
import { editedDraft, takeDraft, type DraftSeen } from './take-draft.ts';
import { deleteTerms } from './version-store.ts';

/** Takes terms out of a draft. */
export const removeDraftTerms = action(
  'agreement.draft-terms-removed',
  'agreement.draft',
  async ({ tx, principal }, { draft, terms }: { draft: DraftSeen; terms: string[] }) => {
    const version = await takeDraft(tx, principal, draft);
    await deleteTerms(tx, version.id, terms);
    return editedDraft(version);
  },
);
