// The long form: npm run fuzz:import -- [--cases 100000] [--seed N] [--from N]. Ctrl-C ends it with what it has.
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { administratorConnection, type DatabaseAddress } from '#platform/database/connection.ts';
import { startPostgres } from '#platform/database/embedded/start-postgres.ts';
import { prepareDatabase } from '#platform/database/prepare-database.ts';
import type { WorkerMessage, WorkerOrder } from './fuzz-worker.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Math.floor(performance.timeOrigin) % 1_000_000) },
    from: { type: 'string', default: '0' },
  },
});
const [cases, seed, first] = [values.cases, values.seed, values.from].map(Number) as [
  number,
  number,
  number,
];

/** A fresh process for so many cases, so that what one leaves behind in memory is seen and ends. */
const casesOfProcess = 1_000;
/** A process that is silent for so long hangs; a case has ten seconds of its own. */
const silence = 20_000;

const found = {
  cases: 0,
  broken: 0,
  crashes: 0,
  hangs: 0,
  slowest: 0,
  slowestCase: 0,
  highestRss: 0,
};
const ends = new Map<string, { cases: number; milliseconds: number }>();
const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
process.once('SIGTERM', () => stopping.abort());

const say = (words: string): void => void process.stdout.write(`${words}\n`);
const began = performance.now();
const folder = await mkdtemp('/tmp/breakwater-fuzz-run-');
await chmod(folder, 0o711);
await mkdir(join(folder, 'data'), { mode: 0o711 });
const server = await startPostgres({
  dataDirectory: join(folder, 'data'),
  durability: 'throwaway',
  ifRunning: 'refuse',
});
try {
  const { socketDirectory, port, superuser } = server;
  const template: DatabaseAddress = {
    kind: 'embedded',
    socketDirectory,
    port,
    superuser,
    name: 'fuzz_template',
  };
  await prepareDatabase(template);
  let next = first;
  while (next < first + cases && !stopping.signal.aborted) {
    const to = Math.min(next + casesOfProcess, first + cases);
    const address = { ...template, name: `fuzz_${randomUUID().replaceAll('-', '')}` };
    await asAdministrator(
      `create database ${address.name} template fuzz_template owner breakwater_owner`,
    );
    next = (await runWorker({ seed, from: next, to, address })) + 1;
    await asAdministrator(`drop database ${address.name} with (force)`);
    say(summary());
  }

  async function asAdministrator(statement: string): Promise<void> {
    const administrator = new pg.Client(administratorConnection(template, 'postgres'));
    await administrator.connect();
    try {
      await administrator.query(statement);
    } finally {
      await administrator.end();
    }
  }
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
say(summary());
const lines = Array.from(
  ends,
  ([end, { cases: many, milliseconds }]) =>
    `  ${end}: ${many} cases, ${Math.round(milliseconds / many)} ms each`,
);
for (const line of lines.toSorted()) say(line);
process.exitCode = found.broken + found.crashes + found.hangs > 0 ? 1 : 0;

/** Runs cases in a process of their own; gives the last that began. */
async function runWorker(order: WorkerOrder): Promise<number> {
  const program = fileURLToPath(new URL('fuzz-worker.ts', import.meta.url));
  const worker = fork(program, [JSON.stringify(order)], {
    execArgv: ['--import', 'tsx'],
    // What a killed one leaves behind goes with the folder of the run.
    env: { ...process.env, TMPDIR: folder },
  });
  let last = order.from;
  let isOpen = false;
  let isHanging = false;
  let patience: NodeJS.Timeout | undefined;
  const stop = (): void => void worker.kill('SIGKILL');
  stopping.signal.addEventListener('abort', stop, { once: true });
  const listen = (): void => {
    clearTimeout(patience);
    patience = setTimeout(() => {
      isHanging = true;
      stop();
    }, silence);
  };
  worker.on('message', (message: WorkerMessage) => {
    listen();
    last = message.index;
    isOpen = message.kind === 'begun';
    note(message);
  });
  listen();
  const code = await new Promise<number | null>((resolve) => worker.once('exit', resolve));
  clearTimeout(patience);
  stopping.signal.removeEventListener('abort', stop);
  if (stopping.signal.aborted || (code === 0 && !isOpen)) return last;
  if (isHanging) found.hangs += 1;
  else found.crashes += 1;
  say(`Case ${last} of seed ${seed}: ${isHanging ? 'it hangs' : `the process ended with ${code}`}`);
  return last;
}

function note(message: WorkerMessage): void {
  if (message.kind === 'begun') return;
  found.cases += 1;
  if (message.kind === 'broken') {
    found.broken += 1;
    say(message.words);
    return;
  }
  const { cases: before, milliseconds } = ends.get(message.end) ?? { cases: 0, milliseconds: 0 };
  ends.set(message.end, {
    cases: before + 1,
    milliseconds: milliseconds + message.milliseconds,
  });
  found.highestRss = Math.max(found.highestRss, message.rss);
  if (message.milliseconds > found.slowest) {
    found.slowest = message.milliseconds;
    found.slowestCase = message.index;
  }
}

function summary(): string {
  const seconds = Math.round((performance.now() - began) / 1000);
  const { broken, crashes, hangs, slowest, slowestCase, highestRss } = found;
  return (
    `${found.cases} cases of seed ${seed} in ${seconds} s: ${broken} promises broken, ${crashes} crashes, ` +
    `${hangs} hangs; slowest ${Math.round(slowest)} ms (case ${slowestCase}), ` +
    `highest memory ${Math.round(highestRss / 1024 / 1024)} MB`
  );
}
