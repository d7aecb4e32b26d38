// The long form: bin/check-access [--checks 10000000] [--seed N]. Stops at the first world that differs.
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '#platform/database/embedded/start-postgres.ts';
import { prepareDatabase } from '#platform/database/prepare-database.ts';
import { openComparison } from './comparison.ts';
import { compareLinking, compareTableOwner, compareWorld } from './compare-world.ts';
import { explainDifference } from './explain-difference.ts';
import { makeWorld } from './make-world.ts';
import { openOracleGround } from './open-oracle.ts';
import { replaceWorld } from './world-store.ts';
import { worldSize } from './world-size.ts';

const { values } = parseArgs({
  options: {
    checks: { type: 'string', default: '10000000' },
    seed: { type: 'string', default: String(Math.floor(performance.timeOrigin) % 1_000_000) },
  },
});
const [checks, firstSeed] = [Number(values.checks), Number(values.seed)];
if (!Number.isSafeInteger(checks) || !Number.isSafeInteger(firstSeed)) {
  process.stderr.write('Usage: bin/check-access [--checks N] [--seed N]\n');
  process.exit(2);
}

const say = (words: string): void => void process.stdout.write(`${words}\n`);
const began = performance.now();
const comparison = openComparison();
const folder = await mkdtemp('/tmp/breakwater-access-');
await chmod(folder, 0o711);
await mkdir(join(folder, 'data'), { mode: 0o711 });
const server = await startPostgres({
  dataDirectory: join(folder, 'data'),
  durability: 'throwaway',
  ifRunning: 'refuse',
});
let seed = firstSeed;
try {
  const { socketDirectory, port, superuser } = server;
  const address = { kind: 'embedded', socketDirectory, port, superuser, name: 'access' } as const;
  await prepareDatabase(address);
  const ground = await openOracleGround(address);
  while (comparison.checks < checks && comparison.differences.length === 0) {
    const world = makeWorld(seed, worldSize);
    await replaceWorld(ground.superuser, world);
    await compareTableOwner(comparison, world, ground.superuser);
    await compareLinking(comparison, world, ground);
    const lookers = world.lookers.keys();
    await compareWorld(comparison, { world, store: ground.store, extent: 'everything', lookers });
    for (const difference of comparison.differences.slice(0, 3)) {
      say(explainDifference(world, difference));
    }
    seed += 1;
    if ((seed - firstSeed) % 20 === 0) say(summary());
  }
  await ground.close();
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
say(summary());
for (const [rule, { yes, no }] of [...comparison.byRule].toSorted(
  ([one], [other]) => one - other,
)) {
  say(`  rule ${rule}: ${yes} yes, ${no} no`);
}
process.exitCode = comparison.differences.length === 0 ? 0 : 1;

function summary(): string {
  const seconds = (performance.now() - began) / 1000;
  return (
    `Seeds ${firstSeed} to ${seed - 1}: ${comparison.checks.toLocaleString('en-GB')} checks, ` +
    `${comparison.differences.length} differences, ${seconds.toFixed(0)} s`
  );
}
