// The import of two months of every force beside a bare copy of the same files, in turns in one run:
//   node --import tsx bench/import/bench.ts [TURNS]
// Fails when the median import takes over 3 times the median copy, or over 1 GB of memory.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { listAllForcesFiles, median } from '../shared-months.ts';

type Measured = { seconds: number; megabytes: number; databaseMegabytes?: number };

const highestRatio = 3;
const mostMegabytes = 1024;
const turns = Number(process.argv[2] ?? 3);
const files = listAllForcesFiles();

const measured: Record<'import' | 'copy' | 'textCopy', Measured[]> = {
  import: [],
  copy: [],
  textCopy: [],
};
for (let turn = 0; turn < turns; turn += 1) {
  measured.copy.push(measure('copy-months.ts', 'sniffed', ...files));
  measured.import.push(measure('load-months.ts', ...files));
  measured.textCopy.push(measure('copy-months.ts', 'text', ...files));
}

const seconds = (of: keyof typeof measured): number =>
  median(measured[of].map((one) => one.seconds));
const most = (of: 'megabytes' | 'databaseMegabytes'): number =>
  Math.max(...measured.import.map((one) => one[of] ?? 0));
const ratio = seconds('import') / seconds('copy');
console.log(`${files.length} files, medians of ${turns}:
  import, every row accounted for   ${seconds('import').toFixed(2)} s
  bare copy, columns sniffed        ${seconds('copy').toFixed(2)} s   import takes ${ratio.toFixed(2)} times as long (at most ${highestRatio})
  bare copy, everything as text     ${seconds('textCopy').toFixed(2)} s   ${(seconds('import') / seconds('textCopy')).toFixed(2)} times
  most memory of the import         ${most('megabytes').toFixed(0)} MB (at most ${mostMegabytes}); of one database process ${most('databaseMegabytes').toFixed(0)} MB`);
if (ratio > highestRatio || most('megabytes') > mostMegabytes) process.exitCode = 1;

function measure(program: string, ...args: string[]): Measured {
  const path = join(import.meta.dirname, program);
  const ended = spawnSync(process.execPath, ['--import', 'tsx', path, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (ended.status !== 0) throw new Error(`${program} failed.`);
  return JSON.parse(ended.stdout.trim().split('\n').at(-1) ?? '') as Measured;
}
