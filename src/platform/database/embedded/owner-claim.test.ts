import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimOwnership } from './owner-claim.ts';

let here: string;
beforeEach(async () => {
  here = await mkdtemp(join(tmpdir(), 'breakwater-test-'));
});
afterEach(() => rm(here, { recursive: true }));

// Each contender says it is there, waits for a line, claims, and tells what it got.
const CONTENDER = `
  const { claimOwnership } = await import(${JSON.stringify(import.meta.resolve('./owner-claim.ts'))});
  process.stdin.once('data', async () => {
    const claimed = await claimOwnership(${JSON.stringify('HERE')});
    console.log('ownership' in claimed ? 'owner' : 'refused by ' + claimed.owner.pid);
  });
  console.log('there');
`;

it(
  'gives the data to one of four processes that claim it in the same moment',
  { timeout: 30_000 },
  async () => {
    const program = CONTENDER.replace('HERE', here);
    const contenders = [1, 2, 3, 4].map(() => {
      const args = ['--import', 'tsx', '--input-type=module', '-e', program];
      const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
      return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
    });
    try {
      for (const { lines } of contenders) expect((await lines.next()).value).toBe('there');
      for (const { child } of contenders) child.stdin.write('go\n');
      const told: string[] = [];
      for (const { lines } of contenders) told.push(String((await lines.next()).value));
      const winner = contenders[told.indexOf('owner')];
      expect(told.filter((words) => words === 'owner')).toHaveLength(1);
      expect(told.filter((words) => words === `refused by ${winner?.child.pid}`)).toHaveLength(3);
    } finally {
      for (const { child } of contenders) child.kill('SIGKILL');
    }
  },
);

it('hands the data on when it is released, and leaves no file', async () => {
  const first = await claimOwnership(here);
  expect(await claimOwnership(here)).toMatchObject({
    owner: { pid: process.pid, state: 'starting' },
  });
  if ('ownership' in first) await first.ownership.release();
  expect(await readdir(join(here, 'owner'))).toEqual([]);
  expect(await claimOwnership(here)).toHaveProperty('ownership');
});
