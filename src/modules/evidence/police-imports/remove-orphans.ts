import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Service } from '#core/service.ts';
import type { Principal } from '#platform/database/principal.ts';
import type { IncidentSource } from './police-import.ts';
import { removeUnnamedFiles } from '../receipts/remove-unnamed-files.ts';
import { listParquetPaths } from './police-import-store.ts';
import { importTaskName } from './request-import.ts';
import { takeOldUploads } from './upload-store.ts';

/** Longer than any import may take, so that nothing under way is touched. */
const hoursToLeave = 24;
/** Longer than somebody takes who is asked whether a month may be replaced. */
const daysToLeaveUploads = 7;

/**
 * Removes what imports left behind that were killed or came to nothing: folders of rows that no receipt
 * counts, and uploads that nothing names.
 */
export async function removeOrphans(
  service: Service,
  principal: Principal,
  source: IncidentSource,
): Promise<void> {
  await removeFolders(service, principal, source);
  const before = hoursAgo(service, daysToLeaveUploads * 24);
  const old = await service.database.transaction(principal, (tx) =>
    takeOldUploads(tx, new Date(before), importTaskName),
  );
  await removeUnnamedFiles(service, principal, old);
}

/** Each import has a folder, and in it one for each time that it was begun. */
async function removeFolders(
  service: Service,
  principal: Principal,
  source: IncidentSource,
): Promise<void> {
  const folder = join(service.parquetDirectory, source);
  const ids = await listFolders(folder);
  if (ids.length === 0) return;
  const kept = await service.database.transaction(principal, (tx) => listParquetPaths(tx, ids));
  const inUse = new Set(kept.map(({ path }) => dirname(path)));
  const before = hoursAgo(service, hoursToLeave);
  for (const id of ids) {
    const own = join(folder, id);
    const attempts = (await listFolders(own)).map((name) => join(own, name));
    const isKnown = kept.some(({ importId }) => importId === id);
    const isOwnOld = await isOlder(own, before);
    let isEmpty = true;
    for (const attempt of attempts) {
      const isOrphan = !inUse.has(attempt) && (await isOlder(attempt, before));
      if (isOrphan) await rm(attempt, { recursive: true, force: true });
      isEmpty &&= isOrphan;
    }
    if (!isKnown && isEmpty && isOwnOld) await rm(own, { recursive: true, force: true });
  }
}

async function listFolders(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => isUuid.test(name));
}

async function isOlder(path: string, moment: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.mtimeMs < moment;
}

function hoursAgo({ clock }: Service, hours: number): number {
  return clock.now().getTime() - hours * 3_600_000;
}

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
