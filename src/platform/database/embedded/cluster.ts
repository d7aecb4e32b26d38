import { randomBytes } from 'node:crypto';
import {
  lstat,
  mkdir,
  lchown,
  open,
  readFile,
  readdir,
  rename,
  rm,
  rmdir,
  stat,
} from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { clusterFolder } from './data-location.ts';
import { explainingFileErrors } from './file-problem.ts';
import { createCluster, type Durability } from './create-cluster.ts';
import { damagedCluster } from './server-failure.ts';
import { killServerProcesses } from './server-processes.ts';
import { StartProblem } from './start-problem.ts';
import type { Account } from './unprivileged-account.ts';

const HALF_MADE = 'postgres.new-';

/**
 * Makes sure the data folder holds a cluster of our major version, owned by the account that runs it.
 * A new one is made beside its place and renamed, so that a killed start never leaves half of one there.
 */
export async function ensureCluster(
  dataDirectory: string,
  binaries: Binaries,
  account: Account | undefined,
  durability: Durability,
): Promise<void> {
  const cluster = clusterFolder(dataDirectory);
  if (await holdsSomething(cluster)) {
    await refuseUnusable(cluster, binaries.major);
    await settleOwner(cluster, account);
    return;
  }
  const beside = join(dataDirectory, `${HALF_MADE}${randomBytes(4).toString('hex')}`);
  await explainingFileErrors(dataDirectory, async () => {
    await mkdir(beside, { mode: 0o700 });
    if (account) await lchown(beside, account.uid, account.gid);
  });
  try {
    await createCluster(beside, binaries, account, durability);
    await explainingFileErrors(dataDirectory, async () => {
      await rename(beside, cluster);
      await syncFolder(dataDirectory);
    });
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw error;
  }
}

/** Removes clusters that a killed first start left half-made. Only the owner of the data may call this. */
export async function removeHalfMadeClusters(dataDirectory: string): Promise<void> {
  for (const name of await readdir(dataDirectory)) {
    if (!name.startsWith(HALF_MADE)) continue;
    const folder = join(dataDirectory, name);
    await killServerProcesses(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function holdsSomething(cluster: string): Promise<boolean> {
  const found = await lstat(cluster).catch(() => undefined);
  if (found === undefined) return false;
  return explainingFileErrors(cluster, async () => {
    if ((await readdir(cluster)).length > 0) return true;
    await rmdir(cluster);
    return false;
  });
}

async function refuseUnusable(cluster: string, major: string): Promise<void> {
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version === undefined) {
    throw damagedCluster(cluster, `${cluster} is not a whole database: its PG_VERSION is missing.`);
  }
  if (version.trim() === major) return;
  throw new StartProblem(
    `The database in ${cluster} was made by PostgreSQL ${version.trim().slice(0, 20) || '(unknown)'}; Breakwater runs PostgreSQL ${major}.`,
    'Start it with the release of Breakwater that made it, make a backup there, and put it back here; or set DATA_DIR to another folder.',
  );
}

async function settleOwner(cluster: string, account: Account | undefined): Promise<void> {
  const { uid } = await stat(cluster);
  if (account) {
    // A folder put back by root from a copy belongs to root, and PostgreSQL would refuse it.
    if (uid === 0) await giveTo(account, cluster);
  } else if (uid !== process.getuid?.()) {
    throw new StartProblem(
      `The database in ${cluster} belongs to another account (${uid}).`,
      'Start Breakwater as that account (or as root, if root made it), or set DATA_DIR to a folder of your own.',
    );
  }
}

async function giveTo(account: Account, path: string): Promise<void> {
  await lchown(path, account.uid, account.gid);
  if (!(await lstat(path)).isDirectory()) return;
  for (const name of await readdir(path)) await giveTo(account, join(path, name));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
