import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Interrupted, stopOnInterrupt } from './stop-on-interrupt.ts';

const listening = () => process.listenerCount('SIGINT');

describe('work that Ctrl-C stops', () => {
  test('is given a signal, and ends with Interrupted', async () => {
    const work = stopOnInterrupt((signal) =>
      setTimeout(60_000, 'done', { signal }).catch(() => signal.throwIfAborted()),
    );
    process.emit('SIGINT');
    await expect(work).rejects.toBeInstanceOf(Interrupted);
  });

  test('ends as ever where nobody stops it, and leaves nothing listening', async () => {
    const before = listening();
    expect(await stopOnInterrupt(async () => setTimeout(1, listening()))).toBe(before + 1);
    expect(listening()).toBe(before);
    await expect(stopOnInterrupt(() => Promise.reject(new Error('Broken.')))).rejects.toThrow(
      'Broken.',
    );
    expect(listening()).toBe(before);
  });
});
