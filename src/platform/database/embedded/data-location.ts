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
export async function resolveDataDirectory(
  options: DataLocation & { say?: (sentence: string) => void },
): Promise<string> {
  const { folder, why } = await chooseFolder(options);
  if (why !== undefined) options.say?.(why);
  return openFolder(folder, options.databaseElsewhere !== true);
}

/** Whether something is kept there already, and where that is or would be. Makes no folder. */
export async function findData(
  location: DataLocation,
): Promise<{ folder: string; isThere: boolean }> {
  const { folder } = await chooseFolder(location);
  const kept = location.databaseElsewhere === true ? folder : clusterFolder(folder);
  return { folder, isThere: existsSync(kept) };
}

export type DataLocation = {
  explicit: string | undefined;
  projectRoot: string;
  databaseElsewhere?: boolean;
};

async function chooseFolder(location: DataLocation): Promise<{ folder: string; why?: string }> {
  const { explicit, projectRoot, databaseElsewhere } = location;
  if (explicit !== undefined && explicit !== '') return { folder: resolve(explicit) };
  const usual = join(projectRoot, 'var');
  if (databaseElsewhere === true) return { folder: usual };
  const account = chooseAccount(clusterFolder(usual));
  const closed = account && findClosedFolder(account, usual);
  if (!closed) return { folder: usual };
  const folder = join('/var/lib', `breakwater-${await shortHash(projectRoot)}`);
  const why = `The data is kept in ${folder}, because the account ${account.name}, which runs PostgreSQL, may not enter ${closed}.`;
  return { folder, why };
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
