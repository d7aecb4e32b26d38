import { randomUUID } from 'node:crypto';
import { action } from '#core/actions/action.ts';
import { enqueueJob } from '#platform/jobs/job-store.ts';
import { amountOf } from '../figures/number-words.ts';
import type { FileToImport } from './gather-files.ts';
import { noteUploads } from './upload-store.ts';

export const importTaskName = 'import-police-files';

type KeptFile = Omit<FileToImport, 'path'>;

/** Asks for files that are kept already to be read; gives the id of the job to follow. */
export const requestImport = action(
  'police-import.requested',
  'police-import.make',
  async (
    { tx, principal, now },
    { files, mayReplace }: { files: readonly KeptFile[]; mayReplace: boolean },
  ) => {
    const id = randomUUID();
    const title = `Loading ${amountOf(files.length, 'file')}`;
    await noteUploads(
      tx,
      files.map(({ sha256 }) => sha256),
      now,
    );
    const payload = { files, mayReplace };
    await enqueueJob(tx, { id, task: importTaskName, title, payload, principal, now });
    return { result: { jobId: id }, about: [{ kind: 'job', id }], detail: { files: files.length } };
  },
);
