/**
 * How often maps flag an area where everybody has the same risk. Ends with exit code 1 when the false alarms of
 * what the service offers are above 5% (exact one-sided 99% bound).
 * Run: node --import tsx bench/spatial/false-alarms.ts [MAPS [MAPS-OF-THE-LAST-TABLE]]
 */
import { proportionInterval } from '#statistics/proportion-interval.ts';
import { countMapAlarms, type Judge } from '#statistics/spatial/simulated-maps/count-map-alarms.ts';
import { makeGrid } from '#statistics/spatial/simulated-maps/grid.ts';
import {
  drawPopulations,
  townPopulations,
  type SimulatedMap,
} from '#statistics/spatial/simulated-maps/simulated-map.ts';
import { judgeAnalytically, judgeWithOwnSamples } from './other-judges.ts';
import { readCounty } from './read-areas.ts';

const maps = Number(process.argv[2] ?? 1_000);
const fewerMaps = Number(process.argv[3] ?? 200);
const seed = 1;
const side = 19;
const neighbours = makeGrid(side, side);
const equal = new Float64Array(side * side).fill(1);
const { residents, ...county } = readCounty();

type Kind = { readonly name: string; readonly map: SimulatedMap };
const even: Kind = { name: '361 equal areas', map: { neighbours, populations: equal } };
const real: Kind = { name: 'the county', map: { ...county, populations: residents } };
const unequal: Kind = {
  name: '361 unequal areas',
  map: { neighbours, populations: drawPopulations(side * side, 0.7, seed) },
};
const town: Kind = {
  name: 'a town and country',
  map: { neighbours, populations: townPopulations(side) },
};

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

async function falseAlarms(
  { name, map }: Kind,
  value: 'count' | 'rate',
  options: { readonly maps: number; readonly permutations?: number; readonly judge?: Judge },
) {
  const rows: Record<string, string>[] = [];
  for (const meanCount of [0.3, 2, 20]) {
    const { withFlag } = await countMapAlarms(map, { ...options, meanCount, value, seed });
    const { lower, upper } = proportionInterval(withFlag, options.maps, 0.98);
    rows.push({
      map: name,
      value,
      'mean count': String(meanCount),
      maps: String(options.maps),
      'with a flag': percent(withFlag / options.maps),
      '99% bounds': `${percent(lower)} to ${percent(upper)}`,
      '5%': lower > 0.05 ? 'more' : upper < 0.05 ? 'fewer' : 'consistent',
    });
  }
  return rows;
}

const offered = [
  ...(await falseAlarms(even, 'count', { maps })),
  ...(await falseAlarms(unequal, 'rate', { maps })),
  ...(await falseAlarms(real, 'count', { maps })),
  ...(await falseAlarms(real, 'rate', { maps })),
];
console.log('Equal risk for everybody: maps with a flag, 9,999 permutations, q at most 0.05');
console.table(offered);
if (offered.some((row) => row['5%'] === 'more')) process.exitCode = 1;

console.log('Not offered as such: areas of very different population, the crowded ones together');
console.table([
  ...(await falseAlarms(town, 'rate', { maps })),
  ...(await falseAlarms(town, 'count', { maps: Math.min(maps, 100) })),
]);

console.log('By the normal distribution instead (never used)');
console.table([
  ...(await falseAlarms(even, 'count', { maps, judge: judgeAnalytically(neighbours) })),
  ...(await falseAlarms(real, 'rate', { maps, judge: judgeAnalytically(county.neighbours) })),
]);

console.log('With 99,999 permutations, then with 9,999 that every area draws for itself');
const own = { maps: fewerMaps };
console.table(await falseAlarms(even, 'count', { ...own, permutations: 99_999 }));
console.table(
  await falseAlarms(even, 'count', { ...own, judge: judgeWithOwnSamples(neighbours, 9_999) }),
);
