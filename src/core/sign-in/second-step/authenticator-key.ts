import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { readOrMakeKeyFile } from '#platform/files/key-file.ts';

const cipher = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/**
 * The key that the secrets of authenticator apps are kept under. It is in the data folder and not in the database, so
 * that a copy of the database makes nobody's codes. Without it, people come in by a recovery code or a passkey.
 */
export async function readOrMakeAuthenticatorKey(dataDirectory: string): Promise<KeyObject> {
  const words = await readOrMakeKeyFile(dataDirectory, 'authenticator-key.txt', () =>
    randomBytes(32).toString('base64'),
  );
  return createSecretKey(words, 'base64');
}

/** An authenticator's secret as it is kept: AES-256-GCM, of this person and of nobody else. */
export function sealAuthenticatorSecret(key: KeyObject, userId: string, secret: string): Buffer {
  const nonce = randomBytes(nonceLength);
  const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(userId));
  const sealed = Buffer.concat([sealing.update(secret, 'utf8'), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), sealed]);
}

/** The secret again; undefined where it was sealed with another key, for somebody else, or was changed. */
export function openAuthenticatorSecret(
  key: KeyObject,
  userId: string,
  kept: Buffer,
): string | undefined {
  const [nonce, tag] = [kept.subarray(0, nonceLength), kept.subarray(nonceLength, start)];
  try {
    const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagLength });
    opening.setAAD(Buffer.from(userId)).setAuthTag(tag);
    return Buffer.concat([opening.update(kept.subarray(start)), opening.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

const start = nonceLength + tagLength;
