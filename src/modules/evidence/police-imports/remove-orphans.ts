import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Service } from '#core/service.ts';
import type { Principal } from '#platform/database/principal.ts';
import type { IncidentSource } from './police-import.ts';
import { listKnownImports } from './police-import-store.ts';

/** Longer than any import may take, so that nothing under way is touched. */
const hoursToLeave = 24;

/** Removes the Parquet folders of imports that were killed or refused before they had a receipt. */
export async function removeOrphans(
  service: Service,
  principal: Principal,
  source: IncidentSource,
): Promise<void> {
  const folder = join(service.parquetDirectory, source);
  const old = await listOldFolders(folder, service.clock.now());
  if (old.length === 0) return;
  const known = await service.database.transaction(principal, (tx) => listKnownImports(tx, old));
  for (const name of old.filter((candidate) => !known.includes(candidate))) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function listOldFolders(folder: string, now: Date): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const before = now.getTime() - hoursToLeave * 3_600_000;
  const old: string[] = [];
  for (const name of names.filter((candidate) => isUuid.test(candidate))) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found !== undefined && found.mtimeMs < before) old.push(name);
  }
  return old;
}

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
