import { randomUUID } from 'node:crypto';
import { action } from '#core/actions/action.ts';
import { enqueueJob } from '#platform/jobs/job-store.ts';
import type { FileToImport } from './import-police-files.ts';

export const importTaskName = 'import-police-files';

type KeptFile = Omit<FileToImport, 'path'>;

/** Asks for files that are kept already to be read; gives the id of the job to follow. */
export const requestImport = action(
  'police-import.requested',
  'police-import.make',
  async (
    { tx, principal, now },
    { files, mayShrink }: { files: readonly KeptFile[]; mayShrink: boolean },
  ) => {
    const id = randomUUID();
    const title = files.length === 1 ? 'Loading 1 file' : `Loading ${files.length} files`;
    const payload = { files, mayShrink };
    await enqueueJob(tx, { id, task: importTaskName, title, payload, principal, now });
    return { result: { jobId: id }, about: [{ kind: 'job', id }], detail: { files: files.length } };
  },
);
