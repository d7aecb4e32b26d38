import { action } from '#core/actions/action.ts';
import { listParties } from './agreement-store.ts';
import { editedDraft, personOf, takeDraft, type DraftSeen } from './take-draft.ts';
import { deleteParties, insertParties } from './version-store.ts';

/** Makes the parties of a draft these. Who is taken out takes their terms along; the keeper always stays. */
export const editDraftParties = action(
  'agreement.draft-parties-chosen',
  'agreement.draft',
  async (
    { tx, principal },
    { draft, parties }: { draft: DraftSeen; parties: readonly string[] },
  ) => {
    const version = await takeDraft(tx, principal, draft);
    const wanted = new Set([personOf(principal).agencyId, ...parties]);
    const before = await listParties(tx, version.id);
    const gone = before.filter(({ id }) => !wanted.has(id)).map(({ id }) => id);
    await deleteParties(tx, version.id, gone);
    await insertParties(tx, version.id, [...wanted]);
    return editedDraft(version);
  },
);
