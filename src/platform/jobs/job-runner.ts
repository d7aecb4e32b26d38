import { setTimeout as wait } from 'node:timers/promises';
import { Logger, run, type JobHelpers, type TaskList } from 'graphile-worker';
import pg from 'pg';
import { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import { connectionFor } from '#platform/database/connection.ts';
import type { Database } from '#platform/database/database.ts';
import type { Log } from '#platform/log.ts';
import { JobRefused, type Task } from './job-run.ts';
import { findJobRun, markDone, markFailed, markProgress, markStarted } from './job-store.ts';
import { keepWorkersAlive, usualLease } from './worker-lease.ts';

const principal = { kind: 'system', name: 'jobs' } as const;
/** A job that fails by our fault is tried this often; one that is only interrupted goes on longer. */
const triesOfAFault = 3;
const triesInAll = 10;
/** A job that does not stop when told is left for the next start, which takes it up again. */
const patienceWithJobs = 6_000;
const ourFault = 'Something went wrong on our side. Nothing was changed.';

const Payload = z.object({ runId: z.uuid(), payload: z.unknown() });

export type JobRunner = {
  stop(): Promise<void>;
  /** Resolves when the last job has let go, which may be some seconds after a stop gave up on it. */
  ended: Promise<void>;
};

/**
 * Runs queued jobs in this process until stopped. A job that a killed process was running is taken
 * up again: at once where this process is the only one (`alone`), else when its lease runs out.
 */
export async function startJobRunner(options: {
  database: Database;
  clock: Clock;
  log: Log;
  tasks: readonly Task[];
  alone: boolean;
  concurrency?: number;
  /** How long a stop waits for jobs under way, in milliseconds. */
  stopsWithin?: number;
  /** How long a silent process keeps its jobs, in seconds. */
  leaseSeconds?: number;
}): Promise<JobRunner> {
  const { database, log } = options;
  const queue = new pg.Pool({ ...connectionFor(database.address, 'breakwater_jobs'), max: 4 });
  queue.on('error', (problem) => log.warn({ err: problem }, 'a queue connection was lost'));
  queue.on('connect', (client) => client.on('error', () => undefined));
  const stopping = new AbortController();
  const taskList: TaskList = Object.fromEntries(
    options.tasks.map((task) => [task.name, runOne(options, task, stopping.signal)]),
  );
  const leaseSeconds = options.leaseSeconds ?? usualLease;
  const lease = await keepWorkersAlive(queue, { alone: options.alone, leaseSeconds }, (problem) =>
    log.warn({ err: problem }, 'the queue did not hear that this process lives'),
  );
  const runner = await run({
    pgPool: queue,
    taskList,
    events: lease.events,
    concurrency: options.concurrency ?? 2,
    noHandleSignals: true,
    pollInterval: 2_000,
    preset: {
      worker: {
        gracefulShutdownAbortTimeout: 5_000,
        // Without a batch the queue neither waits for what it writes nor minds when that fails.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
    logger: new Logger(() => (level: string, message) => {
      if (level === 'error') log.error(message);
    }),
  });
  const tellOfEnd = (problem: unknown): void =>
    log.warn({ err: problem }, 'the queue did not end well');
  const ended = runner.promise.catch(tellOfEnd);
  return {
    ended,
    async stop() {
      stopping.abort();
      await lease.end();
      const stopped = runner
        .stop()
        .then(() => queue.end())
        .catch(tellOfEnd);
      const late = wait(options.stopsWithin ?? patienceWithJobs, 'late' as const, { ref: false });
      if ((await Promise.race([stopped, late])) === 'late') log.warn('a job did not stop in time');
    },
  };
}

function runOne(
  { database, clock, log }: { database: Database; clock: Clock; log: Log },
  task: Task,
  signal: AbortSignal,
) {
  return async (raw: unknown, { job }: JobHelpers): Promise<void> => {
    const { runId, payload } = Payload.parse(raw);
    const found = await database.transaction(principal, async (tx) => {
      await markStarted(tx, runId, clock.now());
      return findJobRun(tx, runId);
    });
    const context = {
      runId,
      actor: found?.actor ?? '',
      signal,
      progress: (step: string, done = 0, total = 0) =>
        database.transaction(principal, (tx) => markProgress(tx, runId, { step, done, total })),
    };
    try {
      if (job.attempts > triesInAll) throw new JobRefused(ourFault);
      const outcome = await task.run(payload, context);
      await database.transaction(principal, (tx) => markDone(tx, runId, outcome, clock.now()));
    } catch (problem) {
      const final = problem instanceof JobRefused || job.attempts >= triesOfAFault;
      if (signal.aborted || !final) throw problem;
      if (!(problem instanceof JobRefused)) log.error({ err: problem, runId }, 'a job failed');
      const failure =
        problem instanceof JobRefused
          ? { message: problem.message, resultPath: problem.resultPath }
          : { message: ourFault, resultPath: undefined };
      await database.transaction(principal, (tx) => markFailed(tx, runId, failure, clock.now()));
    }
  };
}
