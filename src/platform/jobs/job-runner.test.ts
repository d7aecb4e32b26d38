import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '#platform/clock.ts';
import { administratorConnection } from '#platform/database/connection.ts';
import type { Principal } from '#platform/database/principal.ts';
import { makeLog } from '#platform/log.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { JobRefused, type JobContext, type JobOutcome, type JobRun } from './job-run.ts';
import { startJobRunner, type JobRunner } from './job-runner.ts';
import { enqueueJob, findJobRun } from './job-store.ts';

const asker: Principal = { kind: 'operator', email: 'ops@county.example' };
const clock = fixedClock('2026-11-22T10:00:00Z');
const log = makeLog('silent');
const patience = { timeout: 10_000, interval: 25 };
const finished: JobOutcome = { message: 'All is counted.', resultPath: '/counts' };

let test_: TestDatabase;
let administrator: pg.Client;

beforeAll(async () => {
  test_ = await makeTestDatabase();
  administrator = new pg.Client(administratorConnection(test_.database.address));
  await administrator.connect();
});
afterAll(async () => {
  await administrator.end();
  await test_.drop();
});

/** Starts a runner for one task, which every test names anew so that none takes another's job. */
async function runnerFor(
  task: string,
  run: (payload: unknown, context: JobContext) => Promise<JobOutcome>,
  { alone = true, stopsWithin = 6_000, leaseSeconds = 60 } = {},
): Promise<JobRunner> {
  const tasks = [{ name: task, run }];
  const { database } = test_;
  return startJobRunner({ database, clock, log, tasks, alone, stopsWithin, leaseSeconds });
}

async function ask(task: string, payload: unknown = {}): Promise<string> {
  const id = randomUUID();
  const job = { id, task, title: 'Counting', payload, principal: asker, now: clock.now() };
  await test_.database.transaction(asker, (tx) => enqueueJob(tx, job));
  return id;
}

async function lookAt(id: string): Promise<JobRun | undefined> {
  return test_.database.transaction(asker, (tx) => findJobRun(tx, id));
}

async function waitFor(id: string, state: JobRun['state']): Promise<JobRun | undefined> {
  await expect.poll(async () => (await lookAt(id))?.state, patience).toBe(state);
  return lookAt(id);
}

/** Something to wait at until it is opened. */
function makeGate(): { promise: Promise<void>; resolve: () => void } {
  let open = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, resolve: () => open() };
}

/** The queue waits longer and longer between tries; tests do not. */
async function tryAgainNow(id: string): Promise<void> {
  await administrator.query(
    'update graphile_worker._private_jobs set run_at = now() where key = $1 and locked_at is null',
    [id],
  );
  await administrator.query(`select pg_notify('jobs:insert', '{"count":1}')`);
}

/** Leaves a job as a worker that was killed leaves it. */
async function holdAsDeadWorker(id: string, secondsAgo: number): Promise<void> {
  await administrator.query(
    `update graphile_worker._private_jobs set attempts = attempts + 1,
       locked_by = 'worker-of-a-dead-process', locked_at = now() - make_interval(secs => $2)
     where key = $1`,
    [id, secondsAgo],
  );
}

describe('a job', () => {
  test('runs when what asked for it is committed, with what it was asked', async () => {
    const task = 'count-committed';
    const seen: unknown[] = [];
    const runner = await runnerFor(task, async (payload, { runId, actor }) => {
      seen.push({ payload, runId, actor });
      return finished;
    });
    const id = await ask(task, { months: ['2026-10'] });
    expect(await waitFor(id, 'done')).toMatchObject({
      title: 'Counting',
      message: 'All is counted.',
      resultPath: '/counts',
      finishedAt: clock.now(),
    });
    expect(seen).toEqual([
      { payload: { months: ['2026-10'] }, runId: id, actor: 'operator:ops@county.example' },
    ]);
    await runner.stop();
  });

  test('waits for the commit, and never runs when what asked for it is undone', async () => {
    const task = 'count-undone';
    const ran: string[] = [];
    const runner = await runnerFor(task, async (_payload, { runId }) => {
      ran.push(runId);
      return finished;
    });
    const undone = randomUUID();
    const job = {
      id: undone,
      task,
      title: 'Undone',
      payload: {},
      principal: asker,
      now: clock.now(),
    };
    const attempt = test_.database.transaction(asker, async (tx) => {
      await enqueueJob(tx, job);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(ran).toEqual([]);
      throw new Error('and then it failed');
    });
    await expect(attempt).rejects.toThrow('and then it failed');
    const kept = await ask(task);
    await waitFor(kept, 'done');
    expect(ran).toEqual([kept]);
    expect(await lookAt(undone)).toBeUndefined();
    await runner.stop();
  });

  test('tells how far it is while it runs', async () => {
    const task = 'count-progress';
    const gate = makeGate();
    const runner = await runnerFor(task, async (_payload, { progress }) => {
      await progress('Reading the file', 3, 10);
      await gate.promise;
      return finished;
    });
    const id = await ask(task);
    await expect
      .poll(() => lookAt(id), patience)
      .toMatchObject({ state: 'running', step: 'Reading the file', done: 3, total: 10 });
    gate.resolve();
    await waitFor(id, 'done');
    await runner.stop();
  });

  test('that cannot be done says why, and is not tried again', async () => {
    const task = 'count-refused';
    let tries = 0;
    const runner = await runnerFor(task, async () => {
      tries += 1;
      throw new JobRefused('The file is a picture.', '/files/new');
    });
    const id = await ask(task);
    expect(await waitFor(id, 'failed')).toMatchObject({
      message: 'The file is a picture.',
      resultPath: '/files/new',
    });
    await tryAgainNow(id);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(tries).toBe(1);
    await runner.stop();
  });

  test('that fails by our fault is tried three times, then says so plainly', async () => {
    const task = 'count-broken';
    let tries = 0;
    const runner = await runnerFor(task, async () => {
      tries += 1;
      throw new Error('secret detail of ours');
    });
    const id = await ask(task);
    await expect
      .poll(async () => {
        await tryAgainNow(id);
        return (await lookAt(id))?.state;
      }, patience)
      .toBe('failed');
    expect(tries).toBe(3);
    expect((await lookAt(id))?.message).toBe(
      'Something went wrong on our side. Nothing was changed.',
    );
    await runner.stop();
  });
});

test('a job that takes longer than a lease is run once, because its process goes on saying it lives', async () => {
  const task = 'count-slowly';
  let tries = 0;
  const runner = await runnerFor(
    task,
    async () => {
      tries += 1;
      await new Promise((resolve) => setTimeout(resolve, 3_500));
      return finished;
    },
    { leaseSeconds: 1 },
  );
  const id = await ask(task);
  await waitFor(id, 'done');
  expect(tries).toBe(1);
  await runner.stop();
});

describe('a job whose process was killed', () => {
  test('is taken up again at once by the only process there is', async () => {
    const task = 'count-killed-alone';
    const id = await ask(task);
    await holdAsDeadWorker(id, 1);
    const runner = await runnerFor(task, async () => finished);
    await waitFor(id, 'done');
    await runner.stop();
  });

  test('is left alone while another process may be running it', async () => {
    const task = 'count-killed-beside';
    const held = await ask(task);
    await holdAsDeadWorker(held, 30);
    const runner = await runnerFor(task, async () => finished, { alone: false });
    const free = await ask(task);
    await waitFor(free, 'done');
    expect(await lookAt(held)).toMatchObject({ state: 'queued' });
    await runner.stop();
    await administrator.query('delete from graphile_worker._private_jobs where key = $1', [held]);
  });

  test('is taken up again by another process when its lease has run out', async () => {
    const task = 'count-killed-late';
    const id = await ask(task);
    await holdAsDeadWorker(id, 61);
    const runner = await runnerFor(task, async () => finished, { alone: false });
    await waitFor(id, 'done');
    await runner.stop();
  });

  test('is not taken from a worker that says it lives, however long it takes', async () => {
    const task = 'count-long';
    const id = await ask(task);
    await holdAsDeadWorker(id, 3_600);
    await administrator.query(
      `insert into job_workers (id, seen_at) values ('worker-of-a-dead-process', now())`,
    );
    const runner = await runnerFor(task, async () => finished, { alone: false });
    const free = await ask(task);
    await waitFor(free, 'done');
    expect(await lookAt(id)).toMatchObject({ state: 'queued' });
    await runner.stop();
    await administrator.query('delete from graphile_worker._private_jobs where key = $1', [id]);
  });

  test('again and again is given up in the end, rather than tried for ever', async () => {
    const task = 'count-poison';
    let tries = 0;
    const id = await ask(task);
    await administrator.query(
      'update graphile_worker._private_jobs set attempts = 10 where key = $1',
      [id],
    );
    const runner = await runnerFor(task, async () => {
      tries += 1;
      return finished;
    });
    expect(await waitFor(id, 'failed')).toMatchObject({
      message: 'Something went wrong on our side. Nothing was changed.',
    });
    expect(tries).toBe(0);
    await runner.stop();
  });
});

describe('when the service stops during a job', () => {
  test('the job is told, stops, and is finished by the next start', async () => {
    const task = 'count-stopped';
    const begun = makeGate();
    const first = await runnerFor(task, async (_payload, { signal }) => {
      begun.resolve();
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('stopping')));
      });
      return finished;
    });
    const id = await ask(task);
    await begun.promise;
    await first.stop();
    expect(await lookAt(id)).toMatchObject({ state: 'running', finishedAt: null });
    await tryAgainNow(id);
    const second = await runnerFor(task, async () => finished);
    await waitFor(id, 'done');
    await second.stop();
  });

  test('a job that does not listen cannot hold the stop up, and is finished by the next start', async () => {
    const task = 'count-deaf';
    const begun = makeGate();
    const end = makeGate();
    const deaf = async (): Promise<JobOutcome> => {
      begun.resolve();
      await end.promise;
      throw new Error('too late');
    };
    const first = await runnerFor(task, deaf, { stopsWithin: 200 });
    const id = await ask(task);
    await begun.promise;
    await first.stop();
    expect(await lookAt(id)).toMatchObject({ state: 'running' });
    const second = await runnerFor(task, async () => finished);
    await waitFor(id, 'done');
    end.resolve();
    await second.stop();
    await first.ended;
    expect(await lookAt(id)).toMatchObject({ state: 'done', message: 'All is counted.' });
  });
});
