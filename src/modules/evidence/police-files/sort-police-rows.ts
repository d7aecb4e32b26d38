import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Analytics } from '#platform/analytics/analytics.ts';
import type { AnalyticsSession } from '#platform/analytics/analytics-session.ts';
import { writeParquet, type WrittenParquet } from '#platform/analytics/write-parquet.ts';
import {
  checkPoliceFile,
  type ReadableFile,
  type RefusedFile,
  type SentFile,
} from './check-police-file.ts';
import { fileNote, type FileNote } from './file-rules.ts';
import { findDuplicates, unitQuery, type UnitTally } from './find-duplicates.ts';
import type { RowExpectations } from './police-row.ts';
import { openQuarantineList, type QuarantineWriter } from './quarantine-list.ts';
import { RowsUnaccountedFor, stagePoliceFiles, type StagedFile } from './stage-police-files.ts';

export interface SortOrder {
  readonly analytics: Analytics;
  readonly files: readonly SentFile[];
  readonly expected: RowExpectations;
  /** A folder for this import alone, within what analytics may touch; running again overwrites. */
  readonly outDirectory: string;
  readonly onProgress?: (progress: SortProgress) => void;
  readonly signal?: AbortSignal;
}

export interface SortProgress {
  readonly step: 'checking' | 'reading' | 'writing';
  readonly done: number;
  readonly total: number;
}

/** Rows of the files that could be read. `read` is always the sum of the other three. */
export interface RowTally {
  readonly read: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly quarantined: number;
}

export interface SortedUnit extends UnitTally {
  readonly parquet: WrittenParquet;
}

export interface SortedFile extends RowTally, SentFile {
  readonly notes: readonly FileNote[];
}

export interface SortedPoliceRows {
  readonly rows: RowTally;
  readonly files: readonly SortedFile[];
  readonly refused: readonly RefusedFile[];
  readonly units: readonly SortedUnit[];
  readonly sharedCrimeIds: number;
  readonly noLocation: number;
  readonly noArea: number;
  readonly months: readonly string[];
  readonly forces: readonly string[];
  /** The list of rows set aside, for `readQuarantineList`. */
  readonly quarantinePath: string;
}

/**
 * Sorts every row of the files into accepted, duplicate or quarantined, and writes the accepted ones to one
 * Parquet file for each force and month. A file that is refused stops nothing: whether the others are to
 * count is for whoever asked. Throws RowsUnaccountedFor rather than give tallies that do not add up.
 */
export async function sortPoliceRows(order: SortOrder): Promise<SortedPoliceRows> {
  await mkdir(order.outDirectory, { recursive: true });
  const checked = await checkFiles(order);
  const { readable, repeats } = setRepeatsApart(checked);
  const refused = checked.filter((file) => file.kind === 'refused');
  const quarantinePath = join(order.outDirectory, 'quarantine.jsonl');
  const quarantine = await openQuarantineList(quarantinePath);
  const workDirectory = await mkdtemp(join(order.outDirectory, 'work-'));
  try {
    const sorted = await sortReadable(readable, { ...order, workDirectory, quarantine });
    await quarantine.close();
    const summary = summarise(sorted);
    const files = [...summary.files, ...repeats.map(describeRepeat)];
    return { ...summary, files, refused, quarantinePath };
  } catch (thrown) {
    await quarantine.close();
    throw thrown;
  } finally {
    await rm(workDirectory, { recursive: true, force: true });
  }
}

/** A file whose content came before in the same import must not count its rows twice. */
function setRepeatsApart(checked: readonly (ReadableFile | RefusedFile)[]) {
  const seen = new Set<string>();
  const readable: ReadableFile[] = [];
  const repeats: ReadableFile[] = [];
  for (const file of checked) {
    if (file.kind === 'refused') continue;
    (seen.has(file.contentSha256) ? repeats : readable).push(file);
    seen.add(file.contentSha256);
  }
  return { readable, repeats };
}

function describeRepeat({ path, name }: ReadableFile): SortedFile {
  const notes = [fileNote('same-content')];
  return { path, name, notes, read: 0, accepted: 0, duplicate: 0, quarantined: 0 };
}

type Sorted = { readonly files: readonly SortedFile[]; readonly units: readonly SortedUnit[] };

type WorkOrder = SortOrder & {
  readonly workDirectory: string;
  readonly quarantine: QuarantineWriter;
};

async function sortReadable(readable: readonly ReadableFile[], order: WorkOrder): Promise<Sorted> {
  const { analytics, onProgress, workDirectory } = order;
  const limits = order.signal ? { signal: order.signal } : {};
  onProgress?.({ step: 'reading', done: 0, total: readable.length });
  const [staging, duplicates] = await analytics.session(async (session) => {
    const staged = await stagePoliceFiles(readable, { ...order, session });
    if (staged.parts.length === 0) return [staged, undefined];
    return [staged, await findDuplicates(session, staged, workDirectory)];
  }, limits);
  onProgress?.({ step: 'reading', done: readable.length, total: readable.length });

  const units: SortedUnit[] = [];
  const total = duplicates?.units.length ?? 0;
  let done = 0;
  await twoAtATime(duplicates?.units ?? [], async (unit, index) => {
    if (!duplicates) return;
    units[index] = await analytics.session(async (session) => {
      const select = unitQuery(staging, duplicates, unit);
      return { ...unit, parquet: await writeUnit(session, unit, unitPath(order, index), select) };
    }, limits);
    onProgress?.({ step: 'writing', done: (done += 1), total });
  });
  const files = staging.files.map((file) =>
    describeFile(file, duplicates?.byFile.get(file.number) ?? 0),
  );
  return { files, units };
}

function unitPath(order: SortOrder, index: number): string {
  return join(order.outDirectory, `unit-${String(index + 1).padStart(5, '0')}.parquet`);
}

async function writeUnit(
  session: AnalyticsSession,
  unit: UnitTally,
  path: string,
  select: string,
): Promise<WrittenParquet> {
  const parameters = { force: unit.force, month: unit.month };
  const written = await writeParquet(session, { path, select, parameters });
  if (written.rows !== unit.accepted) {
    throw new RowsUnaccountedFor(
      `${unit.force} ${unit.month}: ${unit.accepted} rows accepted, ${written.rows} written.`,
    );
  }
  return written;
}

function describeFile(staged: StagedFile, duplicate: number): SortedFile {
  const { path, name, notes } = staged.file;
  const { read, kept, quarantined } = staged;
  return { path, name, notes, read, accepted: kept - duplicate, duplicate, quarantined };
}

/** Adds up files and units, which were counted apart, and insists that they agree. */
function summarise(sorted: Sorted) {
  const total = <Counted>(counted: readonly Counted[], count: (one: Counted) => number) =>
    counted.reduce((sum, one) => sum + count(one), 0);
  const { files, units } = sorted;
  const rows: RowTally = {
    read: total(files, (file) => file.read),
    accepted: total(units, (unit) => unit.parquet.rows),
    duplicate: total(units, (unit) => unit.duplicate),
    quarantined: total(files, (file) => file.quarantined),
  };
  if (rows.read !== rows.accepted + rows.duplicate + rows.quarantined) {
    throw new RowsUnaccountedFor(
      `${rows.read} rows read, but ${rows.accepted} accepted, ${rows.duplicate} duplicate and ` +
        `${rows.quarantined} quarantined.`,
    );
  }
  return {
    rows,
    files,
    units,
    sharedCrimeIds: total(units, (unit) => unit.sharedCrimeIds),
    noLocation: total(units, (unit) => unit.noLocation),
    noArea: total(units, (unit) => unit.noArea),
    months: [...new Set(units.map((unit) => unit.month))].toSorted(),
    forces: [...new Set(units.map((unit) => unit.force))].toSorted(),
  };
}

async function checkFiles(order: SortOrder): Promise<(ReadableFile | RefusedFile)[]> {
  const total = order.files.length;
  const checked: (ReadableFile | RefusedFile)[] = [];
  let done = 0;
  await twoAtATime(order.files, async (file, index) => {
    order.signal?.throwIfAborted();
    checked[index] = await checkPoliceFile(file, order.signal);
    order.onProgress?.({ step: 'checking', done: (done += 1), total });
  });
  return checked;
}

/** Two at a time, in order: unpacking, writing and flushing run beside this thread. Ends at the first failure. */
async function twoAtATime<Item>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const waiting = items.entries();
  let failed = false;
  const take = async () => {
    for (const [index, item] of waiting) {
      if (failed) return;
      await work(item, index);
    }
  };
  const ended = await Promise.allSettled(
    [take(), take()].map((taking) =>
      taking.catch((thrown: unknown) => {
        failed = true;
        throw thrown;
      }),
    ),
  );
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
}
