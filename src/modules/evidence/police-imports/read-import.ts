import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Service } from '#core/service.ts';
import { dayOf } from '#platform/calendar.ts';
import type { Principal } from '#platform/database/principal.ts';
import type { DuplicateRow } from '../receipts/receipt.ts';
import { checkPoliceFiles } from '../police-files/check-police-files.ts';
import { usualLimits } from '../police-files/import-limits.ts';
import { readMonthlyCounts } from '../police-files/monthly-counts.ts';
import { readDuplicateList } from '../police-files/duplicate-list.ts';
import { sortPoliceRows, type SortedPoliceRows } from '../police-files/sort-police-rows.ts';
import type { SortedImport } from './accept-import.ts';
import { describeFiles, hashOfContents, type NewReceiptFile } from './describe-files.ts';
import { gatherFiles } from './gather-files.ts';
import type { ImportOrder } from './import-order.ts';
import { findCurrentImportOf } from './police-import-store.ts';
import { findSameRows } from './same-rows.ts';

export type ReadImport =
  | { kind: 'sorted'; sorted: ReadRows }
  /** The same content, packed in whatever way, is in use already. */
  | { kind: 'already'; id: string }
  | { kind: 'refused'; files: readonly NewReceiptFile[] };

type ReadRows = Pick<
  SortedImport,
  | 'files'
  | 'months'
  | 'count'
  | 'quarantinePath'
  | 'lists'
  | 'duplicates'
  | 'findSame'
  | 'contentSha256'
> & {
  receipt: Omit<SortedImport['receipt'], 'id' | 'source' | 'importedBy' | 'importedAt' | 'seconds'>;
};

/**
 * Unpacks, checks and sorts the files of an order into its folder, and changes nothing else. Throws
 * ImportRefused when they are too much for one import.
 */
export async function readImport(
  service: Service,
  principal: Principal,
  order: ImportOrder & { folder: string },
): Promise<ReadImport> {
  const { folder, limits = usualLimits } = order;
  const say = (step: string, done: number, total: number) => order.progress?.(step, done, total);
  const signal = order.signal && { signal: order.signal };
  const unpacked = join(folder, 'unpacked');
  try {
    const gathered = await gatherFiles({
      files: order.files,
      folder: unpacked,
      limits,
      progress: (done, total) => say('Unpacking the archives', done, total),
      ...signal,
    });
    const checked = await checkPoliceFiles({
      files: gathered.filter((file) => file.kind === 'file'),
      limits,
      onProgress: ({ done, total }) => say('Checking the files', done, total),
      ...signal,
    });
    if (!checked.some(({ kind }) => kind === 'readable')) {
      return { kind: 'refused', files: describeFiles(gathered, checked, []) };
    }
    const contentSha256 = hashOfContents(gathered, checked);
    const already = await service.database.transaction(principal, (tx) =>
      findCurrentImportOf(tx, order.source, { contentSha256 }),
    );
    if (already !== undefined) return { kind: 'already', id: already };
    const words = { reading: 'Reading the rows', writing: 'Storing the rows' };
    const sorted = await sortPoliceRows({
      analytics: service.analytics,
      files: checked,
      expected: {
        today: dayOf(service.clock.now()),
        areaCodes: order.source === 'police' ? 'published' : 'invented',
      },
      outDirectory: folder,
      mostUnits: limits.units,
      onProgress: ({ step, done, total }) => say(words[step], done, total),
      ...signal,
    });
    const files = describeFiles(gathered, checked, sorted.files);
    const rows = describeRows(service, order, sorted);
    return { kind: 'sorted', sorted: { ...rows, files, contentSha256 } };
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

function describeRows(
  service: Service,
  order: ImportOrder,
  sorted: SortedPoliceRows,
): Omit<ReadRows, 'files' | 'contentSha256'> {
  const stored = sorted.units.map(({ parquet }) => parquet);
  return {
    receipt: {
      rows: { ...sorted.rows, replaced: 0 },
      sharedCrimeIds: sorted.sharedCrimeIds,
      withoutLocation: sorted.noLocation,
    },
    months: sorted.units.map((unit) => ({
      force: unit.force,
      month: unit.month,
      rowsAccepted: unit.accepted,
      withoutLocation: unit.noLocation,
      quarantinedBeside: unit.quarantinedBeside,
      parquet: unit.parquet,
    })),
    count: (keep) =>
      readMonthlyCounts(service.analytics, stored, keep, (done, total) =>
        order.progress?.('Counting the rows', done, total),
      ),
    quarantinePath: sorted.quarantinePath,
    lists: [sorted.quarantinePath, ...(sorted.duplicates ? [sorted.duplicates.path] : [])],
    duplicates: () => readDuplicates(service, sorted),
    findSame: (pairs) => findSameRows(service.analytics, pairs),
  };
}

async function* readDuplicates(
  { analytics }: Service,
  { duplicates }: SortedPoliceRows,
): AsyncGenerator<DuplicateRow[]> {
  if (duplicates === undefined) return;
  for await (const rows of readDuplicateList(analytics, duplicates)) {
    yield rows.map(({ file, line, firstFile, firstLine }) => ({
      fileName: file,
      line,
      firstFileName: firstFile,
      firstLine,
    }));
  }
}
