import { randomUUID } from 'node:crypto';
import { action } from '#core/actions/action.ts';
import { actorOf } from '#platform/database/principal.ts';
import { insertUpload } from './upload-store.ts';

/** Remembers a file that was sent, so that its columns can be named on the next page. */
export const keepUpload = action(
  'count-upload.kept',
  'count-import.make',
  async ({ tx, principal, now }, file: { name: string; sha256: string; bytes: number }) => {
    const id = randomUUID();
    await insertUpload(tx, { id, ...file }, { by: actorOf(principal), at: now });
    return {
      result: { id },
      about: [{ kind: 'count-upload', id }],
      detail: { sha256: file.sha256 },
    };
  },
);
