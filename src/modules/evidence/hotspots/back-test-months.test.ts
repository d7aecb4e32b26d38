import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeGround } from '#tests/support/small-ground.ts';
import { backTestMonths, mostTrailingMonths } from './back-test-months.ts';
import { drawMap, type MapSettings } from './draw-map.ts';
import type { Ground } from './ground.ts';

const settings: MapSettings = { value: 'count', permutations: 999, seed: 1 };
const width = 5;
const squares = width * width;

/** A block of four in a corner has much more, in every month. */
const planted = Array.from({ length: squares }, (_, square) =>
  [0, 1, 5, 6].includes(square) ? 20 : square % 3,
);
const quiet = planted.map(() => 0);

/** What happens says which areas were flagged: each has its own power of two. */
const telling = planted.map((_, square) => 2 ** square);

async function flaggedFor(ground: Ground, month: string): Promise<number[]> {
  const counts = new Map(ground.counts).set(month, Uint32Array.from(telling));
  const [tested] = await backTestMonths({ ...ground, counts }, [month], settings);
  const hits = tested?.test.map?.hits ?? 0;
  return planted.flatMap((_, square) => (Math.floor(hits / 2 ** square) % 2 === 1 ? [square] : []));
}

const monthNames = (year: number) =>
  Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`);

describe('a month that is tested', () => {
  test('is scored by a map of the months before it, beside the plain map of the same months', async () => {
    // It happened where it always does, and once on the other side.
    const later = quiet.with(0, 6).with(6, 3).with(24, 1);
    const counts = { '2025-01': planted, '2025-02': planted, '2025-03': later };
    const ground = makeGround({ width, counts });
    const [tested] = await backTestMonths(ground, ['2025-03'], settings);
    const hot = (await drawMap(ground, ['2025-01', '2025-02'], settings)).flatMap((area, square) =>
      area.class === 'hot' ? [square] : [],
    );
    expect(hot).toContain(0);
    expect(hot).not.toContain(24);
    expect(tested?.trailing).toEqual(['2025-01', '2025-02']);
    const caught = hot.reduce((sum, square) => sum + (later[square] ?? 0), 0);
    expect(tested?.test).toMatchObject({ flagged: hot.length, areas: 25, incidents: 10 });
    expect(tested?.test.map?.hitRate.estimate).toBeCloseTo(caught / 10, 12);
    expect(tested?.test.map?.paiCount.estimate).toBeCloseTo(caught / 10 / (hot.length / 25), 12);
    expect(tested?.test.chance).toBe(hot.length / 25);
    // The four of the block had as many each, so fewer places than four are shared out among them.
    expect(hot.length).toBeLessThanOrEqual(4);
    expect(tested?.test.rival?.hits).toBeCloseTo((9 * hot.length) / 4, 12);
  });

  test('has no map when nothing before it is loaded, and then no figures', async () => {
    const ground = makeGround({ width, counts: { '2025-01': planted, '2025-02': planted } });
    const [first, second] = await backTestMonths(ground, ground.months, settings);
    expect(first).toMatchObject({
      trailing: [],
      test: { flagged: 0, map: null, rival: null, chance: null },
    });
    expect(second?.trailing).toEqual(['2025-01']);
    expect(second?.test.map?.hitRate.estimate).toBeGreaterThan(second?.test.chance ?? 1);
  });

  test('has no figures when nothing was flagged, and none when nothing happened', async () => {
    const even = planted.map(() => 2);
    const counts = { '2025-01': even, '2025-02': planted, '2025-03': quiet };
    const tested = await backTestMonths(
      makeGround({ width, counts }),
      ['2025-02', '2025-03'],
      settings,
    );
    expect(tested.map(({ test }) => [test.map, test.rival, test.chance])).toEqual([
      [null, null, null],
      [null, null, null],
    ]);
    expect(tested[1]?.test.flagged).toBeGreaterThan(0);
  });

  test('has the loaded months of the year before it behind it, and no more', async () => {
    const months = [...monthNames(2024), ...monthNames(2025)].filter((one) => one !== '2025-02');
    const counts = Object.fromEntries(months.map((month) => [month, quiet]));
    const [tested] = await backTestMonths(makeGround({ width, counts }), ['2025-06'], settings);
    const before = months.filter((month) => month >= '2024-06' && month < '2025-06');
    expect(tested?.trailing).toEqual(before);
    expect(before).toHaveLength(mostTrailingMonths - 1);
  });
});

const anyMonth = fc.array(fc.nat(30), { minLength: squares, maxLength: squares });

describe('a back-test', () => {
  test('never looks at the month it is tested on, nor at any later one', async () => {
    await fc.assert(
      fc.asyncProperty(anyMonth, anyMonth, async (itself, after) => {
        const counts = { '2025-01': planted, '2025-02': planted };
        const ground = makeGround({
          width,
          counts: { ...counts, '2025-03': itself, '2025-04': after },
        });
        const bare = makeGround({ width, counts: { ...counts, '2025-03': quiet } });
        const flagged = await flaggedFor(ground, '2025-03');
        expect(flagged).toContain(0);
        expect(flagged).toEqual(await flaggedFor(bare, '2025-03'));
      }),
      { numRuns: 15 },
    );
  });

  test('rests on the months before: moved elsewhere, they flag something else', async () => {
    const turned = planted.toReversed();
    const counts = { '2025-01': planted, '2025-02': quiet };
    const ground = makeGround({ width, counts });
    const other = makeGround({ width, counts: { ...counts, '2025-01': turned } });
    expect(await flaggedFor(ground, '2025-02')).toContain(0);
    const flagged = await flaggedFor(other, '2025-02');
    expect(flagged).toContain(24);
    expect(flagged).not.toContain(0);
  });

  test('gives shares from 0 to 1 or nothing, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(anyMonth, anyMonth, async (first, second) => {
        const ground = makeGround({ width, counts: { '2025-01': first, '2025-02': second } });
        for (const { test } of await backTestMonths(ground, ground.months, settings)) {
          for (const score of [test.map, test.rival]) {
            if (score === null) continue;
            for (const { estimate, lower, upper } of [score.hitRate, score.pei]) {
              expect(estimate).toBeGreaterThanOrEqual(0);
              expect(estimate).toBeLessThanOrEqual(1 + 1e-12);
              expect(lower).toBeLessThanOrEqual(estimate);
              expect(upper).toBeGreaterThanOrEqual(estimate);
            }
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});
