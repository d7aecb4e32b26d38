import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { openGround } from './open-ground.ts';
import { runCase } from './run-case.ts';

// The short form runs with every test; npm run fuzz:import is the long one. CASES and SEED repeat a run.
const cases = Number(process.env['CASES'] ?? 400);
const first = Number(process.env['FIRST'] ?? 0);
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

let opened: TestDatabase;
let ground: Awaited<ReturnType<typeof openGround>>;
beforeAll(async () => {
  opened = await makeTestDatabase();
  ground = await openGround(opened.database, { isThorough: false });
});
afterAll(async () => {
  await ground.close();
  await opened.drop();
});

test(
  `whatever ${cases} files hold, they are refused in words or every row is accounted for (SEED=${seed})`,
  { timeout: 120_000 },
  async () => {
    const ends = new Set<string>();
    const broken: string[] = [];
    for (let index = first; index < first + cases; index += 1) {
      try {
        ends.add(await runCase(seed, index, ground));
      } catch (problem) {
        broken.push(problem instanceof Error ? problem.message : String(problem));
      }
    }
    expect(broken).toEqual([]);
    // Generators that only made rubbish, or only sound files, would prove nothing.
    const wanted = ['police', 'counts', 'areas'].flatMap((kind) => [
      `${kind} read`,
      `${kind} refused`,
    ]);
    expect([...ends]).toEqual(expect.arrayContaining([...wanted, 'import read']));
  },
);
