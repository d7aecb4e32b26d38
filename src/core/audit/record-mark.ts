import { createHmac } from 'node:crypto';
import type { RecordReference } from './audit-entry.ts';

/**
 * What stands in an entry instead of a protected record's id: HMAC-SHA256 over kind and id with the key of the
 * person it is about. The same record has the same mark in every entry for as long as the key is kept.
 */
export function markOf({ kind, id }: RecordReference, key: Buffer): string {
  return `mark:${createHmac('sha256', key).update(`${kind}|${id}`).digest('hex')}`;
}
