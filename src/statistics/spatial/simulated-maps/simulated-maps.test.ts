import { describe, expect, it } from 'vitest';
import { countMapAlarms } from './count-map-alarms.ts';
import { makeGrid } from './grid.ts';
import { drawCounts, drawPopulations, townPopulations } from './simulated-map.ts';

// A small form of bench/spatial/false-alarms.ts, which draws 1,000 maps of each kind.
const side = 15;
const neighbours = makeGrid(side, side);
const equal = new Float64Array(side * side).fill(1);
const maps = 40;
/** R 4.2.2: qbinom(0.99, 40, 0.05). With more, false alarms are above 5% (exact, 99%). */
const mostFalseAlarms = 6;
const middle = [-1, 0, 1].flatMap((row) => [111, 112, 113].map((area) => area + row * side));

describe('on maps where everybody has the same risk, any flag is a false alarm', () => {
  const unequal = drawPopulations(side * side, 0.7, 1);
  const town = townPopulations(side);

  it.each([
    ['sparse counts', { populations: equal, meanCount: 0.3, value: 'count' }],
    ['dense counts', { populations: equal, meanCount: 20, value: 'count' }],
    ['sparse rates of unequal areas', { populations: unequal, meanCount: 1, value: 'rate' }],
    ['dense rates of unequal areas', { populations: unequal, meanCount: 20, value: 'rate' }],
  ] as const)('%s have one in at most 1 map of 20', async (_, { populations, ...drawn }) => {
    const alarms = await countMapAlarms({ neighbours, populations }, { ...drawn, maps, seed: 1 });
    expect(alarms.withFlag).toBeLessThanOrEqual(mostFalseAlarms);
  });

  it('but counts show where people are: a town is flagged whatever its risk, by rates seldom', async () => {
    const map = { neighbours, populations: town };
    const options = { maps: 20, meanCount: 20, seed: 1 };
    const [counts, rates] = [
      await countMapAlarms(map, { ...options, value: 'count' }),
      await countMapAlarms(map, { ...options, value: 'rate' }),
    ];
    expect(counts.withFlag).toBe(20);
    expect(rates.withFlag).toBeLessThanOrEqual(5);
  });
});

describe('a planted hotspot of nine areas', () => {
  const map = { neighbours, populations: equal, planted: { areas: middle, times: 3 } };
  const options = { maps: 10, meanCount: 4, value: 'rate', seed: 2 } as const;

  it('of three times the risk is found, and little besides', async () => {
    const alarms = await countMapAlarms(map, options);
    expect(alarms.withFound).toBe(10);
    expect(alarms.plantedFound).toBeGreaterThan(0.4);
    expect(alarms.falseFlags).toBeLessThan(0.1);
  });

  it('is never found with 199 permutations: 1 in 100 is then the smallest p', async () => {
    const alarms = await countMapAlarms(map, { ...options, permutations: 199 });
    expect(alarms.withFlag).toBe(0);
  });
});

describe('drawn counts', () => {
  it('have the mean of their population and risk, and the variance of the mean', () => {
    const populations = Float64Array.of(1, 3, 2);
    const map = { neighbours, populations, planted: { areas: [2], times: 3 } };
    const draws = Array.from({ length: 4_000 }, (_, seed) => drawCounts(map, 8, seed));
    for (const [area, mean] of [4, 12, 24].entries()) {
      const counts = draws.map((counts) => counts[area] ?? 0);
      const average = counts.reduce((sum, count) => sum + count, 0) / counts.length;
      const variance =
        counts.reduce((sum, count) => sum + (count - average) ** 2, 0) / counts.length;
      expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(mean / counts.length));
      expect(variance / mean).toBeCloseTo(1, 0);
    }
  });

  it('are the same from the same seed', () => {
    const map = { neighbours, populations: equal };
    expect(drawCounts(map, 3, 7)).toEqual(drawCounts(map, 3, 7));
    expect(drawCounts(map, 3, 7)).not.toEqual(drawCounts(map, 3, 8));
  });
});
