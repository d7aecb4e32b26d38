import { openDatabase, type Database } from '#platform/database/database.ts';
import type { DatabaseAddress } from '#platform/database/connection.ts';
import { openGround } from './open-ground.ts';
import { runCase } from './run-case.ts';

/** What whoever started this process asks for, as JSON in its first argument. */
export type WorkerOrder = { seed: number; from: number; to: number; address: DatabaseAddress };

/** What it tells about each case: that it began, then how it ended. */
export type WorkerMessage =
  | { kind: 'begun'; index: number }
  | { kind: 'ended'; index: number; end: string; milliseconds: number; rss: number }
  | { kind: 'broken'; index: number; words: string };

const { seed, from, to, address } = JSON.parse(process.argv[2] ?? '') as WorkerOrder;
const tell = (message: WorkerMessage): void => void process.send?.(message);

const database: Database = openDatabase(address);
const ground = await openGround(database, { isThorough: true });
try {
  for (let index = from; index < to; index += 1) {
    tell({ kind: 'begun', index });
    const began = performance.now();
    try {
      const end = await runCase(seed, index, ground);
      const milliseconds = performance.now() - began;
      tell({ kind: 'ended', index, end, milliseconds, rss: process.memoryUsage.rss() });
    } catch (problem) {
      const words = problem instanceof Error ? problem.message : String(problem);
      tell({ kind: 'broken', index, words });
    }
  }
} finally {
  await ground.close();
  await database.close();
  process.disconnect?.();
}
