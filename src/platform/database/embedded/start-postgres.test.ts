import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chooseAccount } from './unprivileged-account.ts';
import { listServerProcesses, sendSignal } from './server-processes.ts';
import { startPostgres, type PostgresServer } from './start-postgres.ts';
import { StartProblem } from './start-problem.ts';

// Each test takes up the folder the one before it has left, as a service does over its life.
let dataDirectory: string;
let cluster: string;
const open: PostgresServer[] = [];
const said: string[] = [];

beforeAll(async () => {
  dataDirectory = await mkdtemp('/tmp/breakwater-test-');
  await chmod(dataDirectory, 0o711);
  cluster = join(dataDirectory, 'postgres');
});
afterEach(async () => {
  for (const server of open.splice(0)) await server.stop();
  said.splice(0);
});
afterAll(() => rm(dataDirectory, { recursive: true, force: true }));

async function start(
  ifRunning: 'refuse' | 'join' = 'refuse',
  durability: 'durable' | 'throwaway' = 'throwaway',
): Promise<PostgresServer> {
  const say = (sentence: string): void => void said.push(sentence);
  const server = await startPostgres({ dataDirectory, durability, ifRunning, say });
  open.push(server);
  return server;
}

async function ask(server: PostgresServer, question: string): Promise<unknown> {
  const client = new Client({
    host: server.socketDirectory,
    port: server.port,
    user: server.superuser,
    database: 'postgres',
  });
  // The server may be stopped under a client on purpose.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(`select ${question} as answer`);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

async function problemOf(work: Promise<unknown>): Promise<StartProblem> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof StartProblem) return failure;
  throw new Error('There was no start problem.', { cause: failure });
}

describe('the first start', { timeout: 20_000 }, () => {
  it('clears away a first start that was killed half-way, and still makes a database', async () => {
    const half = join(dataDirectory, 'postgres.new-deadbeef');
    await mkdir(join(half, 'base'), { recursive: true });
    await writeFile(join(half, 'PG_VERSION'), '15\n');
    await startAndKillDuringInitdb();
    expect(await readdir(dataDirectory)).not.toContain('postgres');
    const server = await start();
    expect(await ask(server, '1')).toBe(1);
    const names = await readdir(dataDirectory);
    expect(names.filter((name) => name.startsWith('postgres.new-'))).toEqual([]);
  });

  it('has made a UTF-8 database with checksums that listens on a private socket only', async () => {
    const server = await start();
    expect(server.startedHere).toBe(true);
    expect(await ask(server, `current_setting('server_encoding')`)).toBe('UTF8');
    expect(await ask(server, `current_setting('data_checksums')`)).toBe('on');
    expect(await ask(server, `current_setting('listen_addresses')`)).toBe('');
    expect((await stat(server.socketDirectory)).mode & 0o777).toBe(0o700);
    expect((await stat(cluster)).uid).toBe(chooseAccount(cluster)?.uid ?? process.getuid?.());
  });

  async function startAndKillDuringInitdb(): Promise<void> {
    const program = [
      `import { startPostgres } from ${JSON.stringify(import.meta.resolve('./start-postgres.ts'))};`,
      `await startPostgres({ dataDirectory: ${JSON.stringify(dataDirectory)}, durability: 'durable', ifRunning: 'refuse' });`,
    ].join('\n');
    const child = spawn('node', ['--import', 'tsx', '--input-type=module', '-e', program]);
    const isMaking = async (): Promise<boolean> => {
      const names = await readdir(dataDirectory);
      const made = names.find((name) => /^postgres\.new-(?!deadbeef)/.test(name));
      return made !== undefined && listServerProcesses(join(dataDirectory, made)).length > 0;
    };
    await expect.poll(isMaking, { timeout: 10_000, interval: 5 }).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

describe('while the service runs', { timeout: 20_000 }, () => {
  it('refuses a second start on the same data, naming who has it', async () => {
    await start();
    const problem = await problemOf(start('refuse'));
    expect(problem.message).toBe(
      `Breakwater is already running on this data (process ${process.pid}, folder ${dataDirectory}).`,
    );
    expect(problem.whatToDo).toContain('DATA_DIR');
  });

  it('lets the command line join, and leave without stopping the server', async () => {
    const server = await start();
    const joined = await start('join');
    expect(joined.startedHere).toBe(false);
    expect(await ask(joined, `'joined'`)).toBe('joined');
    await joined.stop();
    expect(await ask(server, `'still there'`)).toBe('still there');
  });

  it('gives the data to exactly one of several that start at once', async () => {
    const starts = await Promise.allSettled([1, 2, 3, 4].map(() => start()));
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('tells when the server ends unasked, and starts again with what was saved', async () => {
    const server = await start('refuse', 'durable');
    await ask(server, `lo_from_bytea(4242, 'saved')`);
    for (const pid of listServerProcesses(cluster)) sendSignal(pid, 'SIGKILL');
    await server.stopped;
    await server.stop();
    const again = await start('refuse', 'durable');
    expect(await ask(again, `lo_get(4242)`)).toEqual(Buffer.from('saved'));
    expect(said.join(' ')).toContain('PostgreSQL has recovered');
  });
});

describe('stopping', { timeout: 20_000 }, () => {
  it('leaves no process, no socket and no claim, and may be asked for twice', async () => {
    const server = await start();
    await Promise.all([server.stop(), server.stop()]);
    await server.stopped;
    expect(listServerProcesses(cluster)).toEqual([]);
    await expect(stat(server.socketDirectory)).rejects.toThrow('ENOENT');
    expect(await readdir(join(dataDirectory, 'owner'))).toEqual([]);
    await start();
    expect(said).toEqual([]);
  });
});

describe('after a crash', { timeout: 20_000 }, () => {
  it('takes no notice of a claim whose process number now belongs to another process', async () => {
    const claim = JSON.stringify({
      state: 'serving',
      serverPid: process.ppid,
      socketDirectory: '/etc',
      port: 1,
    });
    await writeFile(join(dataDirectory, 'owner', `${process.ppid}_00000000-1.json`), claim);
    await writeFile(join(dataDirectory, 'owner', `${process.ppid}_00000000-1.part`), '{"sta');
    const server = await start('join');
    expect(server.startedHere).toBe(true);
    expect(await readdir(join(dataDirectory, 'owner'))).toHaveLength(1);
  });

  it('starts although the server’s own pid file names a living stranger', async () => {
    const stranger = spawn('sleep', ['60'], whoseAccount());
    await once(stranger, 'spawn');
    const lines = [stranger.pid, cluster, 1_700_000_000, 5432, '/tmp', '', '0 0', 'ready', ''];
    const file = join(cluster, 'postmaster.pid');
    await writeFile(file, lines.join('\n'));
    const account = chooseAccount(cluster);
    if (account) await chown(file, account.uid, account.gid);
    const server = await start();
    expect(await ask(server, '1')).toBe(1);
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
  });

  it('stops a server that a killed service has left behind, and takes over', async () => {
    const first = await start();
    const orphan = listServerProcesses(cluster);
    const [claim = ''] = await readdir(join(dataDirectory, 'owner'));
    await rm(join(dataDirectory, 'owner', claim));
    const second = await start();
    expect(said).toContain('A database server left over from the last run has been stopped.');
    expect(listServerProcesses(cluster).filter((pid) => orphan.includes(pid))).toEqual([]);
    expect(await ask(second, '1')).toBe(1);
    await first.stopped;
    await rm(first.socketDirectory, { recursive: true });
    open.splice(0, open.length, second);
  });

  function whoseAccount(): { uid?: number; gid?: number } {
    const account = chooseAccount(cluster);
    return account ? { uid: account.uid, gid: account.gid } : {};
  }
});

describe('a closed data folder', () => {
  it.runIf(process.getuid?.() === 0)('is refused before anything is made in it', async () => {
    const closed = await mkdtemp('/tmp/breakwater-test-');
    const refused = startPostgres({
      dataDirectory: closed,
      durability: 'durable',
      ifRunning: 'refuse',
    });
    expect((await problemOf(refused)).message).toContain(`may not enter ${closed}`);
    expect(await readdir(closed)).toEqual(['owner']);
    await rm(closed, { recursive: true });
  });
});

// Last, because it breaks the folder for good.
describe('a damaged data folder', { timeout: 20_000 }, () => {
  it('is refused in plain words, and left as it is', async () => {
    await rm(join(cluster, 'global', 'pg_control'));
    const broken = await problemOf(start());
    expect(broken.message).toContain('does not start');
    expect(broken.whatToDo).toContain(join(dataDirectory, 'postgres.log'));
    expect(broken.whatToDo).toContain('.damaged');

    await writeFile(join(cluster, 'PG_VERSION'), '14\n');
    expect((await problemOf(start())).message).toContain('made by PostgreSQL 14');

    await rm(join(cluster, 'PG_VERSION'));
    expect((await problemOf(start())).message).toContain('not a whole database');
    expect(await readdir(cluster)).toContain('base');
    expect(await readdir(join(dataDirectory, 'owner'))).toEqual([]);
  });
});
