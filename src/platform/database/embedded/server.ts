import type { ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import type { Durability } from './create-cluster.ts';
import { findProcessBirth } from './process-birth.ts';
import { explainFailure, isPassing, programsDoNotRun } from './server-failure.ts';
import type { ServerLog } from './server-log.ts';
import {
  endServerProcesses,
  findPostmaster,
  listServerProcesses,
  sendSignal,
} from './server-processes.ts';
import { runProgram } from './server-program.ts';
import { SOCKET_PORT } from './socket-folder.ts';
import { StartProblem } from './start-problem.ts';
import type { Account } from './unprivileged-account.ts';

const RETRY_FOR = 20_000;
const RECOVERY_MAY_TAKE = 30 * 60_000;
const SAY_EVERY = 10_000;

/** A server this process has started. */
export type RunningServer = {
  readonly pid: number;
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
};

/** What a server needs to start. */
type ServerPlace = {
  readonly dataDirectory: string;
  readonly cluster: string;
  readonly socketDirectory: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  readonly durability: Durability;
  readonly log: ServerLog;
  readonly say: (sentence: string) => void;
  readonly signal: AbortSignal | undefined;
};

/** Starts the server and waits until it takes connections, through a crash recovery if need be. */
export async function startServer(place: ServerPlace): Promise<RunningServer> {
  const deadline = performance.now() + RETRY_FOR;
  for (;;) {
    forgetEndedPostmaster(place.cluster);
    place.log.mark();
    const server = launch(place);
    if (await isReady(server, place)) return server;
    const output = place.log.read();
    if (!isPassing(output) || performance.now() > deadline) {
      const { dataDirectory, cluster, log } = place;
      throw explainFailure({ output, dataDirectory, cluster, log: log.path });
    }
    await pause(200);
    await endServerProcesses(place.cluster);
  }
}

/*
 * PostgreSQL trusts its pid file if any process has that number: a zombie nobody collects, or a stranger
 * the number was given to since. We own the data, and know that no PostgreSQL works in the folder.
 */
function forgetEndedPostmaster(cluster: string): void {
  const named = findPostmaster(cluster);
  if (named === undefined || !hasProcess(named) || listServerProcesses(cluster).length > 0) return;
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

function hasProcess(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

type LaunchedServer = RunningServer & { hasEnded(): boolean; trouble(): Error | undefined };

function launch(place: ServerPlace): LaunchedServer {
  const { binaries, account, cluster, log } = place;
  const child = runProgram(binaries.postgres, listArguments(place), {
    account,
    cwd: cluster,
    stdio: ['ignore', log.descriptor, log.descriptor],
    whenParentDies: 'INT',
  });
  let trouble: Error | undefined;
  let hasEnded = false;
  // Where no signal follows our death, an ordinary exit at least takes the server along.
  const endWithUs = (): void => void child.kill('SIGINT');
  process.once('exit', endWithUs);
  const ended = new Promise<void>((resolve) => {
    const end = (error?: Error): void => {
      hasEnded = true;
      trouble = error;
      process.off('exit', endWithUs);
      resolve();
    };
    child.once('exit', () => end());
    child.once('error', end);
  });
  child.unref();
  return {
    pid: child.pid ?? 0,
    ended,
    hasEnded: () => hasEnded,
    trouble: () => trouble,
    stop: () => stopServer(child, ended, cluster),
  };
}

async function stopServer(
  child: ChildProcess,
  ended: Promise<void>,
  cluster: string,
): Promise<void> {
  child.ref();
  if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    for (const [signal, milliseconds] of [
      ['SIGINT', 30_000],
      ['SIGQUIT', 5000],
    ] as const) {
      sendSignal(child.pid, signal);
      const patience = new AbortController();
      const ends = ended.then(() => true);
      const waits = pause(milliseconds, false, { signal: patience.signal }).catch(() => false);
      const stopped = await Promise.race([ends, waits]);
      patience.abort();
      if (stopped) break;
    }
  }
  await endServerProcesses(cluster);
}

async function isReady(server: LaunchedServer, place: ServerPlace): Promise<boolean> {
  const started = performance.now();
  let said = started;
  while (!server.hasEnded()) {
    if (place.signal?.aborted) {
      await server.stop();
      place.signal.throwIfAborted();
    }
    if (saysReady(place.cluster, server.pid)) return true;
    const now = performance.now();
    if (now - said > SAY_EVERY) {
      said = now;
      place.say('PostgreSQL is still starting. After a crash it may need some minutes to recover.');
    }
    if (now - started > RECOVERY_MAY_TAKE) {
      await server.stop();
      throw new StartProblem(
        'PostgreSQL has not finished starting in 30 minutes.',
        `Read ${place.log.path}.`,
      );
    }
    await pause(10);
  }
  const trouble = server.trouble();
  if (trouble) throw programsDoNotRun('its server cannot be started.', trouble);
  return false;
}

// The eighth line of the pid file is the server's own word on how far it has come.
function saysReady(cluster: string, pid: number): boolean {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

function listArguments({ cluster, socketDirectory, durability }: ServerPlace): string[] {
  const settings = {
    listen_addresses: '',
    port: SOCKET_PORT,
    unix_socket_directories: socketDirectory,
    unix_socket_permissions: '0700',
    max_connections: 60,
    shared_buffers: '128MB',
    huge_pages: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    // The log is not a second home for personal data: no statements, and no values from failed rows.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durability === 'throwaway' && {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
    }),
  };
  return [
    '-D',
    cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/** Whether the process that was serving is still there. */
export function isServing(pid: number | undefined): boolean {
  return pid !== undefined && findProcessBirth(pid) !== undefined;
}
