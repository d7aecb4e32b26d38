import type { Service } from '#core/service.ts';
import type { Principal } from '#platform/database/principal.ts';
import { removeUnnamedFiles } from '../receipts/remove-unnamed-files.ts';
import { takeUploadsBefore } from './upload-store.ts';

/** Longer than anybody takes to name the columns of a file. */
const daysToLeave = 7;

/** Forgets uploads that were not finished, and their bytes where nothing else names them. */
export async function clearOldUploads(service: Service, principal: Principal): Promise<void> {
  const before = new Date(service.clock.now().getTime() - daysToLeave * 86_400_000);
  const hashes = await service.database.transaction(principal, (tx) =>
    takeUploadsBefore(tx, before),
  );
  await removeUnnamedFiles(service, principal, hashes);
}
