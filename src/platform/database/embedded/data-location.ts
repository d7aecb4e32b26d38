import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { explainingFileErrors, findFileErrorCode } from './file-problem.ts';
import { StartProblem } from './start-problem.ts';
import { chooseAccount, findClosedFolder, listParents } from './unprivileged-account.ts';

// PostgreSQL keeps paths in 1,024 bytes and adds its own file names to ours.
const LONGEST_PATH = 800;

/** Where the cluster lives inside the data folder. */
export function clusterFolder(dataDirectory: string): string {
  return join(dataDirectory, 'postgres');
}

/**
 * Where state lives: an explicit folder as given, else `var` in the project, else, when we are root and
 * PostgreSQL's account cannot get there, a folder of this copy's own under /var/lib, saying so.
 * The folder exists and can be written to when this returns; a StartProblem says why it cannot.
 * With `databaseElsewhere` no PostgreSQL of ours lives there, so nobody but this account need get there.
 */
export async function resolveDataDirectory(options: {
  explicit: string | undefined;
  projectRoot: string;
  databaseElsewhere?: boolean;
  say?: (sentence: string) => void;
}): Promise<string> {
  const { explicit, databaseElsewhere } = options;
  const holdsDatabase = databaseElsewhere !== true;
  if (explicit !== undefined && explicit !== '') {
    return openFolder(resolve(explicit), holdsDatabase);
  }
  const usual = join(options.projectRoot, 'var');
  if (!holdsDatabase) return openFolder(usual, holdsDatabase);
  const account = chooseAccount(clusterFolder(usual));
  const closed = account && findClosedFolder(account, usual);
  if (!closed) return openFolder(usual, holdsDatabase);
  const elsewhere = join('/var/lib', `breakwater-${await shortHash(options.projectRoot)}`);
  options.say?.(
    `The data is kept in ${elsewhere}, because the account ${account.name}, which runs PostgreSQL, may not enter ${closed}.`,
  );
  return openFolder(elsewhere, holdsDatabase);
}

async function shortHash(folder: string): Promise<string> {
  return createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 8);
}

async function openFolder(folder: string, holdsDatabase: boolean): Promise<string> {
  if (Buffer.byteLength(folder) > LONGEST_PATH) {
    throw new StartProblem(
      `The path of the data folder is too long for PostgreSQL (more than ${LONGEST_PATH} bytes).`,
      'Set DATA_DIR to a folder with a shorter path.',
    );
  }
  if (holdsDatabase) refuseIfClosed(folder);
  return explainingFileErrors(folder, async () => {
    const isShared = holdsDatabase && process.getuid?.() === 0;
    await makeFolder(folder, isShared ? 0o711 : 0o700);
    if (holdsDatabase) refuseIfClosed(folder);
    const probe = join(folder, `.write-check-${process.pid}`);
    try {
      await writeFile(probe, Buffer.alloc(65_536));
    } finally {
      await rm(probe, { force: true });
    }
    return realpath(folder);
  });
}

// As root the folder lets PostgreSQL's account pass through, and shows it nothing else. One folder at a
// time, because Node's own recursive way never ends where a folder exists and takes none, as in /proc.
async function makeFolder(folder: string, mode: number): Promise<void> {
  for (const parent of listParents(folder)) {
    if (!existsSync(parent)) await makeOne(parent, mode);
  }
  await readdir(folder);
}

async function makeOne(folder: string, mode: number): Promise<void> {
  try {
    await mkdir(folder);
    await chmod(folder, mode); // whatever the umask is
  } catch (error) {
    // Another start may have made it in between.
    if (findFileErrorCode(error) !== 'EEXIST') throw error;
  }
}

/** Throws a StartProblem when PostgreSQL's account may not enter the folder, naming what stops it. */
export function refuseIfClosed(folder: string): void {
  const account = chooseAccount(clusterFolder(folder));
  const closed = account && findClosedFolder(account, folder);
  if (!closed) return;
  throw new StartProblem(
    `The data folder ${folder} cannot be used: the account ${account.name}, which runs PostgreSQL, may not enter ${closed}.`,
    `Set DATA_DIR to a folder outside ${closed}, or let other accounts pass through it (chmod o+x ${closed}).`,
  );
}
