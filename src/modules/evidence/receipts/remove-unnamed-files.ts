import { rm } from 'node:fs/promises';
import type { Service } from '#core/service.ts';
import type { Principal } from '#platform/database/principal.ts';
import { listNamedFiles } from './kept-file-store.ts';

/** Removes those of these kept files that nothing names: no receipt, no upload under way, no load of areas. */
export async function removeUnnamedFiles(
  { database, files }: Pick<Service, 'database' | 'files'>,
  principal: Principal,
  hashes: readonly string[],
): Promise<void> {
  if (hashes.length === 0) return;
  const named = await database.transaction(principal, (tx) => listNamedFiles(tx, hashes));
  for (const sha256 of hashes) {
    if (!named.has(sha256)) await rm(files.pathOf(sha256), { force: true });
  }
}
