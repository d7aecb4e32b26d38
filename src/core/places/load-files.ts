import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Service } from '#core/service.ts';
import type { Principal } from '#platform/database/principal.ts';
import { FileTooLarge, readLocalFile } from '#platform/files/file-store.ts';
import { AreaFileProblem } from './area-file-problem.ts';
import type { AreaFile } from './read-area-file.ts';
import { recordLoad, type LoadOrder, type RecordedLoad } from './record-load.ts';
import type { LoadSubject } from './area-load.ts';

/** Bytes of one file as it is on the disk, packed or not. */
const fileLimit = 512 * 1024 * 1024;

/** What is done with every file of a load, once they are kept. */
export type FileWriter = (files: readonly AreaFile[]) => LoadOrder['write'];

/**
 * Keeps files of this machine as they are and makes what they say current. `fields` are the names the
 * caller gave to columns. Throws AreaFileProblem; then nothing has changed.
 */
export async function loadFiles(
  service: Service,
  principal: Principal,
  order: {
    subject: LoadSubject;
    paths: readonly string[];
    fields: readonly (string | undefined)[];
    writer: FileWriter;
  },
): Promise<RecordedLoad> {
  const kept: KeptAreaFile[] = [];
  try {
    for (const path of order.paths) kept.push(await keep(service, path));
    return await record(service, principal, order, kept);
  } catch (problem) {
    // Of a load that is refused nothing is kept but what was here before. Any other failure may come after
    // the commit.
    const isRefused = problem instanceof AreaFileProblem;
    for (const { path, isNew } of kept) if (isRefused && isNew) await rm(path, { force: true });
    throw problem;
  }
}

async function record(
  service: Service,
  principal: Principal,
  order: Parameters<typeof loadFiles>[2],
  kept: readonly KeptAreaFile[],
): Promise<RecordedLoad> {
  const hashes = kept.map(({ sha256 }) => sha256).toSorted();
  const content = JSON.stringify([
    order.subject,
    order.fields.map((field) => field ?? null),
    hashes,
  ]);
  return recordLoad(
    service,
    { principal },
    {
      ...order.subject,
      files: kept.map(({ name, sha256 }) => ({ name, sha256 })),
      contentSha256: createHash('sha256').update(content).digest('hex'),
      write: order.writer(kept),
    },
  );
}

type KeptAreaFile = AreaFile & { sha256: string; isNew: boolean };

async function keep({ files }: Service, path: string): Promise<KeptAreaFile> {
  const name = basename(path);
  try {
    const arrived = await files.receive(await readLocalFile(path), fileLimit);
    const isNew = !existsSync(files.pathOf(arrived.sha256));
    return { name, isNew, ...(await arrived.keep()) };
  } catch (problem) {
    if (problem instanceof FileTooLarge) {
      throw new AreaFileProblem(name, '', 'It is larger than 512 MB.', 'Load a smaller file.');
    }
    if (problem instanceof Error && (problem as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new AreaFileProblem(path, '', 'It does not exist.', 'Check the path.');
    }
    throw problem;
  }
}
