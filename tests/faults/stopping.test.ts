import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPostmaster, sendSignal } from '#platform/database/embedded/server-processes.ts';
import { listLeftovers, makePlace, removePlace, type Place } from './place.ts';
import { startCopy, type ServiceCopy } from './service-copy.ts';

// Moments after the start, in milliseconds, that come while programs load, while the database starts and
// while the service is made ready; SLOW=1 tries many more.
const moments =
  process.env['SLOW'] === '1'
    ? Array.from({ length: 30 }, (_, index) => 400 + index * 120)
    : [700, 1800];

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(() => removePlace(place));

function startEmpty(): ServiceCopy {
  return startCopy({ place, options: ['--empty'] });
}

async function expectCleanEnd(copy: ServiceCopy, where = place): Promise<void> {
  expect(await copy.ended, copy.complained()).toBe(0);
  expect(copy.complained()).toBe('');
  expect(await listLeftovers(where)).toEqual([]);
}

/** Waits for something in the data folder whose name starts so. */
async function appears(folder: string, start: string, copy: ServiceCopy): Promise<void> {
  const isThere = async (): Promise<boolean> =>
    (await readdir(folder).catch(() => [])).some((name) => name.startsWith(start));
  while (copy.process.exitCode === null && !(await isThere())) await pause(5);
}

describe('a service that is told to stop', () => {
  it.each([
    ['by Ctrl-C, which its whole process group hears, and npm passes on again', 'SIGINT', true],
    ['by an interrupt to it alone', 'SIGINT', false],
    ['by SIGTERM', 'SIGTERM', false],
  ] as const)('ends cleanly with its database: %s', async (_, signal, isGroup) => {
    const copy = startEmpty();
    const { address } = await copy.ready;
    // A visitor whose browser keeps the line open.
    await (await fetch(`${address}/`)).text();
    const told = performance.now();
    if (isGroup) copy.signalGroup(signal);
    copy.process.kill(signal);
    await expectCleanEnd(copy);
    expect(performance.now() - told).toBeLessThan(10_000);
  });

  it('ends with npm, when npm is told', async () => {
    const copy = startCopy({ place, command: ['npm', 'start', '--', '--empty'] });
    await copy.ready;
    copy.process.kill('SIGTERM');
    await copy.ended;
    expect(await listLeftovers(place)).toEqual([]);
  });

  it.each(moments)('ends cleanly %i ms into a start', async (moment) => {
    const copy = startEmpty();
    await pause(moment);
    copy.signalGroup('SIGINT');
    await expectCleanEnd(copy);
  });

  it.each([
    ['its database is made', 'postgres.new-', ['--empty']],
    ['its database starts', 'postgres.log', ['--empty']],
    ['the demonstration is put in', 'parquet', []],
  ])('ends cleanly in a first start while %s, and so does the next', async (_, part, options) => {
    const fresh = await makePlace();
    const copy = startCopy({ place: fresh, options });
    await appears(fresh.data, part, copy);
    copy.process.kill('SIGINT');
    await expectCleanEnd(copy, fresh);
    const whole = startCopy({ place: fresh, options });
    const { address } = await whole.ready;
    expect((await fetch(`${address}/`)).status).toBe(200);
    whole.process.kill('SIGINT');
    await expectCleanEnd(whole, fresh);
    await removePlace(fresh);
  });
});

describe('a service whose database is taken from it', () => {
  it('says so, ends with a failure, and recovers at the next start', async () => {
    const copy = startEmpty();
    await copy.ready;
    sendSignal(findPostmaster(join(place.data, 'postgres')) ?? 0, 'SIGKILL');
    expect(await copy.ended).toBe(1);
    expect(copy.complained()).toContain('The database stopped by itself');
    const next = startEmpty();
    await next.ready;
    next.process.kill('SIGTERM');
    await expectCleanEnd(next);
  });
});
