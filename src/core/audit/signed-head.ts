import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** What the log was at a moment: how many entries, and the hash that stands for them all. */
type LogHead = { size: number; root: Buffer; at: Date };

export type SignedHead = LogHead & {
  /** The Ed25519 key it is signed with, 32 bytes. */
  publicKey: Buffer;
  signature: Buffer;
};

/** Signs a head with the private key of the log. */
export function signHead(head: LogHead, key: KeyObject): SignedHead {
  const publicKey = rawPublicKey(createPublicKey(key));
  return { ...head, publicKey, signature: sign(null, signedText({ ...head, publicKey }), key) };
}

export function isSignatureRight(head: SignedHead): boolean {
  return verify(null, signedText(head), publicKeyFrom(head.publicKey), head.signature);
}

function signedText(head: LogHead & { publicKey: Buffer }): Buffer {
  const { size, root, at, publicKey } = head;
  const lines = ['breakwater audit head 1', fingerprintOf(publicKey), size, root.toString('hex')];
  return Buffer.from(`${[...lines, at.toISOString()].join('\n')}\n`);
}

/** By what people compare keys: SHA-256 of the 32 bytes, in hexadecimal. */
export function fingerprintOf(publicKey: Buffer): string {
  return createHash('sha256').update(publicKey).digest('hex');
}

/** One line of JSON: how a head is exported and given to witnesses. */
export function headLine({ size, root, at, publicKey, signature }: SignedHead): string {
  return JSON.stringify({
    size,
    root: root.toString('hex'),
    at: at.toISOString(),
    public_key: publicKey.toString('base64'),
    signature: signature.toString('base64'),
  });
}

const HeadLine = z.object({
  size: z.int().min(1),
  root: z.hex().length(64),
  at: z.iso.datetime(),
  public_key: z.base64(),
  signature: z.base64(),
});

/** Reads a line that `headLine` wrote; throws when it is not one. */
export function parseHeadLine(line: string): SignedHead {
  const { size, root, at, public_key, signature } = HeadLine.parse(JSON.parse(line));
  return {
    size,
    root: Buffer.from(root, 'hex'),
    at: new Date(at),
    publicKey: Buffer.from(public_key, 'base64'),
    signature: Buffer.from(signature, 'base64'),
  };
}

export function rawPublicKey(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}

export function publicKeyFrom(raw: Buffer): KeyObject {
  const x = raw.toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}
