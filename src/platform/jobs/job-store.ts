import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { actorOf, type Principal } from '#platform/database/principal.ts';
import type { JobOutcome, JobRun } from './job-run.ts';

/** Asks for a job in the transaction of what caused it: with the commit it runs, without it never. */
export async function enqueueJob(
  tx: Transaction,
  job: {
    id: string;
    task: string;
    title: string;
    payload: unknown;
    principal: Principal;
    now: Date;
  },
): Promise<void> {
  await tx
    .insertInto('job_runs')
    .values({
      id: job.id,
      task: job.task,
      title: job.title,
      actor: actorOf(job.principal),
      queued_at: job.now,
    })
    .execute();
  await sql`select enqueue_job(${job.task}, ${job.id}, ${JSON.stringify(job.payload)})`.execute(tx);
}

export async function findJobRun(tx: Transaction, id: string): Promise<JobRun | undefined> {
  const row = await tx.selectFrom('job_runs').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    task: row.task,
    title: row.title,
    actor: row.actor,
    state: row.state as JobRun['state'],
    step: row.step,
    done: row.done,
    total: row.total,
    message: row.message,
    resultPath: row.result_path,
    queuedAt: row.queued_at,
    finishedAt: row.finished_at,
  };
}

export async function markStarted(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('job_runs')
    .set({ state: 'running', started_at: now, step: 'Starting', done: 0, total: 0 })
    .where('id', '=', id)
    .execute();
}

export async function markProgress(
  tx: Transaction,
  id: string,
  progress: { step: string; done: number; total: number },
): Promise<void> {
  await tx.updateTable('job_runs').set(progress).where('id', '=', id).execute();
}

export async function markDone(
  tx: Transaction,
  id: string,
  outcome: JobOutcome,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('job_runs')
    .set({
      state: 'done',
      step: 'Finished',
      message: outcome.message,
      result_path: outcome.resultPath,
      finished_at: now,
    })
    .where('id', '=', id)
    .execute();
}

export async function markFailed(
  tx: Transaction,
  id: string,
  failure: { message: string; resultPath: string | undefined },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('job_runs')
    .set({
      state: 'failed',
      step: 'Stopped',
      message: failure.message,
      result_path: failure.resultPath ?? null,
      finished_at: now,
    })
    .where('id', '=', id)
    .execute();
}
