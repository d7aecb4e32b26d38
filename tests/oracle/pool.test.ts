import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '#platform/clock.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeWorldAtOnce } from './make-world.ts';
import { openOracleGround } from './open-oracle.ts';
import { runPool } from './pool-run.ts';
import { replaceWorld } from './world-store.ts';

/** ORACLE_POOL_REQUESTS=200000 is the long form. */
const requests = Number(process.env['ORACLE_POOL_REQUESTS'] ?? 1_500);
const world = makeWorldAtOnce(7, { people: 50, records: 60, lookers: 150 });

let made: TestDatabase;
beforeAll(async () => {
  made = await makeTestDatabase(fixedClock(new Date(world.at).toISOString()));
  const ground = await openOracleGround(made.database.address);
  await replaceWorld(ground.superuser, world);
  await ground.close();
});
afterAll(() => made.drop());

describe('fifty people over four connections', () => {
  test(
    'never get an answer that is another’s, whatever is broken off, fails or is cancelled',
    { timeout: 1_800_000 },
    async () => {
      const tally = await runPool(made.database, world, { requests, connections: 4, seed: 1 });
      expect(tally.crossed).toEqual([]);
      const { answered, turnedAway, brokenOff, cancelled } = tally;
      expect(answered + turnedAway + brokenOff + cancelled).toBe(requests);
      for (const count of [answered, turnedAway, brokenOff, cancelled]) {
        expect(count).toBeGreaterThan(0);
      }
    },
  );
});
