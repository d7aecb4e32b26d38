import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { explainFailedCreation, programsDoNotRun } from './server-failure.ts';
import { runProgram } from './server-program.ts';
import type { Account } from './unprivileged-account.ts';

/** How sure a write must be: 'throwaway' is for tests, whose data need not outlive the machine. */
export type Durability = 'durable' | 'throwaway';

/** The role that owns the cluster. Only who may enter the socket folder can connect, and then as anybody. */
export const SUPERUSER = 'breakwater_admin';

/** Fills an empty folder with a new cluster: UTF-8, checksums, no connections over a network. */
export async function createCluster(
  folder: string,
  binaries: Binaries,
  account: Account | undefined,
  durability: Durability,
): Promise<void> {
  const settings = [
    '--encoding=UTF8',
    '--data-checksums',
    '--auth-local=trust',
    '--auth-host=reject',
    `--username=${SUPERUSER}`,
    ...(durability === 'throwaway' ? ['--no-sync'] : []),
    `--pgdata=${folder}`,
  ];
  const first = await runInitdb(folder, binaries, account, ['--locale=C.UTF-8', ...settings]);
  if (first.succeeded) return;
  // macOS and some small systems have no C.UTF-8; C sorts alike and takes UTF-8 as bytes.
  const lacksLocale = /invalid locale name/i.test(first.output);
  const second = lacksLocale ? await retryInitdb(['--locale=C', ...settings]) : first;
  if (second.succeeded) return;
  const dataDirectory = dirname(folder);
  throw explainFailedCreation({
    output: second.output,
    dataDirectory,
    cluster: join(dataDirectory, 'postgres'),
    log: join(dataDirectory, 'postgres.log'),
  });

  async function retryInitdb(args: string[]): Promise<Outcome> {
    for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
    return runInitdb(folder, binaries, account, args);
  }
}

type Outcome = { readonly succeeded: boolean; readonly output: string };

async function runInitdb(
  folder: string,
  binaries: Binaries,
  account: Account | undefined,
  args: readonly string[],
): Promise<Outcome> {
  // It works in the folder it fills, so that whatever is left of it after a kill can be found.
  const child = runProgram(binaries.initdb, args, {
    account,
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    whenParentDies: 'KILL',
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text));
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { succeeded: code === 0, output };
  } catch (error) {
    throw programsDoNotRun(`${binaries.initdb} cannot be started.`, error);
  }
}
