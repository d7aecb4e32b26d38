import { EventEmitter } from 'node:events';
import type { WorkerEvents } from 'graphile-worker';
import type pg from 'pg';

/** How long a process may be silent before its jobs are free, in seconds; it speaks four times as often. */
export const usualLease = 60;

export type WorkerLease = {
  /** To be handed to the queue, so that it tells which workers this process has. */
  events: WorkerEvents;
  end(): Promise<void>;
};

/**
 * Says every few seconds that this process's workers live, and frees jobs whose workers stopped
 * saying so. The queue itself would wait four hours.
 */
export async function keepWorkersAlive(
  queue: pg.Pool,
  { alone, leaseSeconds }: { alone: boolean; leaseSeconds: number },
  onProblem: (problem: unknown) => void,
): Promise<WorkerLease> {
  const events: WorkerEvents = new EventEmitter();
  const workers = new Set<string>();
  // A job is locked by the pool of workers or by one of them, as the queue sees fit.
  events.on('pool:create', ({ workerPool }) => workers.add(workerPool.id));
  events.on('worker:create', ({ worker }) => workers.add(worker.workerId));
  events.on('worker:stop', ({ worker }) => workers.delete(worker.workerId));
  if (alone) await queue.query('delete from public.job_workers');
  await freeAbandonedJobs(queue, alone ? 0 : leaseSeconds);
  let beat = Promise.resolve();
  const timer = setInterval(() => {
    beat = sayAlive(queue, [...workers])
      .then(() => freeAbandonedJobs(queue, leaseSeconds))
      .catch(onProblem);
  }, leaseSeconds * 250);
  return {
    events,
    async end() {
      clearInterval(timer);
      await beat;
    },
  };
}

async function sayAlive(queue: pg.Pool, workers: readonly string[]): Promise<void> {
  await queue.query(
    `insert into public.job_workers (id, seen_at) select unnest($1::text[]), now()
     on conflict (id) do update set seen_at = excluded.seen_at`,
    [workers],
  );
  await queue.query(`delete from public.job_workers where seen_at < now() - interval '1 day'`);
}

async function freeAbandonedJobs(queue: pg.Pool, seconds: number): Promise<void> {
  await queue.query(
    `select graphile_worker.force_unlock_workers(array(
       select distinct locked_by from graphile_worker._private_jobs
       where locked_at <= now() - make_interval(secs => $1)
         and locked_by not in (
           select id from public.job_workers where seen_at > now() - make_interval(secs => $1))))`,
    [seconds],
  );
}
