import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Service } from '#core/service.ts';
import { actorNameOf, actorOf, type Principal } from '#platform/database/principal.ts';
import { acceptImport } from './accept-import.ts';
import { placeSplitCodes } from '../placed-counts/place-split-codes.ts';
import { describeRefused, hashOfAll, type NewReceiptFile } from './describe-files.ts';
import type { ImportOrder } from './import-order.ts';
import { findCurrentImportOf, findEndOfImport } from './police-import-store.ts';
import { ImportRefused } from '../police-files/refused.ts';
import { readImport } from './read-import.ts';
import { getReceipt } from './receipt-store.ts';
import { AllFilesRefused, refuseImport } from './refuse-import.ts';
import { removeOrphans } from './remove-orphans.ts';

export type ImportEnd = { id: string; alreadyImported: boolean };

/**
 * Reads police street files and archives of them, accounts for every row and makes their months current, all or
 * nothing. The same content again changes nothing and gives the first receipt. Throws AllFilesRefused, whose
 * receipt is kept, or ReplacementDoubtful.
 */
export async function importPoliceFiles(
  service: Service,
  principal: Principal,
  order: ImportOrder,
): Promise<ImportEnd> {
  const began = performance.now();
  const sentSha256 = hashOfAll(order.files.map(({ sha256 }) => sha256));
  const place = () => placeSplitCodes(service, principal, order.id, order.signal);
  const earlier = await findEarlierEnd(service, principal, order, sentSha256);
  if (earlier?.id === order.id) await place();
  if (earlier !== undefined) return earlier;
  await removeOrphans(service, principal, order.source);
  // A folder of its own for each attempt, so that two of one order cannot spoil each other.
  const folder = join(service.parquetDirectory, order.source, order.id, randomUUID());
  await mkdir(folder, { recursive: true });
  const receiptOf = () => ({
    id: order.id,
    source: order.source,
    importedBy: actorNameOf(principal),
    importedAt: service.clock.now(),
    seconds: (performance.now() - began) / 1000,
  });
  const refuse = async (files: readonly NewReceiptFile[]): Promise<never> => {
    const refused = { receipt: receiptOf(), actor: actorOf(principal), sentSha256, files };
    await refuseImport(service, { principal }, refused);
    throw new AllFilesRefused(order.id, files);
  };
  let isKept = false;
  try {
    const read = await readImport(service, principal, { ...order, folder });
    if (read.kind === 'already') return { id: read.id, alreadyImported: true };
    if (read.kind === 'refused') return await refuse(read.files);
    const { receipt, ...sorted } = read.sorted;
    const end = await acceptImport(
      service,
      { principal },
      {
        ...sorted,
        receipt: { ...receipt, ...receiptOf() },
        sentSha256,
        actor: actorOf(principal),
        mayReplace: order.mayReplace ?? false,
      },
    );
    isKept = end.id === order.id;
    for (const list of sorted.lists) await rm(list, { force: true });
    if (isKept) await place();
    return end;
  } catch (problem) {
    if (!(problem instanceof ImportRefused)) throw problem;
    return await refuse(describeRefused(order.files, problem.refusal));
  } finally {
    if (!isKept) await rm(folder, { recursive: true, force: true });
  }
}

/** How an order ended that was run before, or an import of the same bytes that is still in use. */
async function findEarlierEnd(
  service: Service,
  principal: Principal,
  { id, source }: ImportOrder,
  sentSha256: string,
): Promise<ImportEnd | undefined> {
  return service.database.transaction(principal, async (tx) => {
    const end = await findEndOfImport(tx, id);
    if (end === 'accepted') return { id, alreadyImported: false };
    if (end === 'refused') throw new AllFilesRefused(id, (await getReceipt(tx, id)).files);
    const same = await findCurrentImportOf(tx, source, { sentSha256 });
    return same === undefined ? undefined : { id: same, alreadyImported: true };
  });
}
