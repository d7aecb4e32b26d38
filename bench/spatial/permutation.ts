/**
 * Conditional permutation beside R: Gi* with 999 permutations over the small areas of England and Wales against
 * spdep's localG_perm, once, and the county's p against the same drawing written in R. Needs Rscript and spdep.
 * Run: node --import tsx bench/spatial/permutation.ts [TURNS]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localGiStar } from '#statistics/spatial/getis-ord.ts';
import {
  permuteNeighbours,
  type LocalPermutations,
} from '#statistics/spatial/permutation/permute-neighbours.ts';
import { drawCounts } from '#statistics/spatial/simulated-maps/simulated-map.ts';
import { weighNeighbours } from '#statistics/spatial/spatial-weights.ts';
import { median } from '../shared-months.ts';
import { readCountry, readCounty, type SmallAreas } from './read-areas.ts';

const turns = Number(process.argv[2] ?? 7);
const seed = 20_261_122;
const country = prepare(readCountry());
const county = prepare(readCounty());

const ofCountry = await measure(country, 999);
const ofCounty = await measure(county, 9_999);
const ofR = askR();
const times = ofR.seconds / ofCountry.seconds;
const furthest = compare(ofCounty.result, ofR.p);

console.table([
  row('England and Wales, 999, R localG_perm', ofR.seconds),
  row('England and Wales, 999, ours with Gi*', ofCountry.seconds),
  row('County, 9,999, ours with Gi*', ofCounty.seconds),
]);
console.log(`${country.areas.codes.length} areas: ${times.toFixed(0)} times faster (limit 20).`);
console.log(`County: the p furthest from R's is ${furthest.toFixed(1)} standard errors away.`);
if (!(times >= 20 && ofCounty.seconds <= 2 && furthest < 5)) process.exitCode = 1;

type Prepared = { readonly areas: SmallAreas; readonly values: Float64Array };

/** Counts of one period, of equal risk for the residents there are. */
function prepare(areas: SmallAreas): Prepared {
  const map = { neighbours: areas.neighbours, populations: areas.residents };
  return { areas, values: drawCounts(map, 5, seed) };
}

async function measure({ areas, values }: Prepared, permutations: number) {
  const seconds: number[] = [];
  let result: LocalPermutations | undefined;
  for (let turn = 0; turn < turns; turn += 1) {
    const start = performance.now();
    const weights = weighNeighbours(areas.neighbours, 'B', { includeSelf: true });
    localGiStar(values, weights);
    result = await permuteNeighbours(values, weights, { seed, permutations });
    seconds.push((performance.now() - start) / 1_000);
  }
  if (result === undefined) throw new Error('There has to be a turn.');
  return { seconds: median(seconds), result };
}

function askR(): { readonly seconds: number; readonly p: readonly (number | null)[] } {
  const folder = mkdtempSync(join(tmpdir(), 'permutation-'));
  try {
    for (const [name, { areas, values }] of Object.entries({ country, county })) {
      const { starts, neighbours } = areas.neighbours;
      const lists = areas.codes.map((_, area) =>
        Array.from(neighbours.subarray(starts[area], starts[area + 1]), (each) => each + 1),
      );
      const text = lists.map((list) => list.join(' ')).join('\n');
      writeFileSync(join(folder, `${name}.neighbours`), `${text}\n`);
      writeFileSync(join(folder, `${name}.values`), values.join('\n'));
    }
    const script = join(import.meta.dirname, 'permutation.R');
    return JSON.parse(execFileSync('Rscript', [script, folder], { encoding: 'utf8' })) as {
      seconds: number;
      p: (number | null)[];
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The largest difference of two p-values, in standard errors of a difference of two runs. */
function compare(
  { p, permutations }: LocalPermutations,
  others: readonly (number | null)[],
): number {
  const differences = p.map((mine, area) => {
    const other = others[area];
    if (mine === undefined || typeof other !== 'number') {
      return mine === undefined && other === null ? 0 : Infinity;
    }
    const tail = (mine + other) / 4;
    return Math.abs(mine - other) / (2 * Math.sqrt((2 * tail * (1 - tail)) / permutations));
  });
  return Math.max(...differences);
}

function row(what: string, seconds: number) {
  return { what, seconds: seconds.toFixed(3) };
}
