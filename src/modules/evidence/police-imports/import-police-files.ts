import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Service } from '#core/service.ts';
import { findDistrictByAreaName } from '#core/partnership/areas.ts';
import { dayOf } from '#platform/calendar.ts';
import { actorNameOf, actorOf, type Principal } from '#platform/database/principal.ts';
import { acceptImport } from './accept-import.ts';
import { listMonthlyCounts } from '../police-files/monthly-counts.ts';
import type { IncidentSource, MonthlyCount } from './police-import.ts';
import { findCurrentImportOf } from './police-import-store.ts';
import { removeOrphans } from './remove-orphans.ts';
import { sortPoliceRows, type SortedPoliceRows } from '../police-files/sort-police-rows.ts';

/** A kept file and what its sender called it. */
export type FileToImport = { name: string; sha256: string; bytes: number; path: string };

export type ImportOrder = {
  /** Its receipt's id; running the same order again after a crash ends the same. */
  id: string;
  source: IncidentSource;
  files: readonly FileToImport[];
  /** Replace a month even by one with under half its rows; otherwise MonthWouldShrink is thrown. */
  mayShrink?: boolean;
  progress?: (step: string, done: number, total: number) => void;
  signal?: AbortSignal;
};

/** Every file was refused, so nothing was imported. The message says why, file by file. */
export class AllFilesRefused extends Error {}

/**
 * Reads police street files, accounts for every row and makes their months current, all or nothing.
 * The same content again changes nothing and gives the first receipt.
 */
export async function importPoliceFiles(
  service: Service,
  principal: Principal,
  order: ImportOrder,
): Promise<{ id: string; alreadyImported: boolean }> {
  const began = performance.now();
  const contentSha256 = hashOfAll(order.files);
  const earlier = await service.database.transaction(principal, (tx) =>
    findCurrentImportOf(tx, order.source, contentSha256),
  );
  if (earlier !== undefined) return { id: earlier, alreadyImported: true };
  await removeOrphans(service, principal, order.source);
  const outDirectory = join(service.parquetDirectory, order.source, order.id);
  const sorted = await sort(service, order, outDirectory);
  if (sorted.units.length === 0 && sorted.rows.read === 0) {
    await rm(outDirectory, { recursive: true, force: true });
    throw new AllFilesRefused(refusalWords(sorted));
  }
  const counts = await countByMonth(service, sorted);
  return acceptImport(
    service,
    { principal },
    {
      receipt: {
        id: order.id,
        source: order.source,
        importedBy: actorNameOf(principal),
        importedAt: service.clock.now(),
        rows: { ...sorted.rows, replaced: 0 },
        sharedCrimeIds: sorted.sharedCrimeIds,
        withoutLocation: sorted.noLocation,
        outsideArea: countOutside(service, counts),
        seconds: (performance.now() - began) / 1000,
      },
      contentSha256,
      actor: actorOf(principal),
      files: order.files.map((file) => describeFile(file, firstAlike(order.files, file), sorted)),
      months: sorted.units.map((unit) => ({
        force: unit.force,
        month: unit.month,
        rowsAccepted: unit.accepted,
        withoutLocation: unit.noLocation,
        parquet: unit.parquet,
      })),
      counts,
      quarantinePath: sorted.quarantinePath,
      mayShrink: order.mayShrink ?? false,
    },
  );
}

async function sort(
  service: Service,
  order: ImportOrder,
  outDirectory: string,
): Promise<SortedPoliceRows> {
  const words = {
    checking: 'Checking the files',
    reading: 'Reading the rows',
    writing: 'Storing the rows',
  };
  return sortPoliceRows({
    analytics: service.analytics,
    files: order.files.filter((file) => firstAlike(order.files, file) === file),
    expected: {
      today: dayOf(service.clock.now()),
      areaCodes: order.source === 'police' ? 'published' : 'invented',
    },
    outDirectory,
    onProgress: ({ step, done, total }) => order.progress?.(words[step], done, total),
    ...(order.signal === undefined ? {} : { signal: order.signal }),
  });
}

async function countByMonth(
  { analytics }: Service,
  { units }: SortedPoliceRows,
): Promise<MonthlyCount[]> {
  const counts: MonthlyCount[] = [];
  for (const { parquet } of units) {
    for (const count of await listMonthlyCounts(analytics, parquet.path)) {
      counts.push({ ...count, areaCode: count.areaCode ?? '', areaName: count.areaName ?? '' });
    }
  }
  return counts;
}

function countOutside({ profile }: Service, counts: readonly MonthlyCount[]): number {
  return counts
    .filter(({ areaName }) => areaName !== '')
    .filter(({ areaName }) => findDistrictByAreaName(profile.areas, areaName) === undefined)
    .reduce((sum, { count }) => sum + count, 0);
}

/** The first file with the same content: a file chosen twice must not count its rows twice. */
function firstAlike(files: readonly FileToImport[], file: FileToImport): FileToImport {
  return files.find(({ sha256 }) => sha256 === file.sha256) ?? file;
}

function describeFile(file: FileToImport, first: FileToImport, sorted: SortedPoliceRows) {
  const { name, sha256, bytes, path } = file;
  if (first !== file) {
    const notes = [`The same file as ${first.name}, so it was read once.`];
    return { name, sha256, bytes, rowsRead: 0, notes, refusal: null };
  }
  const read = sorted.files.find((one) => one.path === path);
  const refused = sorted.refused.find((one) => one.path === path);
  const notes = read?.notes.map(({ sentence }) => sentence) ?? [];
  return {
    name,
    sha256,
    bytes,
    rowsRead: read?.read ?? 0,
    notes,
    refusal: refused?.refusal ?? null,
  };
}

/** The order and the names of files do not matter, only what is in them. */
function hashOfAll(files: readonly FileToImport[]): string {
  const contents = [...new Set(files.map(({ sha256 }) => sha256))].toSorted();
  return createHash('sha256').update(contents.join('\n')).digest('hex');
}

function refusalWords({ refused }: SortedPoliceRows): string {
  return refused
    .map(({ name, refusal }) => `${name}: ${refusal.sentence} ${refusal.whatToDo}`)
    .join(' ');
}
