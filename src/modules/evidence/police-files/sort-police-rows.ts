import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Analytics } from '#platform/analytics/analytics.ts';
import type { AnalyticsSession } from '#platform/analytics/analytics-session.ts';
import { writeParquet, type WrittenParquet } from '#platform/analytics/write-parquet.ts';
import type { CheckedFile, ReadableFile } from './check-police-file.ts';
import { fileNote, type FileNote } from './file-rules.ts';
import { listDuplicates, type DuplicateList } from './duplicate-list.ts';
import { findDuplicates, unitQuery, type UnitTally } from './find-duplicates.ts';
import type { RowExpectations } from './police-row.ts';
import { openQuarantineList, type QuarantineWriter } from './quarantine-list.ts';
import {
  RowsUnaccountedFor,
  stagePoliceFiles,
  type StagedFile,
  type Staging,
} from './stage-police-files.ts';
import { twoAtATime } from './two-at-a-time.ts';

export interface SortOrder {
  readonly analytics: Analytics;
  /** The files, as checking found them. */
  readonly files: readonly CheckedFile[];
  readonly expected: RowExpectations;
  /** A folder for this import alone, within what analytics may touch; running again overwrites. */
  readonly outDirectory: string;
  /** The most forces and months; more throw ImportRefused. */
  readonly mostUnits: number;
  readonly onProgress?: (progress: SortProgress) => void;
  readonly signal?: AbortSignal;
}

export interface SortProgress {
  readonly step: 'reading' | 'writing';
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

export interface SortedUnit extends Omit<UnitTally, 'files'> {
  readonly parquet: WrittenParquet;
  /** Rows set aside in the files that it came in. */
  readonly quarantinedBeside: number;
}

export interface SortedFile extends RowTally {
  /** Its place among the files of the order. */
  readonly index: number;
  readonly name: string;
  readonly notes: readonly FileNote[];
}

export interface SortedPoliceRows {
  readonly rows: RowTally;
  /** The files that were not refused, in their order. */
  readonly files: readonly SortedFile[];
  readonly units: readonly SortedUnit[];
  readonly sharedCrimeIds: number;
  readonly noLocation: number;
  readonly noArea: number;
  readonly months: readonly string[];
  readonly forces: readonly string[];
  /** The list of rows set aside, for `readQuarantineList`. */
  readonly quarantinePath: string;
  /** The list of duplicates, for `readDuplicateList`; undefined when there are none. */
  readonly duplicates: DuplicateList | undefined;
}

/**
 * Sorts every row of the files into accepted, duplicate or quarantined, and writes the accepted ones to one
 * Parquet file for each force and month. A refused file is passed over: whether the others are to count is for
 * whoever asked. Throws RowsUnaccountedFor rather than give tallies that do not add up.
 */
export async function sortPoliceRows(order: SortOrder): Promise<SortedPoliceRows> {
  await mkdir(order.outDirectory, { recursive: true });
  const { readable, repeats } = setRepeatsApart(order.files);
  const quarantinePath = join(order.outDirectory, 'quarantine.jsonl');
  const quarantine = await openQuarantineList(quarantinePath);
  const workDirectory = await mkdtemp(join(order.outDirectory, 'work-'));
  try {
    const sorted = await sortReadable(readable, { ...order, workDirectory, quarantine });
    await quarantine.close();
    const summary = summarise(sorted);
    const files = [...summary.files, ...repeats.map(describeRepeat)];
    return { ...summary, files: files.toSorted((a, b) => a.index - b.index), quarantinePath };
  } catch (thrown) {
    await quarantine.close();
    throw thrown;
  } finally {
    await rm(workDirectory, { recursive: true, force: true });
  }
}

interface Placed {
  readonly file: ReadableFile;
  readonly index: number;
}

interface Repeat extends Placed {
  readonly first: ReadableFile;
}

/** A file whose content came before in the same import must not count its rows twice. */
function setRepeatsApart(files: readonly CheckedFile[]) {
  const seen = new Map<string, ReadableFile>();
  const readable: Placed[] = [];
  const repeats: Repeat[] = [];
  for (const [index, file] of files.entries()) {
    if (file.kind === 'refused') continue;
    const first = seen.get(file.contentSha256);
    if (first) repeats.push({ file, index, first });
    else {
      readable.push({ file, index });
      seen.set(file.contentSha256, file);
    }
  }
  return { readable, repeats };
}

function describeRepeat({ file, index, first }: Repeat): SortedFile {
  const notes = [fileNote('same-content', `The other is ${first.name}.`)];
  return { index, name: file.name, notes, read: 0, accepted: 0, duplicate: 0, quarantined: 0 };
}

type Sorted = {
  readonly files: readonly SortedFile[];
  readonly units: readonly SortedUnit[];
  readonly duplicates: DuplicateList | undefined;
};

type WorkOrder = SortOrder & {
  readonly workDirectory: string;
  readonly quarantine: QuarantineWriter;
};

async function sortReadable(readable: readonly Placed[], order: WorkOrder): Promise<Sorted> {
  const { analytics, onProgress } = order;
  const limits = order.signal ? { signal: order.signal } : {};
  onProgress?.({ step: 'reading', done: 0, total: readable.length });
  const [staging, duplicates, list] = await analytics.session(async (session) => {
    const files = readable.map(({ file }) => file);
    const staged = await stagePoliceFiles(files, { ...order, session });
    if (staged.parts.length === 0) return [staged];
    const found = await findDuplicates(session, staged, order);
    if (found.byFile.size === 0) return [staged, found];
    const path = join(order.outDirectory, 'duplicates.parquet');
    return [staged, found, await listDuplicates(session, staged, path)];
  }, limits);
  onProgress?.({ step: 'reading', done: readable.length, total: readable.length });

  const units: SortedUnit[] = [];
  const total = duplicates?.units.length ?? 0;
  let done = 0;
  await twoAtATime(duplicates?.units ?? [], async ({ files: numbers, ...unit }, index) => {
    if (!duplicates) return;
    const parquet = await analytics.session(async (session) => {
      const select = unitQuery(staging, duplicates, unit);
      return writeUnit(session, unit, unitPath(order, index), select);
    }, limits);
    units[index] = { ...unit, parquet, quarantinedBeside: countBeside(staging, numbers) };
    onProgress?.({ step: 'writing', done: (done += 1), total });
  });
  const files = staging.files.map((file) =>
    describeFile(file, readable[file.number]?.index ?? 0, duplicates?.byFile.get(file.number) ?? 0),
  );
  return { files, units, duplicates: list };
}

function countBeside({ files }: Staging, numbers: string): number {
  const own = new Set(numbers.split(',').map(Number));
  return files
    .filter(({ number }) => own.has(number))
    .reduce((sum, { quarantined }) => sum + quarantined, 0);
}

function unitPath(order: SortOrder, index: number): string {
  return join(order.outDirectory, `unit-${String(index + 1).padStart(5, '0')}.parquet`);
}

async function writeUnit(
  session: AnalyticsSession,
  unit: Omit<UnitTally, 'files'>,
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

function describeFile(staged: StagedFile, index: number, duplicate: number): SortedFile {
  const { name, notes } = staged.file;
  const { read, kept, quarantined } = staged;
  return { index, name, notes, read, accepted: kept - duplicate, duplicate, quarantined };
}

/** Adds up files and units, which were counted apart, and insists that they agree. */
function summarise(sorted: Sorted) {
  const total = <Counted>(counted: readonly Counted[], count: (one: Counted) => number) =>
    counted.reduce((sum, one) => sum + count(one), 0);
  const { files, units, duplicates } = sorted;
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
    duplicates,
    sharedCrimeIds: total(units, (unit) => unit.sharedCrimeIds),
    noLocation: total(units, (unit) => unit.noLocation),
    noArea: total(units, (unit) => unit.noArea),
    months: [...new Set(units.map((unit) => unit.month))].toSorted(),
    forces: [...new Set(units.map((unit) => unit.force))].toSorted(),
  };
}
