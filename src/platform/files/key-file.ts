import { randomUUID } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The words of a key file of this installation: made at the first start, for this account alone to read, and never
 * changed. Of two starts at once, the first one's key is kept, whole or not at all.
 */
export async function readOrMakeKeyFile(
  dataDirectory: string,
  fileName: string,
  make: () => string,
): Promise<string> {
  const path = join(dataDirectory, fileName);
  const found = await readFile(path, 'utf8').catch(ifMissing);
  if (found !== undefined) return found;
  const own = join(dataDirectory, `.${randomUUID()}.key`);
  const file = await open(own, 'wx', 0o600);
  try {
    await file.writeFile(make());
    await file.sync();
    await link(own, path).catch(ifThere);
  } finally {
    await file.close();
    await rm(own);
  }
  return readFile(path, 'utf8');
}

function ifMissing(problem: NodeJS.ErrnoException): undefined {
  if (problem.code !== 'ENOENT') throw problem;
}

function ifThere(problem: NodeJS.ErrnoException): undefined {
  if (problem.code !== 'EEXIST') throw problem;
}
