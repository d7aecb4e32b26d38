import {
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { explainFileError, findFileErrorCode } from './file-problem.ts';

const LARGEST_LOG = 16 * 1024 * 1024;
const LOOK_EVERY = 60_000;

/** What PostgreSQL says: this start's file, and the one before it. Neither grows past 16 MB for long. */
export type ServerLog = {
  readonly path: string;
  /** An open file to hand to the server as its output. */
  readonly descriptor: number;
  /** Everything said since `mark`, or since the log was opened. */
  read(): string;
  mark(): void;
  close(): void;
};

/** Opens a new log in the data folder and keeps the last one beside it. */
export function openServerLog(dataDirectory: string): ServerLog {
  const path = join(dataDirectory, 'postgres.log');
  const previous = join(dataDirectory, 'postgres.previous.log');
  const descriptor = openFresh(path, previous);
  let from = 0;
  const timer = setInterval(() => shorten(path, previous), LOOK_EVERY);
  timer.unref();
  return {
    path,
    descriptor,
    read: () => readFileSync(path).subarray(from).toString('utf8'),
    mark: () => {
      from = statSync(path).size;
    },
    close: () => {
      clearInterval(timer);
      closeSync(descriptor);
    },
  };
}

function openFresh(path: string, previous: string): number {
  try {
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0) renameSync(path, previous);
    return openSync(path, 'a', 0o600);
  } catch (error) {
    throw explainFileError(error, path);
  }
}

// The server appends, so after the file is cut it goes on from the start. Lines written between the copy
// and the cut are lost: the log is for people, the data is elsewhere.
function shorten(path: string, previous: string): void {
  try {
    if (statSync(path).size <= LARGEST_LOG) return;
    rmSync(previous, { force: true });
    copyFileSync(path, previous);
    truncateSync(path);
  } catch (error) {
    // A full disk must not end the service; cutting without a copy makes room.
    if (findFileErrorCode(error) === 'ENOSPC') truncateSync(path);
  }
}
