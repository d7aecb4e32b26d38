import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { isNearlyFull, readDiskSpace } from './disk-space.ts';

const gibibyte = 1024 ** 3;

test.each([
  ['a large disk with plenty', 1_000, 100, false],
  ['a large disk of which a small part is still enough', 1_000, 2, false],
  ['a large disk with too little', 1_000, 1.9, true],
  ['a small machine’s disk with a sixth free', 8, 1.3, false],
  ['a small machine’s disk with a tenth free', 8, 0.8, true],
  ['a full one', 8, 0, true],
])('%s: %s GB, %s free', (_what, size, free, expected) => {
  expect(isNearlyFull({ size: size * gibibyte, free: free * gibibyte })).toBe(expected);
});

test('a real disk has a size, and not more free than that', async () => {
  const { size, free } = await readDiskSpace(tmpdir());
  expect(size).toBeGreaterThan(1_000_000);
  expect(free).toBeLessThanOrEqual(size);
});
