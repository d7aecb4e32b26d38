import { systemClock } from '#platform/clock.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import type { DatabaseAddress } from '#platform/database/connection.ts';
import { openGround } from './open-ground.ts';
import { runCase, type CaseOutcome } from './run-case.ts';

/** What whoever started this process asks for, as JSON in its first argument. */
export type WorkerOrder = {
  seed: number;
  from: number;
  to: number;
  isThorough: boolean;
  address: DatabaseAddress;
};

/** What it tells about each case: that it began, then how it ended. */
export type WorkerMessage =
  { kind: 'begun'; index: number } | { kind: 'ended'; outcome: CaseOutcome };

const { seed, from, to, isThorough, address } = JSON.parse(process.argv[2] ?? '') as WorkerOrder;
const tell = (message: WorkerMessage): void => void process.send?.(message);

const database: Database = openDatabase(address, systemClock);
const ground = await openGround(database, { isThorough });
try {
  for (let index = from; index < to; index += 1) {
    tell({ kind: 'begun', index });
    tell({ kind: 'ended', outcome: await runCase(seed, index, ground) });
  }
} finally {
  await ground.close();
  await database.close();
  process.disconnect?.();
}
