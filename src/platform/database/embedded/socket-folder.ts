import { chmod, chown, lstat, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { StartProblem } from './start-problem.ts';
import { canEnter, type Account } from './unprivileged-account.ts';

/** Only part of the socket's name: PostgreSQL listens to no network. */
export const SOCKET_PORT = 5432;

const PREFIX = 'breakwater-';
const SOCKET = `.s.PGSQL.${SOCKET_PORT}`;
// A socket's path may have 107 bytes on Linux and 103 on macOS.
const LONGEST_SOCKET_PATH = 103;

/** Makes a private folder with a short path for the server's socket, one for each start. */
export async function makeSocketFolder(account: Account | undefined): Promise<string> {
  for (const parent of [tmpdir(), '/tmp', '/var/tmp']) {
    if (!isUsable(parent, account)) continue;
    const folder = await tryMakingFolder(parent, account);
    if (folder !== undefined) return folder;
  }
  throw new StartProblem(
    `There is no temporary folder for the database's socket: neither ${tmpdir()} nor /tmp can be used.`,
    'Set TMPDIR to a folder with a short path that this account may write to.',
  );
}

function isUsable(parent: string, account: Account | undefined): boolean {
  const longest = join(parent, `${PREFIX}XXXXXX`, SOCKET);
  // PostgreSQL reads its list of socket folders with commas and quotes.
  const plain = /^[\w./+-]+$/.test(longest);
  return plain && Buffer.byteLength(longest) <= LONGEST_SOCKET_PATH && canEnter(account, parent);
}

async function tryMakingFolder(
  parent: string,
  account: Account | undefined,
): Promise<string | undefined> {
  try {
    const folder = await mkdtemp(join(parent, PREFIX));
    await chmod(folder, 0o700);
    if (account) await chown(folder, account.uid, account.gid);
    return folder;
  } catch {
    return undefined;
  }
}

/** Removes a socket folder we made, and nothing else: whatever is not ours in it keeps it in place. */
export async function removeSocketFolder(folder: string): Promise<void> {
  if (!new RegExp(`^${PREFIX}\\w{6}$`).test(basename(folder))) return;
  const found = await lstat(folder).catch(() => undefined);
  if (!found?.isDirectory()) return;
  await rm(join(folder, SOCKET), { force: true });
  await rm(join(folder, `${SOCKET}.lock`), { force: true });
  await rmdir(folder).catch(() => undefined);
}
