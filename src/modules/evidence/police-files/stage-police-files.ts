import { join } from 'node:path';
import type { AnalyticsSession } from '#platform/analytics/analytics-session.ts';
import { AnalyticsFailed } from '#platform/analytics/analytics-errors.ts';
import { isPattern, quoteText } from '#platform/analytics/sql-text.ts';
import type { ReadableFile } from './check-police-file.ts';
import { policeColumns, type RowExpectations } from './police-row.ts';
import type { QuarantineWriter } from './quarantine-list.ts';
import { setRowsAside } from './set-rows-aside.ts';
import { stagingQuery, type AlikeFiles } from './staging-query.ts';

/** What became of the rows of one file before duplicates are looked for. */
export interface StagedFile {
  readonly file: ReadableFile;
  readonly number: number;
  readonly read: number;
  readonly kept: number;
  readonly quarantined: number;
  /** Where the line of each kept row is written down; undefined when the n-th stands on line n + 1. */
  readonly linesPath: string | undefined;
}

export interface Staging {
  readonly files: readonly StagedFile[];
  readonly parts: readonly StagedPart[];
}

/** A Parquet file that holds kept rows, and the numbers of the files whose rows in it count. */
export interface StagedPart {
  readonly path: string;
  readonly files: readonly number[];
  /** Whether the rows of every file in it count. */
  readonly whole: boolean;
}

export interface StagingOptions {
  readonly session: AnalyticsSession;
  /** An empty folder for what is needed on the way; whoever calls removes it. */
  readonly workDirectory: string;
  readonly quarantine: QuarantineWriter;
  readonly expected: RowExpectations;
  readonly signal?: AbortSignal;
}

/** The count of rows did not come out the same twice. Nothing may be made current from such an import. */
export class RowsUnaccountedFor extends Error {
  override readonly name = 'RowsUnaccountedFor';
}

/**
 * Reads every file into Parquet. The analytics engine reads them first, all rows at once; a file in which it
 * finds a faulty row, or another number of rows than the bytes hold, is read again row by row. So is one whose
 * rows cannot be found again by counting lines.
 */
export async function stagePoliceFiles(
  readable: readonly ReadableFile[],
  options: StagingOptions,
): Promise<Staging> {
  const numbered = readable.map((file, number) => ({ file, number }));
  const quick = numbered.filter(
    ({ file }) => file.plain && file.linePerRecord && !isPattern(file.path),
  );
  const quickParts = await stageAlike(quick, 'quick', options);
  const sound = new Set(quickParts.flatMap((part) => part.files));

  const files: StagedFile[] = [];
  const cleaned: NumberedFile[] = [];
  for (const { file, number } of numbered) {
    if (sound.has(number)) {
      const all = { read: file.rows, kept: file.rows, quarantined: 0 };
      files.push({ file, number, ...all, linesPath: undefined });
      continue;
    }
    const path = join(options.workDirectory, `clean-${number}.csv`);
    const linesPath = join(options.workDirectory, `lines-${number}.csv`);
    const separated = await setRowsAside(file, { path, linesPath }, options.quarantine, options);
    if (separated.read !== file.rows) {
      throw new RowsUnaccountedFor(
        `${file.name}: ${file.rows} rows by their bytes, ${separated.read} when read.`,
      );
    }
    files.push({ file, number, ...separated, linesPath });
    cleaned.push({ file: asClean(file, path, separated.kept), number });
  }
  const cleanParts = await stageAlike(
    cleaned.filter(({ file }) => file.rows > 0),
    'clean',
    options,
  );
  requireSound(
    cleaned,
    cleanParts.flatMap((part) => part.files),
  );
  const parts = [...quickParts, ...cleanParts].filter((part) => part.files.length > 0);
  return { files, parts };
}

interface NumberedFile {
  readonly file: ReadableFile;
  readonly number: number;
}

/** Stages files that are written alike together; those count that came out whole. */
async function stageAlike(files: readonly NumberedFile[], name: string, options: StagingOptions) {
  const parts: StagedPart[] = [];
  const groups = groupAlike(files);
  // Grows while it is walked: a group that cannot be read is taken apart.
  for (const group of groups) {
    options.signal?.throwIfAborted();
    const path = join(options.workDirectory, `${name}-${parts.length}.parquet`);
    try {
      await options.session.run(
        `copy (${stagingQuery(group.alike, options.expected)}) to ${quoteText(path)}
         (format parquet, compression lz4, row_group_size 20480)`,
      );
    } catch (thrown) {
      // The engine does not know every gzip that others write; a file alone is then read row by row.
      if (!(thrown instanceof AnalyticsFailed)) throw thrown;
      if (group.files.length > 1) groups.push(...group.files.flatMap((file) => groupAlike([file])));
      continue;
    }
    const counts = await options.session.rows<{ file: number; rows: number; faulty: number }>(
      `select file, count(*) as rows, count(*) filter (faulty) as faulty
       from read_parquet(${quoteText(path)}) group by file`,
    );
    const found = new Map(counts.map((count) => [count.file, count]));
    const sound = group.files.filter(({ file, number }) => {
      const count = found.get(number);
      return count?.rows === file.rows && count.faulty === 0;
    });
    const whole = sound.length === group.files.length;
    parts.push({ path, files: sound.map(({ number }) => number), whole });
  }
  return parts;
}

function groupAlike(files: readonly NumberedFile[]) {
  const groups = new Map<string, NumberedFile[]>();
  for (const numbered of files) {
    const { compression, columns, lineBreaks } = numbered.file;
    const key = [compression, lineBreaks, ...columns].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), numbered]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const alike: AlikeFiles = {
      columns: first.file.columns,
      compression: first.file.compression,
      lineBreaks: first.file.lineBreaks === 'windows' ? 'windows' : 'unix',
      paths: group.map(({ file }) => file.path),
      numbers: group.map(({ number }) => number),
    };
    return [{ files: group, alike }];
  });
}

function asClean(file: ReadableFile, path: string, rows: number): ReadableFile {
  return {
    ...file,
    path,
    rows,
    columns: policeColumns,
    compression: 'none',
    lineBreaks: 'unix',
    plain: true,
  };
}

function requireSound(cleaned: readonly NumberedFile[], sound: readonly number[]): void {
  const unsound = cleaned.filter(({ file, number }) => file.rows > 0 && !sound.includes(number));
  if (unsound.length === 0) return;
  const names = unsound.map(({ file }) => file.name).join(', ');
  throw new RowsUnaccountedFor(`The two readers do not agree about the rows of ${names}.`);
}
