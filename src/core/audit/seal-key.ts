import { createPrivateKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

const fileName = 'audit-seal-key.pem';

/**
 * The private key that signs the heads of this installation's log: made at the first start, for this account
 * alone to read. Whoever loses it cannot go on with the log, so it belongs with the backups.
 */
export async function readOrMakeSealKey(dataDirectory: string): Promise<KeyObject> {
  const path = join(dataDirectory, fileName);
  const found = await readFile(path, 'utf8').catch(ifMissing);
  if (found !== undefined) return createPrivateKey(found);
  const { privateKey } = generateKeyPairSync('ed25519');
  const own = join(dataDirectory, `.${randomUUID()}.pem`);
  const file = await open(own, 'wx', 0o600);
  try {
    await file.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await file.sync();
    // Whole or not at all; and of two starts at once, the first one's key is kept.
    await link(own, path).catch(ifThere);
  } finally {
    await file.close();
    await rm(own);
  }
  return createPrivateKey(await readFile(path, 'utf8'));
}

function ifMissing(problem: NodeJS.ErrnoException): undefined {
  if (problem.code !== 'ENOENT') throw problem;
}

function ifThere(problem: NodeJS.ErrnoException): undefined {
  if (problem.code !== 'EEXIST') throw problem;
}
