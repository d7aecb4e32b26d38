import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readOrMakeKeyFile } from '#platform/files/key-file.ts';

/**
 * The private key that signs the heads of this installation's log. Whoever loses it cannot go on with the log, so
 * it belongs with the backups.
 */
export async function readOrMakeSealKey(dataDirectory: string): Promise<KeyObject> {
  const made = await readOrMakeKeyFile(dataDirectory, 'audit-seal-key.pem', () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  return createPrivateKey(made);
}
