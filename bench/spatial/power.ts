/**
 * How often a planted hotspot is found, and how many of its areas are. Run:
 * node --import tsx bench/spatial/power.ts [MAPS]
 */
import { countMapAlarms } from '#statistics/spatial/simulated-maps/count-map-alarms.ts';
import { makeGrid } from '#statistics/spatial/simulated-maps/grid.ts';
import { readCounty } from './read-areas.ts';

const maps = Number(process.argv[2] ?? 200);
const seed = 1;
const side = 19;
const even = {
  name: '361 equal areas',
  map: {
    neighbours: makeGrid(side, side),
    populations: new Float64Array(side * side).fill(1),
  },
};
const { residents, ...county } = readCounty();
const real = { name: 'the county', map: { ...county, populations: residents } };

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** A square of 9 in the grid’s middle; in the county, an area with seven neighbours and these. */
const square = [-1, 0, 1].flatMap((row) => [179, 180, 181].map((area) => area + row * side));
const { starts } = county.neighbours;
const centre = residents.findIndex(
  (_, area) => (starts[area + 1] ?? 0) - (starts[area] ?? 0) === 7,
);
const around = county.neighbours.neighbours.subarray(starts[centre], starts[centre + 1]);

const power: Record<string, string>[] = [];
for (const [{ name, map }, areas] of [
  [even, square],
  [real, [centre, ...around]],
] as const) {
  for (const times of [2, 3]) {
    for (const meanCount of [0.5, 1, 2, 5, 10, 20]) {
      const planted = { ...map, planted: { areas, times } };
      const drawn = { meanCount, value: 'rate', seed: seed + times } as const;
      const alarms = await countMapAlarms(planted, { ...drawn, maps });
      power.push({
        map: name,
        planted: `${areas.length} areas, ${times} times`,
        'mean count': String(meanCount),
        found: percent(alarms.withFound / maps),
        'of its areas': percent(alarms.plantedFound),
        'flags elsewhere': percent(alarms.falseFlags),
      });
    }
  }
}
console.log(`A planted hotspot: rates, ${maps} maps each, 9,999 permutations`);
console.table(power);
