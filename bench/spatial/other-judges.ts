import type { Judge } from '#statistics/spatial/simulated-maps/count-map-alarms.ts';
import { localGiStar } from '#statistics/spatial/getis-ord.ts';
import { openRandom } from '#statistics/spatial/permutation/open-random.ts';
import { weighNeighbours, type Neighbours } from '#statistics/spatial/spatial-weights.ts';
import { twoSidedP } from '#statistics/spatial/two-sided-p.ts';

/** By the normal distribution of Gi*, as desktop programs do. Never used to flag; to show why not. */
export function judgeAnalytically(neighbours: Neighbours): Judge {
  const weights = weighNeighbours(neighbours, 'B', { includeSelf: true });
  return async (values) => {
    const z = localGiStar(values, weights);
    return {
      p: z.map((each) => (each === undefined ? undefined : twoSidedP(each))),
      tails: z.map((each) => ((each ?? 0) > 0 ? 'high' : 'low')),
    };
  };
}

/** By permutation with samples of its own for every area: what sharing them is measured against. */
export function judgeWithOwnSamples(
  { starts, neighbours }: Neighbours,
  permutations: number,
): Judge {
  return async (values, seed) => {
    const order = Uint32Array.from(values.keys());
    const counts = Array.from(values, (_, area) => {
      const row = neighbours.subarray(starts[area], starts[area + 1]);
      const observed = row.reduce((sum, neighbour) => sum + (values[neighbour] ?? 0), 0);
      const drawBelow = openRandom(seed, area);
      let [atLeast, atMost] = [0, 0];
      for (let sample = 0; sample < permutations; sample += 1) {
        const sum = drawSum(values, { order, area, count: row.length, drawBelow });
        atLeast += Number(sum >= observed - 1e-9);
        atMost += Number(sum <= observed + 1e-9);
      }
      return { atLeast, atMost, isIsland: row.length === 0 };
    });
    return {
      p: counts.map(({ atLeast, atMost, isIsland }) =>
        isIsland
          ? undefined
          : Math.min(1, (2 * (Math.min(atLeast, atMost) + 1)) / (permutations + 1)),
      ),
      tails: counts.map(({ atLeast, atMost }) => (atLeast < atMost ? 'high' : 'low')),
    };
  };
}

function drawSum(
  values: Float64Array,
  from: {
    readonly order: Uint32Array;
    readonly area: number;
    readonly count: number;
    readonly drawBelow: (limit: number) => number;
  },
): number {
  let sum = 0;
  for (let place = 0, drawn = 0; drawn < from.count; place += 1) {
    const other = place + from.drawBelow(values.length - place);
    const area = from.order[other] ?? 0;
    from.order[other] = from.order[place] ?? 0;
    from.order[place] = area;
    if (area === from.area) continue;
    sum += values[area] ?? 0;
    drawn += 1;
  }
  return sum;
}
