import { chmod, realpath } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { prepareBinaries, removeHalfMadeCopies } from './binaries.ts';
import { ensureCluster, removeHalfMadeClusters } from './cluster.ts';
import { SUPERUSER, type Durability } from './create-cluster.ts';
import { clusterFolder, refuseIfClosed } from './data-location.ts';
import { explainingFileErrors } from './file-problem.ts';
import { claimOwnership, type Owner, type Ownership } from './owner-claim.ts';
import { isServing, startServer, type RunningServer } from './server.ts';
import { openServerLog, type ServerLog } from './server-log.ts';
import { endServerProcesses } from './server-processes.ts';
import { makeSocketFolder, removeSocketFolder, SOCKET_PORT } from './socket-folder.ts';
import { StartProblem } from './start-problem.ts';
import { chooseAccount } from './unprivileged-account.ts';

const STARTING_MAY_TAKE = 120_000;

/** How to reach the server, and how to let go of it. */
export type PostgresServer = {
  readonly socketDirectory: string;
  readonly port: number;
  readonly superuser: string;
  /** False: this process has joined a server that another process of ours owns. */
  readonly startedHere: boolean;
  /** Resolves when the server has ended, for whatever reason. */
  readonly stopped: Promise<void>;
  /** Stops a server started here and waits for it; leaves a joined one alone. May be called twice. */
  stop(): Promise<void>;
};

type StartOptions = {
  /** The whole data folder, which must exist; the cluster lives in `postgres` inside it. */
  dataDirectory: string;
  /** 'throwaway' turns every safety off, for tests. */
  durability: Durability;
  /** What to do when another process holds the data. */
  ifRunning: 'refuse' | 'join';
  /** Hears what the operator should know. */
  say?: (sentence: string) => void;
  /** Gives up a start that is under way; whatever was started is stopped first. */
  signal?: AbortSignal | undefined;
};

/** Starts the embedded PostgreSQL, or joins the one that runs. Throws a StartProblem its operator can mend. */
export async function startPostgres(options: StartOptions): Promise<PostgresServer> {
  const dataDirectory = await explainingFileErrors(options.dataDirectory, () =>
    realpath(options.dataDirectory),
  );
  const deadline = performance.now() + STARTING_MAY_TAKE;
  for (;;) {
    options.signal?.throwIfAborted();
    const claimed = await claimOwnership(dataDirectory);
    if ('ownership' in claimed) return startOwned(dataDirectory, claimed.ownership, options);
    const joined = options.ifRunning === 'join' ? joinServer(claimed.owner) : undefined;
    if (joined) return joined;
    const mayPass = options.ifRunning === 'join' || claimed.owner.state === 'stopping';
    if (!mayPass || performance.now() > deadline)
      throw alreadyRunning(claimed.owner, dataDirectory);
    await pause(50);
  }
}

async function startOwned(
  dataDirectory: string,
  ownership: Ownership,
  options: StartOptions,
): Promise<PostgresServer> {
  const say = options.say ?? (() => undefined);
  const { durability, signal } = options;
  const cluster = clusterFolder(dataDirectory);
  const account = chooseAccount(cluster);
  let socketDirectory: string | undefined;
  let log: ServerLog | undefined;
  try {
    // A test's temporary folder is private to whoever made it; nothing in it needs guarding.
    if (durability === 'throwaway' && account) await chmod(dataDirectory, 0o711);
    refuseIfClosed(dataDirectory);
    await clearUp(dataDirectory, ownership, say);
    const binaries = await prepareBinaries(dataDirectory, account);
    await ensureCluster(dataDirectory, binaries, account, durability);
    socketDirectory = await makeSocketFolder(account);
    await ownership.record({ state: 'starting', socketDirectory });
    log = openServerLog(dataDirectory);
    const place = {
      dataDirectory,
      cluster,
      socketDirectory,
      binaries,
      account,
      durability,
      log,
      say,
      signal,
    };
    const server = await startServer(place);
    if (/automatic recovery in progress/.test(log.read())) {
      say(
        'The last stop was not a clean one. PostgreSQL has recovered: everything that was saved is there.',
      );
    }
    const reach = { socketDirectory, port: SOCKET_PORT };
    await ownership.record({ state: 'serving', serverPid: server.pid, ...reach });
    return own(server, ownership, log, reach);
  } catch (error) {
    // Whatever failed, nothing of ours is left behind that could trap the next start.
    await endServerProcesses(cluster).catch(() => false);
    if (socketDirectory !== undefined) await removeSocketFolder(socketDirectory);
    log?.close();
    await ownership.release();
    throw error;
  }
}

async function clearUp(
  dataDirectory: string,
  ownership: Ownership,
  say: (sentence: string) => void,
): Promise<void> {
  if (await endServerProcesses(clusterFolder(dataDirectory))) {
    say('A database server left over from the last run has been stopped.');
  }
  for (const folder of ownership.leftSocketDirectories) await removeSocketFolder(folder);
  await explainingFileErrors(dataDirectory, async () => {
    await removeHalfMadeClusters(dataDirectory);
    await removeHalfMadeCopies(dataDirectory);
  });
}

function own(
  server: RunningServer,
  ownership: Ownership,
  log: ServerLog,
  reach: { socketDirectory: string; port: number },
): PostgresServer {
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    // A full disk must not keep the server from stopping; the claim only tells others to wait.
    await ownership.record({ state: 'stopping', ...reach }).catch(() => undefined);
    await server.stop();
    await removeSocketFolder(reach.socketDirectory);
    log.close();
    await ownership.release();
  };
  return {
    ...reach,
    superuser: SUPERUSER,
    startedHere: true,
    stopped: server.ended,
    stop: () => (stopping ??= stop()),
  };
}

function joinServer(owner: Owner): PostgresServer | undefined {
  const { state, socketDirectory, port, serverPid } = owner;
  const serves = state === 'serving' && isServing(serverPid);
  if (!serves || socketDirectory === undefined || port === undefined) return undefined;
  return {
    socketDirectory,
    port,
    superuser: SUPERUSER,
    startedHere: false,
    stopped: waitForEnd(serverPid),
    stop: () => Promise.resolve(),
  };
}

async function waitForEnd(serverPid: number | undefined): Promise<void> {
  while (isServing(serverPid)) await pause(500, undefined, { ref: false });
}

function alreadyRunning(owner: Owner, dataDirectory: string): StartProblem {
  return new StartProblem(
    `Breakwater is already running on this data (process ${owner.pid}, folder ${dataDirectory}).`,
    `Use the one that is running, or stop it first (Ctrl-C in its window, or kill ${owner.pid}). For a second copy, set DATA_DIR to another folder and PORT to another port.`,
  );
}
