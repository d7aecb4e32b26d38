import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import type { Fault } from './fault.ts';
import { openOracleGround, type OracleGround } from './open-oracle.ts';
import { everyFault, listSurvivors, someFaults } from './run-faults.ts';

/** ORACLE_FAULTS=all is the long form. */
const faults = process.env['ORACLE_FAULTS'] === 'all' ? everyFault : someFaults;

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

describe('a slip in what decides who sees what', () => {
  test('is shown by the first worlds, whichever of them it is', { timeout: 900_000 }, async () => {
    const survivors = await Promise.all(
      grounds.map((ground, place) => {
        const own = faults.filter((_, n) => n % grounds.length === place);
        return listSurvivors(ground, [1, 2, 3, 4, 5, 6, 7, 8], own);
      }),
    );
    expect(faults.length).toBeGreaterThanOrEqual(60);
    expect(survivors.flat().map(({ name }) => name)).toEqual([]);
  });

  test('is not seen where there is none', { timeout: 60_000 }, async () => {
    const tables = ['person_records', 'person_contacts', 'exclusions'] as const;
    const sound: Fault = { name: 'none', edits: [], showsIn: { lists: tables } };
    const [ground] = grounds;
    expect(ground && (await listSurvivors(ground, [1], [sound]))).toEqual([sound]);
  });
});
