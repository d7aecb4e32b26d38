import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { projectRoot } from '#platform/project-root.ts';
import type { Place } from './place.ts';

const STARTS_WITHIN = 60_000;

/** A copy of the service in a process and a process group of its own. */
export type ServiceCopy = {
  readonly process: ChildProcess;
  /** Its address once it is ready. Rejects, with what it said, when it ends before that or takes a minute. */
  readonly ready: Promise<{ address: string; milliseconds: number }>;
  /** Its exit code once it has ended; null when it was killed. */
  readonly ended: Promise<number | null>;
  said(): string;
  complained(): string;
  /** As Ctrl-C does: to every process of its group. */
  signalGroup(signal: NodeJS.Signals): void;
};

type CopyOptions = {
  readonly place: Place;
  readonly options?: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  /** The project to run; this one unless told. */
  readonly project?: string;
  /** What to run instead of the built service. */
  readonly command?: readonly [string, ...string[]];
  readonly account?: { uid: number; gid: number };
};

/** Starts the service on a port that is free, with its state and temporary files in `place`. */
export function startCopy(options: CopyOptions): ServiceCopy {
  const project = options.project ?? projectRoot;
  const [program, ...given] = options.command ?? [process.execPath, 'dist/main.js'];
  const started = performance.now();
  const child = spawn(program, [...given, ...(options.options ?? [])], {
    cwd: project,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentOf(options.place, options.environment),
    ...options.account,
  });
  let [said, complained] = ['', ''];
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const ready = new Promise<{ address: string; milliseconds: number }>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`${why}\n${said}${complained}`));
    const patience = setTimeout(() => fail('Not ready in a minute.'), STARTS_WITHIN);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const address = /^Breakwater is ready: (?<address>\S+)$/m.exec(said)?.groups?.['address'];
      if (address !== undefined) resolve({ address, milliseconds: performance.now() - started });
    });
    void ended.then(() => {
      clearTimeout(patience);
      fail('It ended before it was ready.');
    });
  });
  ready.catch(() => undefined); // a copy that is to be killed early is never waited for
  return {
    process: child,
    ready,
    ended,
    said: () => said,
    complained: () => complained,
    signalGroup: (signal) => void process.kill(-(child.pid ?? 0), signal),
  };
}

/** Runs a command of the command line on the same data and returns its JSON. */
export async function runCommand(place: Place, ...words: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['dist/command-line.js', ...words, '--json'],
    { cwd: projectRoot, env: environmentOf(place) },
  );
  return JSON.parse(stdout);
}

/** Asks the embedded server of a running copy, past the service. */
export async function ask<Row extends pg.QueryResultRow>(
  place: Place,
  question: string,
): Promise<Row[]> {
  const client = new pg.Client({
    host: await findSocketFolder(place),
    port: 5432,
    user: 'breakwater_admin',
    database: 'breakwater',
  });
  await client.connect();
  try {
    return (await client.query<Row>(question)).rows;
  } finally {
    await client.end();
  }
}

async function findSocketFolder(place: Place): Promise<string> {
  const owner = join(place.data, 'owner');
  for (const name of await readdir(owner)) {
    const claim: unknown = JSON.parse(await readFile(join(owner, name), 'utf8'));
    if (typeof claim === 'object' && claim !== null && 'socketDirectory' in claim) {
      return String(claim.socketDirectory);
    }
  }
  throw new Error('No copy is serving here.');
}

function environmentOf(place: Place, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  const own = { DATA_DIR: place.data, TMPDIR: place.temporary, PORT: '0' };
  return { PATH, HOME, ...own, ...more };
}
