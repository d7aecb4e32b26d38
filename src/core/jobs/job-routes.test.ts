import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enqueueJob, markDone, markFailed, markProgress } from '#platform/jobs/job-store.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { signInAs } from '#tests/support/sign-in.ts';
import type { Visitor } from '#tests/support/visitor.ts';

let test_: TestServiceWithApp;
let app: FastifyInstance;
let asker: Visitor;
let askerId: string;

beforeAll(async () => {
  test_ = await openTestApp();
  ({ app } = test_);
  ({ visitor: asker, userId: askerId } = await signInAs(app, test_.service, 'analyst'));
});
afterAll(async () => {
  await test_.close();
});

const jobs = { kind: 'system', name: 'jobs' } as const;

async function askForJob(): Promise<string> {
  const id = randomUUID();
  const now = test_.clock.now();
  const principal = {
    kind: 'person',
    userId: askerId,
    name: 'The analyst',
    agencyId: 'constabulary',
    role: 'analyst',
  } as const;
  const job = { id, task: 'count', title: 'Counting <things>', payload: {}, principal, now };
  await test_.service.database.transaction(principal, (tx) => enqueueJob(tx, job));
  return id;
}

test('whoever asked for a job sees how far it is, and the page looks again by itself', async () => {
  const id = await askForJob();
  const waiting = await asker.get(`/jobs/${id}`);
  expect(waiting.status).toBe(200);
  expect(waiting.text).toContain('Counting <things>');
  expect(waiting.html).toMatch(/http-equiv="refresh"/i);
  await test_.service.database.transaction(jobs, (tx) =>
    markProgress(tx, id, { step: 'Reading september.csv', done: 3, total: 8 }),
  );
  const underWay = await asker.get(`/jobs/${id}/progress`);
  expect(underWay.text).toContain('Reading september.csv');
  expect(underWay.html).not.toContain('<html');
});

test('a finished job leads to its result, and the page stands still', async () => {
  const id = await askForJob();
  const outcome = { message: '12 rows were read.', resultPath: '/evidence/imports/12' };
  await test_.service.database.transaction(jobs, (tx) =>
    markDone(tx, id, outcome, test_.clock.now()),
  );
  const page = await asker.get(`/jobs/${id}`);
  expect(page.text).toContain('Counting <things>: finished');
  expect(page.text).toContain('12 rows were read.');
  expect(page.html).toContain('href="/evidence/imports/12"');
  expect(page.html).not.toMatch(/http-equiv="refresh"/i);
});

test('a job that failed says why', async () => {
  const id = await askForJob();
  const failure = { message: 'The file is a picture.', resultPath: undefined };
  await test_.service.database.transaction(jobs, (tx) =>
    markFailed(tx, id, failure, test_.clock.now()),
  );
  const page = await asker.get(`/jobs/${id}`);
  expect(page.text).toContain('The file is a picture.');
  expect(page.html).not.toMatch(/http-equiv="refresh"/i);
});

test('to everybody else a job looks exactly like one that never was', async () => {
  const id = await askForJob();
  for (const role of ['analyst', 'administrator'] as const) {
    const { visitor } = await signInAs(app, test_.service, role);
    for (const path of ['', '/progress']) {
      const hidden = await visitor.get(`/jobs/${id}${path}`);
      const absent = await visitor.get(`/jobs/${randomUUID()}${path}`);
      expect(hidden.status).toBe(404);
      expect(hidden.html).toBe(absent.html);
    }
  }
});

test('a number that is none is not found either', async () => {
  expect((await asker.get('/jobs/1')).status).toBe(404);
});
