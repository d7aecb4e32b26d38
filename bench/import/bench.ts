// The import of two months of every force beside bare copies of the same files, in turns in one run:
//   npm run bench:import [-- TURNS]
// Fails when the median import takes over 3 times the median copy, or over 1 GB of memory.
import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { listAllForcesFiles, median } from '../shared-months.ts';

type Measured = {
  seconds: number;
  megabytes: number;
  databaseMegabytes?: number;
  steps?: Record<string, number>;
};

const highestRatio = 3;
const mostMegabytes = 1024;
const turns = Number(process.argv[2] ?? 3);
const files = listAllForcesFiles();

const copies = ['sniffed', 'typed', 'text'] as const;
const copied: Record<(typeof copies)[number], Measured[]> = { sniffed: [], typed: [], text: [] };
const imported: Measured[] = [];
for (let turn = 0; turn < turns; turn += 1) {
  for (const way of copies) copied[way].push(measure('copy-months.ts', way, ...files));
  imported.push(measure('load-months.ts', ...files));
}

const seconds = (measured: readonly Measured[]) => median(measured.map((one) => one.seconds));
const most = (of: 'megabytes' | 'databaseMegabytes') =>
  Math.max(...imported.map((one) => one[of] ?? 0));
const ratioTo = (way: (typeof copies)[number]) => seconds(imported) / seconds(copied[way]);
const copyLine = (words: string, way: (typeof copies)[number]) =>
  `  ${words.padEnd(42)}${seconds(copied[way]).toFixed(2)} s, the import takes ${ratioTo(way).toFixed(2)} times as long`;
const steps = Object.keys(imported[0]?.steps ?? {}).map((step) => {
  const took = median(imported.map((one) => one.steps?.[step] ?? 0));
  return `    ${step.padEnd(40)}${took.toFixed(2)} s`;
});
console.log(
  [
    `${files.length} files, medians of ${turns}; load of the machine now ${loadavg()[0]?.toFixed(1)}:`,
    `  ${'import, every row accounted for'.padEnd(42)}${seconds(imported).toFixed(2)} s`,
    ...steps,
    `${copyLine('bare copy, columns sniffed', 'sniffed')} (at most ${highestRatio})`,
    copyLine('bare copy, columns and format given', 'typed'),
    copyLine('bare copy, everything as text', 'text'),
    `  ${'most memory of the import'.padEnd(42)}${most('megabytes').toFixed(0)} MB (at most ${mostMegabytes})`,
    `  ${'of one database process'.padEnd(42)}${most('databaseMegabytes').toFixed(0)} MB`,
  ].join('\n'),
);
if (ratioTo('sniffed') > highestRatio || most('megabytes') > mostMegabytes) process.exitCode = 1;

function measure(program: string, ...args: string[]): Measured {
  const path = join(import.meta.dirname, program);
  const ended = spawnSync(process.execPath, ['--import', 'tsx', path, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (ended.status !== 0) throw new Error(`${program} failed.`);
  return JSON.parse(ended.stdout.trim().split('\n').at(-1) ?? '') as Measured;
}
