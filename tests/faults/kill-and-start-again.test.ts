import { expect, it } from 'vitest';
import { killAndStartAgain, type KillReport } from './kill-and-start-again.ts';
import { seededRandom } from './seeded-random.ts';

// The short form runs with every test; KILLS=60 is the long one, and SEED repeats a run's choices.
const kills = Number(process.env['KILLS'] ?? 3);
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

it(
  `a service killed ${kills} times starts again every time and has lost no acknowledged row (SEED=${seed})`,
  { timeout: 60_000 + kills * 10_000 },
  async () => {
    const report = await killAndStartAgain(kills, seededRandom(seed));
    const { whileMakingTheDatabase, whileStarting, whileWriting } = report.kills;
    expect(whileMakingTheDatabase + whileStarting + whileWriting).toBe(kills);
    expect(report.acknowledged).toBeGreaterThan(0);
    expect(report.lost).toBe(0);
    if (kills > 3) process.stdout.write(`${describeReport(report)}\n`);
  },
);

function describeReport({ firstStarts, laterStarts, ...counts }: KillReport): string {
  const times = { firstStartMedian: median(firstStarts), laterStartMedian: median(laterStarts) };
  const slowest = Math.max(...firstStarts, ...laterStarts);
  return JSON.stringify({
    seed,
    ...counts,
    starts: firstStarts.length + laterStarts.length,
    ...times,
    slowest,
  });
}

function median(numbers: readonly number[]): number | undefined {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
