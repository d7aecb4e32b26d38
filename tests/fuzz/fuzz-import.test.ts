import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { openGround } from './open-ground.ts';
import { runCase } from './run-case.ts';
import { openTally } from './tally.ts';

// The short form runs with every test; npm run fuzz:import is the long one. CASES and SEED repeat a run.
const cases = Number(process.env['CASES'] ?? 400);
const first = Number(process.env['FIRST'] ?? 0);
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

const tally = openTally(seed);
let last = 'none';
let opened: TestDatabase;
let ground: Awaited<ReturnType<typeof openGround>>;
beforeAll(async () => {
  opened = await makeTestDatabase();
  ground = await openGround(opened.database, { isThorough: false });
});
afterAll(async () => {
  // Even when time ran out: then the case that was open is the one to look at.
  process.stderr.write(`Searched: ${tally.inWords()} The last that began: ${last}.\n`);
  await ground.close();
  await opened.drop();
});

test(
  `whatever ${cases} files hold, they are refused in words or every row is accounted for (SEED=${seed})`,
  { timeout: 120_000 },
  async ({ signal }) => {
    for (let index = first; index < first + cases && !signal.aborted; index += 1) {
      last = `case ${index}`;
      tally.add(await runCase(seed, index, ground));
    }
    expect(tally.broken).toEqual([]);
    // Generators that only made rubbish, or only sound files, would prove nothing.
    const wanted = ['police', 'counts', 'areas'].flatMap((kind) => [
      `${kind} read`,
      `${kind} refused`,
    ]);
    const ends = [...tally.ends.keys()];
    if (cases >= 200) expect(ends).toEqual(expect.arrayContaining([...wanted, 'import read']));
  },
);
