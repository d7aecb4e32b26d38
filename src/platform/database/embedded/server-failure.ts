import { fullDisk } from './file-problem.ts';
import { StartProblem } from './start-problem.ts';

const USE_A_SERVER = 'set DATABASE_URL to a PostgreSQL 15 server';

/** What PostgreSQL said when it failed, and where. */
type Failure = {
  readonly output: string;
  readonly dataDirectory: string;
  readonly cluster: string;
  readonly log: string;
};

/** Whether the failure passes by itself: an ended server that the system has not quite let go of. */
export function isPassing(output: string): boolean {
  return /lock file "[^"]*" already exists|pre-existing shared memory block|data directory .* in use|could not (?:create|bind).*address already in use/i.test(
    output,
  );
}

/** Turns what PostgreSQL's programs said into a problem their operator can mend. */
export function explainFailure(failure: Failure): StartProblem {
  return explainMachine(failure) ?? explainDamage(failure);
}

/** The same for a new cluster, of which nothing has been kept and nothing can be damaged. */
export function explainFailedCreation(failure: Failure): StartProblem {
  const whatIsWrong = `A new database could not be made in ${failure.dataDirectory}: ${firstFailure(failure.output)}`;
  return (
    explainMachine(failure) ??
    new StartProblem(
      whatIsWrong,
      `Mend that and start again, or ${USE_A_SERVER}. Nothing was kept of it.`,
    )
  );
}

function explainMachine({ output, dataDirectory }: Failure): StartProblem | undefined {
  if (/could not \w+[^\n]*(?:shared memory|semaphore)|Cannot allocate memory/i.test(output)) {
    return new StartProblem(
      `There is not enough memory for PostgreSQL on this machine: ${firstFailure(output)}`,
      `Give the machine or container more memory (512 MB is enough to start), or ${USE_A_SERVER}.`,
    );
  }
  if (/No space left on device|Disk quota exceeded|wrote only \d+ of \d+ bytes/i.test(output))
    return fullDisk(dataDirectory);
  if (
    /error while loading shared libraries|Library not loaded|GLIBC_|symbol lookup error/i.test(
      output,
    )
  ) {
    return programsDoNotRun(firstFailure(output));
  }
  if (/Read-only file system/i.test(output)) {
    return new StartProblem(
      `${dataDirectory} is on a disk that can only be read.`,
      'Set DATA_DIR to a folder that can be written to.',
    );
  }
  if (/Permission denied|wrong ownership|Operation not permitted/i.test(output)) {
    return new StartProblem(
      `PostgreSQL may not use its files in ${dataDirectory}: ${firstFailure(output)}`,
      'Start as the account that made the folder, or set DATA_DIR to another folder.',
    );
  }
  return undefined;
}

function explainDamage({ output, cluster, log }: Failure): StartProblem {
  return damagedCluster(
    cluster,
    `The database in ${cluster} does not start: ${firstFailure(output)}`,
    log,
  );
}

/** The problem of a cluster that cannot be used as it is. Nothing of it is ever deleted by us. */
export function damagedCluster(cluster: string, whatIsWrong: string, log?: string): StartProblem {
  const read = log === undefined ? '' : `Read ${log} for what happened. `;
  return new StartProblem(
    whatIsWrong,
    `${read}Put a backup back, or to start afresh move the whole data folder ${folderOf(cluster)} away, for example to ${folderOf(cluster)}.damaged, and start again. Breakwater deletes nothing.`,
  );
}

function folderOf(cluster: string): string {
  return cluster.replace(/\/postgres$/, '');
}

/** The problem of programs that are there and do not run on this machine. */
export function programsDoNotRun(why: string, cause?: unknown): StartProblem {
  return new StartProblem(
    `The PostgreSQL that npm brought does not run on this machine: ${why}`,
    `It needs a Linux with glibc and libstdc++ (Debian, Ubuntu, Fedora; not Alpine), or macOS. Install what is missing, or ${USE_A_SERVER}.`,
    { cause },
  );
}

// The first line that says what went wrong, without its time and process number.
function firstFailure(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const told =
    lines.find((line) => /FATAL|PANIC|error:|ERROR/.test(line)) ??
    lines.findLast((line) => line !== '');
  return told?.replace(/^.*?(?:FATAL|PANIC|ERROR):\s+/, '') ?? 'it said nothing.';
}
