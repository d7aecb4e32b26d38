// Empirical Bayes rates and q-values beside R's EBest and p.adjust, for as many people as live in each small
// area of England and Wales and invented counts: node --import tsx bench/spatial/rates.ts
// Needs Rscript with spdep (Debian: r-cran-spdep). Fails when any value is more than 1e-9 of itself away.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { empiricalBayesRates } from '#statistics/spatial/empirical-bayes-rates.ts';
import { falseDiscoveryRates } from '#statistics/spatial/false-discovery.ts';
import { geographyFile } from '../shared-months.ts';

const populations = readFileSync(geographyFile('census21_usual_residents_lsoa21.csv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => Number(line.split(',')[1]));
// Any numbers do, as long as they are the same each time and some are tied: parts of the golden ratio.
const part = (area: number): number => (area * 0.618_033_988_749_895) % 1;
const scattered = populations.map((people, area) => Math.floor(people * part(area) ** 4 * 0.05));
const alike = populations.map((people) => Math.floor(people / 100));
const chances = populations.map((_, area) => Math.round(part(7 * area) ** 3 * 1e5) / 1e5);

const folder = mkdtempSync(join(tmpdir(), 'breakwater-rates-'));
try {
  compare('counts that vary more than chance', scattered);
  compare('counts that vary less than chance', alike);
} finally {
  rmSync(folder, { recursive: true });
}

function compare(words: string, events: readonly number[]): void {
  const [input, output] = [join(folder, 'input.csv'), join(folder, 'output.csv')];
  const rows = events.map((count, area) => [count, populations[area], chances[area]].join(','));
  writeFileSync(input, ['events,population,p', ...rows].join('\n'));
  const program = join(import.meta.dirname, 'rates.R');
  const ended = spawnSync('Rscript', [program, input, output], { stdio: 'inherit' });
  if (ended.status !== 0) throw new Error('Rscript with spdep is needed (r-cran-spdep).');
  const answers = readFileSync(output, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(',').map(Number));
  const rates = empiricalBayesRates(events, populations).areas.map((area) => area?.smoothed);
  const [ofRates, ofQ] = [rates, falseDiscoveryRates(chances)].map((ours, column) =>
    Math.max(...answers.map((answer, area) => apart(ours[area], answer[column]))),
  );
  console.log(
    `${words}, ${answers.length} areas: rates at most ${ofRates} of themselves from R, q-values ${ofQ}`,
  );
  const all = answers.length === populations.length;
  if (!all || !((ofRates ?? 1) <= 1e-9) || !((ofQ ?? 1) <= 1e-9)) process.exitCode = 1;
}

function apart(value = NaN, reference = NaN): number {
  return value === reference ? 0 : Math.abs(value - reference) / Math.abs(reference);
}
