// The long form: npm run fuzz:import -- [--cases 100000] [--seed N] [--from N] [--quick].
// Ctrl-C ends it with what it has. --quick leaves out what the short form leaves out.
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
import type { CaseOutcome } from './run-case.ts';
import { openTally } from './tally.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Math.floor(performance.timeOrigin) % 1_000_000) },
    from: { type: 'string', default: '0' },
    quick: { type: 'boolean', default: false },
  },
});
const [cases, seed, first] = [values.cases, values.seed, values.from].map(Number) as [
  number,
  number,
  number,
];

/** A fresh process for so many cases, so that what one leaves behind in memory is seen and ends. */
const casesOfProcess = 1_000;
/** A process that is silent for so long hangs; a case has ten seconds of the processor. */
const silence = 60_000;
/** It takes longer to start than any case, on a machine that is busy with something else. */
const startPatience = 120_000;

/** A case over this many seconds is named as it ends. */
const slow = 2;

const tally = openTally(seed);
const found = { crashes: 0, hangs: 0 };
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
    next = (await runWorker({ seed, from: next, to, isThorough: !values.quick, address })) + 1;
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
for (const [end, sum] of tally.ends) {
  const each = ((sum.seconds / sum.cases) * 1000).toFixed(0);
  const ofProcessor = ((sum.processorSeconds / sum.cases) * 1000).toFixed(0);
  say(`  ${end}: ${sum.cases} cases, ${each} ms each (${ofProcessor} ms of the processor)`);
}
process.exitCode = tally.broken.length + found.crashes + found.hangs > 0 ? 1 : 0;

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
  const listen = (milliseconds: number): void => {
    clearTimeout(patience);
    patience = setTimeout(() => {
      isHanging = true;
      stop();
    }, milliseconds);
  };
  worker.on('message', (message: WorkerMessage) => {
    listen(silence);
    isOpen = message.kind === 'begun';
    if (message.kind === 'begun') last = message.index;
    else note(message.outcome);
  });
  listen(startPatience);
  const code = await new Promise<number | null>((resolve) => worker.once('exit', resolve));
  clearTimeout(patience);
  stopping.signal.removeEventListener('abort', stop);
  if (stopping.signal.aborted || (code === 0 && !isOpen)) return last;
  if (isHanging) found.hangs += 1;
  else found.crashes += 1;
  say(`Case ${last} of seed ${seed}: ${isHanging ? 'it hangs' : `the process ended with ${code}`}`);
  return last;
}

function note(outcome: CaseOutcome): void {
  const { index, kind, end, words, seconds, processorSeconds } = outcome;
  tally.add(outcome);
  if (words !== undefined) say(words);
  else if (seconds > slow) {
    const took = `${seconds.toFixed(1)} s, ${processorSeconds.toFixed(1)} s of the processor`;
    say(`Slow: case ${index}, ${kind} ${end}, ${took}`);
  }
}

function summary(): string {
  const took = ((performance.now() - began) / 1000).toFixed(0);
  const { crashes, hangs } = found;
  return (
    `${tally.inWords()} ${tally.broken.length} promises broken, ${crashes} crashes, ${hangs} hangs; ` +
    `${took} s altogether`
  );
}
