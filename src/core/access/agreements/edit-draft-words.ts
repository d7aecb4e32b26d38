import { action } from '#core/actions/action.ts';
import { editedDraft, takeDraft, type DraftSeen } from './take-draft.ts';
import { updateTitle, updateWords } from './version-store.ts';

export type DraftWords = { title: string; summary: string; fromOn: string; untilOn: string };

/** Changes what a draft says of itself. The title is the agreement's: it stands once a version was proposed. */
export const editDraftWords = action(
  'agreement.draft-worded',
  'agreement.draft',
  async ({ tx, principal }, { draft, words }: { draft: DraftSeen; words: DraftWords }) => {
    const version = await takeDraft(tx, principal, draft);
    if (version.number === 1) await updateTitle(tx, version.agreementId, words.title);
    await updateWords(tx, version.id, words);
    return editedDraft(version);
  },
);
