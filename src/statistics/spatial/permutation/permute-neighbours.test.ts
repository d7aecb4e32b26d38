import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localGi } from '#statistics/spatial/getis-ord.ts';
import { localMoran } from '#statistics/spatial/local-moran.ts';
import { weighNeighbours, type Neighbours } from '#statistics/spatial/spatial-weights.ts';
import { makeGrid } from '#statistics/spatial/simulated-maps/grid.ts';
import { permuteNeighbours } from './permute-neighbours.ts';

const rows = (...lists: readonly (readonly number[])[]): Neighbours => ({
  starts: Uint32Array.from([0, ...lists.map((_, row) => lists.slice(0, row + 1).flat().length)]),
  neighbours: Uint32Array.from(lists.flat()),
});
const grid = makeGrid(5, 4);
const counts = Float64Array.of(3, 0, 1, 0, 2, 7, 9, 1, 0, 0, 8, 5, 0, 1, 0, 2, 0, 0, 1, 3);

describe('the p of an area, when its neighbours are drawn again', () => {
  it('comes to what drawing them in every possible way gives, ties in both counts', async () => {
    const permutations = 40_000;
    const { atLeast, atMost, p, tails } = await permuteNeighbours(counts, grid, {
      seed: 1,
      permutations,
    });
    for (const area of counts.keys()) {
      const exact = drawEveryWay(counts, grid, area);
      const error = 4.5 * Math.sqrt(0.25 / permutations);
      expect(Math.abs((atLeast[area] ?? 0) / permutations - exact.atLeast)).toBeLessThan(error);
      expect(Math.abs((atMost[area] ?? 0) / permutations - exact.atMost)).toBeLessThan(error);
      const least = Math.min(atLeast[area] ?? 0, atMost[area] ?? 0);
      expect(p[area]).toBe(Math.min(1, (2 * (least + 1)) / (permutations + 1)));
    }
    expect([tails[0], tails[9]]).toEqual(['high', 'low']);
  });

  it('is that of local Moran and Gi, put to the values themselves', async () => {
    const permutations = 20_000;
    const { p } = await permuteNeighbours(counts, grid, { seed: 5, permutations });
    const [standardised, binary] = [weighNeighbours(grid, 'W'), weighNeighbours(grid, 'B')];
    const area = 12;
    for (const statistic of [
      (values: Float64Array) => localGi(values, standardised)[area] ?? 0,
      (values: Float64Array) => localGi(values, binary)[area] ?? 0,
      (values: Float64Array) => localMoran(values, standardised)[area]?.ii ?? 0,
    ]) {
      const shuffled = shuffleOthers(counts, area, 1_000, statistic);
      expect(Math.abs((p[area] ?? 0) - shuffled)).toBeLessThan(0.07);
    }
  });

  it('does not ask the area itself, whether or not it is in its own neighbourhood', async () => {
    const withSelf = weighNeighbours(grid, 'W', { includeSelf: true });
    const options = { seed: 2, permutations: 500 };
    expect(await permuteNeighbours(counts, withSelf, options)).toEqual(
      await permuteNeighbours(counts, grid, options),
    );
  });

  it('is exact: over all orders of the values it is at most x for at most a share of x', async () => {
    const line = rows([1], [0, 2], [1, 3], [2, 4], [3]);
    const found: number[] = [];
    for (const values of everyOrder([0, 1, 2, 4, 8])) {
      const { p } = await permuteNeighbours(Float64Array.from(values), line, {
        seed: found.length,
        permutations: 39,
      });
      found.push(p[1] ?? Number.NaN);
    }
    for (const limit of [0.1, 0.2, 0.3, 0.5]) {
      const share = found.filter((p) => p <= limit).length / found.length;
      expect(share).toBeLessThanOrEqual(limit + 0.02);
    }
    expect(Math.min(...found)).toBeLessThan(0.2);
  });
});

describe('what has no p', () => {
  it('is an area without neighbours, or without a value, which is then nobody’s neighbour', async () => {
    const map = rows([1], [0, 2], [1, 3], [2], []);
    const values = Float64Array.of(4, 1, 2, Number.NaN, 3);
    const { p, tails, atLeast } = await permuteNeighbours(values, map, { seed: 1 });
    expect(p.map((each) => typeof each)).toEqual([
      'number',
      'number',
      'number',
      'undefined',
      'undefined',
    ]);
    expect([tails[4], atLeast[3]]).toEqual([undefined, undefined]);
    const without = rows([1], [0, 2], [1], []);
    const same = await permuteNeighbours(Float64Array.of(4, 1, 2, 3), without, { seed: 1 });
    expect(p.slice(0, 3)).toEqual(same.p.slice(0, 3));
  });

  it.each([
    ['all values are the same', counts.map(() => 0.1), grid],
    ['all values are nothing', counts.map(() => 0), grid],
    ['two areas are known', Float64Array.of(1, 2, Number.NaN), rows([1], [0, 2], [1])],
    ['there is no area', new Float64Array(), rows()],
  ])('is every area, where %s', async (_, values, map) => {
    const { p } = await permuteNeighbours(values, map, { seed: 1 });
    expect(p).toEqual(Array.from(values, () => undefined));
  });

  it('is not the area whose others are all the same, or all its neighbours: that has only ties', async () => {
    const all = rows([1, 2, 3], [0], [0], [0]);
    const { p, tails } = await permuteNeighbours(Float64Array.of(9, 2, 2, 2), all, { seed: 1 });
    expect([p[0], tails[0]]).toEqual([1, undefined]);
  });
});

describe('the counts', () => {
  it.each([1, 2, 3])('are the same from %d threads as from none', async (threads) => {
    const options = { seed: 9, permutations: 3_500 };
    expect(await permuteNeighbours(counts, grid, { ...options, threads })).toEqual(
      await permuteNeighbours(counts, grid, { ...options, threads: 0 }),
    );
  });

  it('are others from another seed, also beyond 32 bits', async () => {
    const runs = await Promise.all(
      [1, 2, 1 + 2 ** 32, 1].map((seed) => permuteNeighbours(counts, grid, { seed })),
    );
    expect(runs[3]).toEqual(runs[0]);
    expect(new Set(runs.map(({ atLeast }) => atLeast.join())).size).toBe(3);
  });

  it('stay the same when all values are scaled up or shifted', async () => {
    const factor = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    const shift = fc.integer({ min: -1_000, max: 1_000 });
    await fc.assert(
      fc.asyncProperty(factor, shift, async (factor, shift) => {
        const options = { seed: 3, permutations: 200, threads: 0 };
        const moved = counts.map((value) => factor * (value + shift));
        const { atLeast, atMost } = await permuteNeighbours(moved, grid, options);
        const before = await permuteNeighbours(counts, grid, options);
        expect({ atLeast, atMost }).toEqual({ atLeast: before.atLeast, atMost: before.atMost });
      }),
      { numRuns: 50 },
    );
  });

  it('change places when all values change sign', async () => {
    const options = { seed: 3, permutations: 700 };
    const { atLeast, atMost } = await permuteNeighbours(counts, grid, options);
    const turned = await permuteNeighbours(
      counts.map((value) => -value),
      grid,
      options,
    );
    expect([turned.atLeast, turned.atMost]).toEqual([atMost, atLeast]);
  });

  it('take sums for equal that only the way of writing them sets apart', async () => {
    // To a computer, 0.1 + 0.2 is more than 0.3.
    const options = { seed: 4, permutations: 2_000 };
    const whole = await permuteNeighbours(counts, grid, options);
    const tenths = await permuteNeighbours(
      counts.map((value) => value * 0.1),
      grid,
      options,
    );
    expect([tenths.atLeast, tenths.atMost]).toEqual([whole.atLeast, whole.atMost]);
  });

  it('with other names for the areas belong to the same areas, but for chance', async () => {
    const turned = counts.toReversed();
    const options = { seed: 8, permutations: 20_000 };
    const [one, other] = [
      await permuteNeighbours(counts, grid, options),
      await permuteNeighbours(turned, grid, options),
    ];
    for (const area of counts.keys()) {
      const difference = (one.atLeast[area] ?? 0) - (other.atLeast[19 - area] ?? 0);
      expect(Math.abs(difference) / 20_000).toBeLessThan(0.025);
    }
  });
});

describe('the work', () => {
  it.each([0, 2])('tells how far it is, with %d threads', async (threads) => {
    const shares: number[] = [];
    const onProgress = (share: number) => shares.push(share);
    await permuteNeighbours(counts, grid, { seed: 1, permutations: 4_000, threads, onProgress });
    expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
  });

  it.each([0, 2])(
    'stops when it is told to, with %d threads, and can be done again',
    async (threads) => {
      const stop = new AbortController();
      let told = 0;
      const onProgress = () => {
        told += 1;
        stop.abort(new Error('Enough.'));
      };
      const options = { seed: 1, permutations: 2_000_000, threads };
      const work = permuteNeighbours(counts, grid, { ...options, onProgress, signal: stop.signal });
      await expect(work).rejects.toThrow('Enough.');
      expect(told).toBe(1);
      await expect(
        permuteNeighbours(counts, grid, { ...options, signal: stop.signal }),
      ).rejects.toThrow('Enough.');
      const again = permuteNeighbours(counts, grid, { ...options, permutations: 10 });
      expect((await again).p).toHaveLength(20);
    },
  );

  it('passes on what goes wrong where progress is told', async () => {
    const onProgress = () => {
      throw new Error('Nobody listens.');
    };
    const options = { seed: 1, threads: 2, onProgress };
    await expect(permuteNeighbours(counts, grid, options)).rejects.toThrow('Nobody listens.');
  });

  it('starts its threads from TypeScript and from one built file alike, and lets the process end', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'permutation-'));
    const source = `
      import { permuteNeighbours } from '${join(import.meta.dirname, 'permute-neighbours.ts')}';
      const map = { starts: Uint32Array.of(0, 1, 3, 5, 6), neighbours: Uint32Array.of(1, 0, 2, 1, 3, 2) };
      const run = (threads) =>
        permuteNeighbours(Float64Array.of(1, 5, 2, 9), map, { seed: 1, permutations: 3000, threads });
      console.log(JSON.stringify(await run(2)) === JSON.stringify(await run(0)));
    `;
    try {
      const [written, built] = [join(folder, 'run.mts'), join(folder, 'built.mjs')];
      await writeFile(written, source);
      await build({
        entryPoints: [written],
        outfile: built,
        bundle: true,
        platform: 'node',
        format: 'esm',
        logLevel: 'error',
      });
      const run = promisify(execFile);
      const fromSource = run(process.execPath, ['--import', import.meta.resolve('tsx'), written]);
      const fromBuilt = run(process.execPath, [built]);
      const printed = (await Promise.all([fromSource, fromBuilt])).map(({ stdout }) => stdout);
      expect(printed).toEqual(['true\n', 'true\n']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a permutation is refused', () => {
  it.each([
    ['no permutations', { seed: 1, permutations: 0 }],
    ['half a permutation', { seed: 1, permutations: 99.5 }],
    ['a seed below 0', { seed: -1 }],
    ['a seed that is no number', { seed: Number.NaN }],
    ['fewer than no threads', { seed: 1, threads: -1 }],
  ])('with %s', async (_, options) => {
    await expect(permuteNeighbours(counts, grid, options)).rejects.toThrow(RangeError);
  });

  it('of another map, or of infinite values', async () => {
    const options = { seed: 1 };
    const fewer = counts.subarray(1);
    await expect(permuteNeighbours(fewer, grid, options)).rejects.toThrow(RangeError);
    const off = { ...grid, neighbours: grid.neighbours.map((area) => area + 1) };
    await expect(permuteNeighbours(counts, off, options)).rejects.toThrow(RangeError);
    const infinite = counts.with(3, Infinity);
    await expect(permuteNeighbours(infinite, grid, options)).rejects.toThrow(RangeError);
  });
});

function rowOf({ starts, neighbours }: Neighbours, area: number): number[] {
  return [...neighbours.subarray(starts[area], starts[area + 1])];
}

/** The shares of all ways to draw an area's neighbours from the others that reach its own sum. */
function drawEveryWay(values: Float64Array, map: Neighbours, area: number) {
  const row = rowOf(map, area);
  const observed = row.reduce((sum, neighbour) => sum + (values[neighbour] ?? 0), 0);
  const others = [...values.keys()].filter((other) => other !== area);
  let [ways, atLeast, atMost] = [0, 0, 0];
  const draw = (from: number, left: number, sum: number): void => {
    if (left === 0) {
      ways += 1;
      atLeast += Number(sum >= observed);
      atMost += Number(sum <= observed);
      return;
    }
    for (let at = from; at <= others.length - left; at += 1) {
      draw(at + 1, left - 1, sum + (values[others[at] ?? 0] ?? 0));
    }
  };
  draw(0, row.length, 0);
  return { atLeast: atLeast / ways, atMost: atMost / ways };
}

/** The two-sided p of a statistic when the values of all other areas change places. */
function shuffleOthers(
  values: Float64Array,
  area: number,
  times: number,
  statistic: (values: Float64Array) => number,
): number {
  const observed = statistic(values);
  let state = 12_345;
  const below = (limit: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
  const others = [...values].filter((_, other) => other !== area);
  let [atLeast, atMost] = [0, 0];
  for (let time = 0; time < times; time += 1) {
    for (let at = others.length - 1; at > 0; at -= 1) {
      const other = below(at + 1);
      [others[at], others[other]] = [others[other] ?? 0, others[at] ?? 0];
    }
    const shuffled = Float64Array.from(others.toSpliced(area, 0, values[area] ?? 0));
    const drawn = statistic(shuffled);
    atLeast += Number(drawn >= observed - 1e-9);
    atMost += Number(drawn <= observed + 1e-9);
  }
  return Math.min(1, (2 * (Math.min(atLeast, atMost) + 1)) / (times + 1));
}

function everyOrder(values: readonly number[]): number[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((first, at) =>
    everyOrder(values.toSpliced(at, 1)).map((rest) => [first, ...rest]),
  );
}
