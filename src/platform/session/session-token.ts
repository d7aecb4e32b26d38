import { createHash, randomBytes } from 'node:crypto';

/** A secret only its holder has: what is sent, and what is kept of it. */
export type SecretToken = { token: string; hash: Buffer };

const bytes = 32;

/** 256 random bits, written so that they can stand in a cookie or an address. */
export function makeSecretToken(): SecretToken {
  const token = randomBytes(bytes).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** What the database keeps. A random token needs no slow hash. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
