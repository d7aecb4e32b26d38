import { existsSync } from 'node:fs';
import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  listCurrentUnits,
  listReceipts,
  resultOf,
  startImport,
  writeRandomFile,
  type RandomFile,
} from './import-rounds.ts';
import { makePlace, removePlace, type Place } from './place.ts';
import { seededRandom } from './seeded-random.ts';
import { ask, startCopy, type ServiceCopy } from './service-copy.ts';

// The short form runs with every test; KILLS=100 ROUNDS=8 is the long one, and SEED repeats a run's choices.
const kills = Number(process.env['KILLS'] ?? 2);
const rounds = Number(process.env['ROUNDS'] ?? 1);
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const random = seededRandom(seed);

let place: Place;
let service: ServiceCopy;
/** How long a load takes that nothing disturbs, in milliseconds. */
let undisturbed = 0;

beforeAll(async () => {
  place = await makePlace();
  service = startCopy({ place, options: ['--empty'] });
  await service.ready;
  const { path } = await writeRandomFile(place, 'Undisturbed Police', random);
  const began = performance.now();
  await resultOf(startImport(place, path));
  undisturbed = performance.now() - began;
});
afterAll(async () => {
  service.process.kill('SIGTERM');
  await service.ended;
  await removePlace(place);
});

/** The rows of each month in use, where every place that tells of them tells the same. */
async function rowsInUse(force: string): Promise<Map<string, number>> {
  const units = await listCurrentUnits(place, force);
  for (const { accepted, counted, path } of units) {
    expect(counted).toBe(accepted);
    expect(existsSync(path)).toBe(true);
  }
  return new Map(units.map(({ month, accepted }) => [`${force} ${month}`, accepted]));
}

it(
  `a load killed ${kills} times and run again gives the same figures and one receipt (SEED=${seed})`,
  { timeout: 60_000 + kills * 20_000 },
  async () => {
    let cutShort = 0;
    for (let kill = 1; kill <= kills; kill += 1) {
      const force = `Killed ${kill} Police`;
      const { path, expected } = await writeRandomFile(place, force, random);
      const killed = startImport(place, path);
      await pause(random() * undisturbed);
      killed.process.kill('SIGKILL');
      if ((await killed.ended) === null) cutShort += 1;
      // All of it or nothing, whatever the moment was.
      const left = await rowsInUse(force);
      if (left.size > 0) expect(left).toEqual(expected.units);
      const { rows } = await resultOf(startImport(place, path));
      const { units, ...sum } = expected;
      expect(rows).toEqual({ ...sum, replaced: 0 });
      expect(await rowsInUse(force)).toEqual(units);
      expect(await listReceipts(place, force)).toHaveLength(1);
    }
    // Which moment a kill hits is chance; of many, some must have come before the end.
    if (kills > 2) expect(cutShort).toBeGreaterThan(0);
    await expectNothingLeftOver();
    if (kills > 2) process.stdout.write(`${cutShort} of ${kills} loads were cut short.\n`);
  },
);

/** After two days the next load clears away what killed ones left. */
async function expectNothingLeftOver(): Promise<void> {
  const folder = join(place.data, 'parquet', 'police');
  const twoDaysAgo = new Date(performance.timeOrigin + performance.now() - 2 * 86_400_000);
  for (const name of await readdir(folder)) {
    for (const attempt of await readdir(join(folder, name))) {
      await utimes(join(folder, name, attempt), twoDaysAgo, twoDaysAgo);
    }
    await utimes(join(folder, name), twoDaysAgo, twoDaysAgo);
  }
  const { path } = await writeRandomFile(place, 'Last Police', random);
  await resultOf(startImport(place, path));
  const known = await ask<{ path: string }>(
    place,
    'select parquet_path as path from police_months',
  );
  const inside = await readdir(folder, { recursive: true });
  const files = inside.filter((name) => name.includes('.')).map((name) => join(folder, name));
  expect(files.toSorted()).toEqual(known.map((row) => row.path).toSorted());
  const attempts = inside.filter((name) => name.split('/').length === 2);
  const inUse = new Set(known.map((row) => join(row.path, '..')));
  expect(attempts.filter((name) => !inUse.has(join(folder, name)))).toEqual([]);
}

it(
  `two loads of one force at the same time end as one after the other would, ${rounds} times (SEED=${seed})`,
  { timeout: 60_000 + rounds * 20_000 },
  async () => {
    for (let round = 1; round <= rounds; round += 1) {
      const force = `Twice ${round} Police`;
      const files = [
        await writeRandomFile(place, force, random),
        await writeRandomFile(place, force, random),
      ];
      const results = await Promise.all(
        files.map(({ path }) => resultOf(startImport(place, path))),
      );
      const order = await listReceipts(place, force);
      const made = order.map((id) => {
        const at = results.findIndex((result) => result.id === id);
        return { result: results[at], file: files[at] };
      });
      const [earlier, later] = made;
      expect(made).toHaveLength(2);
      const [before, after] = [unitsOf(earlier?.file), unitsOf(later?.file)];
      const both = [...before].filter(([unit]) => after.has(unit));
      expect(earlier?.result?.rows.replaced).toBe(0);
      expect(later?.result?.rows.replaced).toBe(both.reduce((sum, [, rows]) => sum + rows, 0));
      const expected = new Map([...before, ...after]);
      expect(await rowsInUse(force)).toEqual(expected);
    }
  },
);

function unitsOf(file: RandomFile | undefined): ReadonlyMap<string, number> {
  return file?.expected.units ?? new Map<string, number>();
}
