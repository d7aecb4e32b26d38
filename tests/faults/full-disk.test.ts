import { spawnSync } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listLeftovers, makePlace, removePlace, type Place } from './place.ts';
import { startCopy, type ServiceCopy } from './service-copy.ts';

let place: Place;
let isMounted = false;

beforeAll(async () => {
  place = await makePlace();
  await mkdir(place.data);
  isMounted = mount('-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', place.data);
  if (isMounted) await chmod(place.data, 0o711);
  else process.stderr.write('Skipped: a full disk (this account may not mount a small one)\n');
});
afterAll(async () => {
  if (isMounted) spawnSync('umount', ['--lazy', place.data]);
  await removePlace(place);
});

it('a disk that fills up is named, and with room again the next start goes on', async (context) => {
  if (!isMounted) return context.skip();
  // Too small for a new database, then for what is put in it.
  for (const size of ['20m', '42m', '50m']) {
    mount('-o', `remount,size=${size}`, place.data);
    const copy = startCopy({ place });
    await Promise.race([copy.ended, copy.ready.catch(() => undefined)]);
    copy.process.kill('SIGTERM');
    expect(await copy.ended, `${size}: ${copy.said()}`).toBe(1);
    expect(copy.complained()).toMatch(
      /^Breakwater did not start\. The disk that holds \S+ is full/,
    );
    expect(copy.complained()).not.toMatch(/^\s+at |Error:/m);
    expect(await listLeftovers(place)).toEqual([]);
  }
  mount('-o', 'remount,size=400m', place.data);
  await expectWhole(startCopy({ place }));
});

async function expectWhole(copy: ServiceCopy): Promise<void> {
  const { address } = await copy.ready;
  expect((await fetch(`${address}/demonstration`)).status).toBe(200);
  copy.process.kill('SIGTERM');
  expect(await copy.ended).toBe(0);
}

function mount(...args: string[]): boolean {
  return process.platform === 'linux' && spawnSync('mount', args).status === 0;
}
