import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { openComparison } from './comparison.ts';
import { compareLinking, compareTableOwner, compareWorld } from './compare-world.ts';
import { explainDifference } from './explain-difference.ts';
import { makeWorld } from './make-world.ts';
import { openOracleGround, type OracleGround } from './open-oracle.ts';
import { replaceWorld } from './world-store.ts';
import { worldSize } from './world-size.ts';

const checks = 1_000_000;
const firstSeed = 1;

let databases: TestDatabase[];
let grounds: OracleGround[];

beforeAll(async () => {
  databases = [await makeTestDatabase(), await makeTestDatabase()];
  grounds = await Promise.all(databases.map(({ database }) => openOracleGround(database.address)));
});
afterAll(async () => {
  await Promise.all(grounds.map((ground) => ground.close()));
  await Promise.all(databases.map((database) => database.drop()));
});

describe('who may see what', () => {
  test(
    'is the same in the database and in the second writing of the page, in a million checks',
    { timeout: 300_000 },
    async () => {
      const comparison = openComparison();
      const explained: string[] = [];
      let seed = firstSeed;
      function* untilEnough(length: number): Generator<number> {
        for (let turn = 0; turn < length && comparison.checks < checks; turn += 1) yield turn;
      }
      const compareOnAndOn = async ({ superuser, store }: OracleGround): Promise<void> => {
        while (comparison.checks < checks && comparison.differences.length === 0) {
          const world = makeWorld(seed, worldSize);
          seed += 1;
          await replaceWorld(superuser, world);
          await compareTableOwner(comparison, world, superuser);
          await compareLinking(comparison, world, { superuser, store });
          const lookers = untilEnough(world.lookers.length);
          await compareWorld(comparison, { world, store, extent: 'everything', lookers });
          const own = comparison.differences.filter((difference) => difference.seed === world.seed);
          explained.push(...own.slice(0, 3).map((one) => explainDifference(world, one)));
        }
      };
      await Promise.all(grounds.map(compareOnAndOn));
      process.stdout.write(
        `Searched: seeds ${firstSeed} to ${seed - 1}: ${comparison.checks} checks of who may see what, ` +
          `${comparison.differences.length} differences\n`,
      );
      expect(explained.join('\n\n')).toBe('');
      expect(comparison.checks).toBeGreaterThanOrEqual(checks);
      // Each rule was met, so that none holds because nothing turned on it.
      expect([...comparison.byRule.keys()].toSorted((one, other) => one - other)).toEqual([
        1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 13, 14, 15, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32,
        33, 34, 35, 36, 37, 38, 39, 41, 42, 43, 44,
      ]);
    },
  );
});
