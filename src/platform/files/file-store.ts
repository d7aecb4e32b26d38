import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { NoRoom } from '#platform/http/failures.ts';
import { isNearlyFull, readDiskSpace, type DiskSpace } from './disk-space.ts';

/** A file kept exactly as it came: its place is its content, so the same bytes are kept once. */
export type KeptFile = { sha256: string; bytes: number; path: string };

/** A file that has arrived, and is not kept until its upload is accepted. */
export type ArrivedFile = {
  sha256: string;
  bytes: number;
  /** Keeps it; it is on the disk, synced, before this returns. */
  keep(): Promise<KeptFile>;
  /** Forgets it. The same bytes, kept for another upload, stay. */
  drop(): Promise<void>;
};

export type FileStore = {
  /** Takes in a stream of at most `limit` bytes. Throws FileTooLarge, and NoRoom on a full disk. */
  receive(content: Readable, limit: number): Promise<ArrivedFile>;
  /**
   * Receives and keeps. What the service makes itself at its start is kept even when the disk is
   * nearly full, because without it there would be nothing to read.
   */
  keep(content: Readable, limit: number, of?: { madeHere: boolean }): Promise<KeptFile>;
  pathOf(sha256: string): string;
};

export class FileTooLarge extends Error {}

/** Opens the folder of kept files, making it when it is not there. */
export async function openFileStore(
  directory: string,
  readSpace: (folder: string) => Promise<DiskSpace> = readDiskSpace,
): Promise<FileStore> {
  const incoming = join(directory, 'incoming');
  await mkdir(incoming, { recursive: true });
  await removeAbandoned(incoming);
  const pathOf = (sha256: string): string => join(directory, sha256.slice(0, 2), sha256);

  async function take(content: Readable, limit: number): Promise<ArrivedFile> {
    const temporary = join(incoming, randomUUID());
    const drop = (): Promise<void> => rm(temporary, { force: true });
    const { sha256, bytes } = await write(content, temporary, limit).catch(after(drop));
    const path = pathOf(sha256);
    const place = async (): Promise<KeptFile> => {
      const folder = dirname(path);
      const made = await mkdir(folder, { recursive: true });
      await rename(temporary, path);
      await syncFolder(folder);
      if (made !== undefined) await syncFolder(directory);
      return { sha256, bytes, path };
    };
    return { sha256, bytes, drop, keep: () => place().catch(after(drop)) };
  }

  async function receive(content: Readable, limit: number): Promise<ArrivedFile> {
    if (isNearlyFull(await readSpace(directory))) throw new NoRoom(noRoom);
    return take(content, limit);
  }

  return {
    pathOf,
    receive,
    async keep(content, limit, { madeHere } = { madeHere: false }) {
      const arrived = await (madeHere ? take(content, limit) : receive(content, limit));
      return arrived.keep();
    },
  };
}

const noRoom = 'The disk is nearly full, so the file was not saved.';

/** Fails as it did, after clearing away what it left. */
function after(clearAway: () => Promise<void>): (problem: unknown) => Promise<never> {
  return async (problem) => {
    await clearAway();
    throw problem;
  };
}

/** The content of a file on this machine, to be kept. */
export async function readLocalFile(path: string): Promise<Readable> {
  const found = await stat(path);
  if (!found.isFile()) throw new Error(`${path} is not a file.`);
  return createReadStream(path);
}

/** What a killed process was receiving; a day is longer than any upload may take. */
async function removeAbandoned(incoming: string): Promise<void> {
  const dayAgo = performance.timeOrigin + performance.now() - 86_400_000;
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    if ((await stat(path)).mtimeMs < dayAgo) await rm(path, { force: true });
  }
}

async function write(
  content: Readable,
  path: string,
  limit: number,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  let bytes = 0;
  try {
    // Not destroyed when it is too large: whoever hands it in has to read what is still coming.
    for await (const chunk of content.iterator({ destroyOnReturn: false })) {
      const part = Buffer.from(chunk as Uint8Array);
      bytes += part.length;
      if (bytes > limit) throw new FileTooLarge();
      hash.update(part);
      await file.appendFile(part);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), bytes };
}

async function syncFolder(directory: string): Promise<void> {
  const folder = await open(directory, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
