import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

/** A file kept exactly as it came: its place is its content, so the same bytes are kept once. */
export type KeptFile = { sha256: string; bytes: number; path: string };

export type FileStore = {
  /** Keeps a stream; it is on the disk, synced, before this returns. Throws FileTooLarge. */
  keep(content: Readable, limit: number): Promise<KeptFile>;
  pathOf(sha256: string): string;
};

export class FileTooLarge extends Error {}

/** Opens the folder of kept files, making it when it is not there. */
export async function openFileStore(directory: string): Promise<FileStore> {
  const incoming = join(directory, 'incoming');
  await mkdir(incoming, { recursive: true });
  await removeAbandoned(incoming);
  const pathOf = (sha256: string): string => join(directory, sha256.slice(0, 2), sha256);
  return {
    pathOf,
    async keep(content, limit) {
      const temporary = join(incoming, randomUUID());
      try {
        const { sha256, bytes } = await write(content, temporary, limit);
        const path = pathOf(sha256);
        const folder = dirname(path);
        const made = await mkdir(folder, { recursive: true });
        await rename(temporary, path);
        await syncFolder(folder);
        if (made !== undefined) await syncFolder(directory);
        return { sha256, bytes, path };
      } catch (problem) {
        await rm(temporary, { force: true });
        throw problem;
      }
    },
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
