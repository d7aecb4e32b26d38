import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listServerProcesses, sendSignal } from '#platform/database/embedded/server-processes.ts';
import { listLeftovers, makePlace, removePlace, type Place } from './place.ts';
import { seededRandom } from './seeded-random.ts';
import { ask, runCommand, startCopy, type ServiceCopy } from './service-copy.ts';

// The short form runs with every test; STARTS=20 is the long one, and SEED repeats a run's choices.
const starts = Number(process.env['STARTS'] ?? 3);
const firstStarts = Math.max(2, Math.round(starts / 2));
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const random = seededRandom(seed);

/** Rows by table of a first start that nothing disturbed, and how long it took in milliseconds. */
let undisturbed: { rows: Record<string, number>; milliseconds: number };
let place: Place;

beforeAll(async () => {
  place = await makePlace();
  const copy = startCopy({ place });
  const { milliseconds } = await copy.ready;
  undisturbed = { rows: await countRows(place), milliseconds };
  await kill(copy, place);
});
afterAll(() => removePlace(place));

it(
  `a service started, killed and started again ${starts} times loses nobody it was told of (SEED=${seed})`,
  { timeout: 60_000 + starts * 15_000 },
  async () => {
    const added: string[] = [];
    const slowest = { start: 0 };
    for (let round = 1; round <= starts; round += 1) {
      const copy = startCopy({ place });
      const { address, milliseconds } = await copy.ready;
      slowest.start = Math.max(slowest.start, milliseconds);
      expect(await listPeople()).toEqual(expect.arrayContaining(added));
      expect((await fetch(`${address}/`)).status).toBe(200);
      const email = `round-${round}@breakwater.example`;
      const words = `user create --email ${email} --agency ${await findAgency()}`;
      const made = await runCommand(place, ...words.split(' '), '--role', 'administrator');
      expect(made).toMatchObject({ link: expect.stringContaining(`${address}/first-password/`) });
      added.push(email);
      await pause(random() * 300);
      await kill(copy, place);
    }
    const last = startCopy({ place });
    await last.ready;
    expect(await listPeople()).toEqual(expect.arrayContaining(added));
    last.process.kill('SIGTERM');
    expect(await last.ended).toBe(0);
    expect(await listLeftovers(place)).toEqual([]);
    process.stdout.write(`The slowest of ${starts} starts took ${Math.round(slowest.start)} ms.\n`);
  },
);

it(
  `a first start killed at ${firstStarts} moments leaves nothing that the next does not make whole (SEED=${seed})`,
  { timeout: 60_000 + firstStarts * 30_000 },
  async () => {
    for (let round = 0; round < firstStarts; round += 1) {
      const fresh = await makePlace();
      const copy = startCopy({ place: fresh });
      const moment = ((round + random()) / firstStarts) * undisturbed.milliseconds;
      await Promise.race([pause(moment), copy.ended]);
      await kill(copy, fresh);
      const next = startCopy({ place: fresh });
      await next.ready;
      // What a job was about is done once it has run again.
      await expect
        .poll(() => countRows(fresh), {
          timeout: 20_000,
          message: `killed after ${Math.round(moment)} ms`,
        })
        .toEqual(undisturbed.rows);
      next.process.kill('SIGTERM');
      expect(await next.ended).toBe(0);
      expect(await listLeftovers(fresh)).toEqual([]);
      await removePlace(fresh);
    }
  },
);

// Alone, or with every process of its database.
async function kill(copy: ServiceCopy, where: Place): Promise<void> {
  const server = random() < 0.5 ? listServerProcesses(join(where.data, 'postgres')) : [];
  for (const pid of server) sendSignal(pid, 'SIGKILL');
  copy.process.kill('SIGKILL');
  await copy.ended;
}

async function listPeople(): Promise<string[]> {
  const rows = await ask<{ email: string }>(place, 'select email from users');
  return rows.map(({ email }) => email);
}

async function findAgency(): Promise<string> {
  const [first] = await ask<{ id: string }>(place, 'select id from agencies where in_profile');
  return first?.id ?? '';
}

// The trace tells what happened, each time it did, and its seal with it; workers come and go.
async function countRows(where: Place): Promise<Record<string, number>> {
  const tables = await ask<{ name: string }>(
    where,
    `select tablename as name from pg_tables where schemaname = 'public'
       and tablename not in
         ('audit_entries', 'audit_leaves', 'audit_heads', 'job_workers', 'migrations') order by 1`,
  );
  const counts = tables.map(({ name }) => `(select count(*)::int from "${name}") as "${name}"`);
  const [row] = await ask<Record<string, number>>(where, `select ${counts.join(', ')}`);
  return row ?? {};
}
