import { describe, expect, it } from 'vitest';
import { explainFailure, explainFailedCreation, isPassing } from './server-failure.ts';

const place = { dataDirectory: '/data', cluster: '/data/postgres', log: '/data/postgres.log' };
const told = (output: string): string => explainFailure({ output, ...place }).message;

describe('what PostgreSQL says when it does not start', () => {
  it.each([
    ['FATAL:  could not write to file "pg_wal/xlogtemp.1": No space left on device', 'disk'],
    [
      'FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes at block 20',
      'disk',
    ],
    ['FATAL:  could not create shared memory segment: No space left on device', 'memory'],
    ['postgres: error while loading shared libraries: libstdc++.so.6: cannot open', 'does not run'],
    ['FATAL:  data directory "/data/postgres" has wrong ownership', 'may not use'],
    ['PANIC:  could not locate a valid checkpoint record', 'does not start: could not locate'],
  ])('%s becomes a sentence about its cause', (output, cause) => {
    expect(told(`2026-11-22 10:00:00.000 UTC [7] ${output}`)).toContain(cause);
  });

  it('passes by itself only when an ended server has not been let go of yet', () => {
    expect(
      isPassing('FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use'),
    ).toBe(true);
    expect(isPassing('FATAL:  lock file "postmaster.pid" already exists')).toBe(true);
    expect(isPassing('FATAL:  could not open file "global/pg_control": Permission denied')).toBe(
      false,
    );
  });

  it('is no talk of damage when a new database could not be made', () => {
    const output =
      'selecting dynamic shared memory implementation ... posix\ninitdb: error: out of luck';
    const problem = explainFailedCreation({ output, ...place });
    expect(problem.message).toBe(
      'A new database could not be made in /data: initdb: error: out of luck',
    );
    expect(problem.whatToDo).not.toContain('.damaged');
  });
});
