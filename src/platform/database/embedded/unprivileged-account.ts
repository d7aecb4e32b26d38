import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, type Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StartProblem } from './start-problem.ts';

/** The account PostgreSQL runs under when the service is root: PostgreSQL refuses to run as root. */
export type Account = { readonly uid: number; readonly gid: number; readonly name: string };

const NOBODY: Account = { uid: 65_534, gid: 65_534, name: 'nobody' };

/**
 * The account to run PostgreSQL under: undefined (our own) unless we are root. As root it is the owner
 * of an existing cluster, so that a later change of accounts strands nobody; else `postgres`, else nobody.
 */
export function chooseAccount(cluster: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owned = statIfReached(cluster);
  if (owned !== undefined && owned.uid !== 0) {
    return {
      uid: owned.uid,
      gid: owned.gid,
      name: findAccount((a) => a.uid === owned.uid)?.name ?? String(owned.uid),
    };
  }
  return findAccount((account) => account.name === 'postgres' && account.uid !== 0) ?? NOBODY;
}

function statIfReached(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // a file is in the way
  }
}

function findAccount(matches: (account: Account) => boolean): Account | undefined {
  if (!existsSync('/etc/passwd')) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  return accounts
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .find(
      (account) =>
        Number.isSafeInteger(account.uid) && Number.isSafeInteger(account.gid) && matches(account),
    );
}

/** Whether the account may enter the folder, tried by entering it: modes alone do not tell. */
export function canEnter(account: Account | undefined, folder: string): boolean {
  const tried = spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], {
    cwd: '/',
    stdio: 'ignore',
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  if (tried.error && account) throw cannotBecome(account, tried.error);
  return tried.status === 0;
}

/** The outermost existing folder on the way to `path` that the account may not enter, if any. */
export function findClosedFolder(account: Account | undefined, path: string): string | undefined {
  const ways = listParents(resolve(path)).filter((folder) => statIfReached(folder)?.isDirectory());
  const last = ways.at(-1);
  if (last === undefined || canEnter(account, last)) return undefined;
  return ways.find((folder) => !canEnter(account, folder));
}

/** The folders on the way to a path, from the root to the path itself. */
export function listParents(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...listParents(parent), path];
}

/** The problem of a root that may not become anybody else, as in some containers. */
export function cannotBecome(account: Account, cause: unknown): StartProblem {
  return new StartProblem(
    `PostgreSQL does not run as root, and this machine does not let it run as the account ${account.name} (${account.uid}).`,
    'Start Breakwater as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
    { cause },
  );
}
