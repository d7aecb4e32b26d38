import { reading } from '#core/actions/reading.ts';
import { readPreview } from './preview-store.ts';

/**
 * What would change if every party signed a version. The look is recorded, because counts of other agencies'
 * records are theirs.
 */
export const lookAtPreview = reading(
  'agreement.previewed',
  'agreement.preview',
  async ({ tx }, { versionId, agreementId }: { versionId: string; agreementId: string }) => ({
    seen: await readPreview(tx, versionId),
    about: [{ kind: 'agreement', id: agreementId }],
  }),
);
