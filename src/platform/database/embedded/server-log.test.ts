import { existsSync, readFileSync, statSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openServerLog } from './server-log.ts';

let here: string;
beforeEach(async () => {
  here = await mkdtemp(join(tmpdir(), 'breakwater-test-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(here, { recursive: true });
});

it('keeps the log of the start before, and no older one', () => {
  for (const text of ['first', 'second', 'third']) {
    const log = openServerLog(here);
    writeSync(log.descriptor, text);
    log.close();
  }
  expect(readFileSync(join(here, 'postgres.log'), 'utf8')).toBe('third');
  expect(readFileSync(join(here, 'postgres.previous.log'), 'utf8')).toBe('second');
});

it('begins afresh in the same open file when it has grown past 16 MB, and keeps what was there', () => {
  vi.useFakeTimers();
  const log = openServerLog(here);
  writeSync(log.descriptor, Buffer.alloc(16 * 1024 * 1024));
  vi.advanceTimersByTime(120_000);
  expect(existsSync(join(here, 'postgres.previous.log'))).toBe(false);
  writeSync(log.descriptor, 'one more');
  vi.advanceTimersByTime(120_000);
  expect(statSync(join(here, 'postgres.previous.log')).size).toBe(16 * 1024 * 1024 + 8);
  writeSync(log.descriptor, 'afresh');
  expect(readFileSync(log.path, 'utf8')).toBe('afresh');
  log.close();
});

it('reads only what was said since the mark', () => {
  const log = openServerLog(here);
  writeSync(log.descriptor, 'before ');
  log.mark();
  writeSync(log.descriptor, 'after');
  expect(log.read()).toBe('after');
  log.close();
});
