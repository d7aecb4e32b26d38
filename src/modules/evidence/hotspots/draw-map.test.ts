import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeGround, reorderGround } from '#tests/support/small-ground.ts';
import { drawMap, flaggedFrom, type MappedArea, type MapSettings } from './draw-map.ts';

const settings: MapSettings = { value: 'count', permutations: 999, seed: 1 };
const month = '2025-01';

const draw = (
  counts: readonly number[],
  { width = 7, people, islands, ...more }: Partial<MapSettings> & GroundOptions = {},
): Promise<MappedArea[]> =>
  drawMap(
    makeGround({
      width,
      counts: { [month]: counts },
      ...(people !== undefined && { people }),
      ...(islands !== undefined && { islands }),
    }),
    [month],
    { ...settings, ...more },
  );

type GroundOptions = {
  width?: number;
  people?: readonly (number | null)[];
  islands?: readonly number[];
};

/** Seven by seven squares, three by three of them with more. */
const block = [8, 9, 10, 15, 16, 17, 22, 23, 24];
const aroundBlock = new Set(
  block.flatMap((one) => [-8, -7, -6, -1, 0, 1, 6, 7, 8].map((by) => one + by)),
);
const planted = Array.from({ length: 49 }, (_, square) =>
  block.includes(square) ? 30 : (square * 5) % 4,
);

/** Fifteen by fifteen squares; the middle one and the eight around it are set apart from the rest. */
const wide = 15;
const middle = 7 * wide + 7;
const aroundMiddle = new Set([-16, -15, -14, -1, 1, 14, 15, 16].map((by) => middle + by));
const setApart = (own: number, around: number, elsewhere: (square: number) => number) =>
  Array.from({ length: wide * wide }, (_, square) => {
    if (square === middle) return own;
    return aroundMiddle.has(square) ? around : elsewhere(square);
  });

describe('an area unlike what is around it', () => {
  const asked = { width: wide, permutations: 9_999 };

  test('is not called cold when it has by far the most', async () => {
    const map = await draw(
      setApart(300, 0, (square) => 3 + ((square * 7) % 5)),
      asked,
    );
    expect(map[middle]).toMatchObject({ count: 300, class: 'none' });
    expect(map[middle]?.q).toBeLessThanOrEqual(flaggedFrom);
  });

  test('is not called hot when it and its surroundings together lie below the average', async () => {
    const map = await draw(
      setApart(0, 108, (square) => 92 + ((square * 7) % 16)),
      asked,
    );
    expect(map[middle]).toMatchObject({ count: 0, class: 'none' });
    expect(map[middle]?.giStar).toBeLessThan(0);
  });
});

const flagged = (map: readonly MappedArea[]) =>
  map.flatMap((area, square) => (area.class === 'none' ? [] : [square]));

describe('a map', () => {
  test('flags a block that has much more as hot, and nothing away from it', async () => {
    const map = await draw(planted);
    expect(map[16]).toMatchObject({ code: 'E01000016', count: 30, class: 'hot' });
    expect(flagged(map).length).toBeGreaterThan(4);
    expect(flagged(map).filter((square) => !aroundBlock.has(square))).toEqual([]);
  });

  test('flags as cold what has much less', async () => {
    const map = await draw(planted.map((count) => 40 - count));
    expect(map[16]?.class).toBe('cold');
    expect(map.filter((area) => area.class === 'hot')).toEqual([]);
  });

  test.each([0, 1, 7])(
    'flags nothing where every area has %i, and has nothing to say',
    async (all) => {
      for (const area of await draw(planted.map(() => all))) {
        expect(area).toMatchObject({ count: all, giStar: null, p: null, q: null, class: 'none' });
      }
    },
  );

  test('of one area, or of two, has nothing to say', async () => {
    for (const counts of [[5], [5, 0]]) {
      for (const area of await draw(counts)) {
        expect(area).toMatchObject({ p: null, q: null, class: 'none' });
      }
    }
    expect(await draw([])).toEqual([]);
  });

  test('never flags an island, whatever it has: it has no surroundings to be drawn again', async () => {
    const counts = planted.with(48, 500);
    const map = await draw(counts, { islands: [48] });
    expect(map[48]).toMatchObject({ count: 500, p: null, q: null, class: 'none' });
    expect(map[48]?.giStar).toBeGreaterThan(5);
  });

  test('is the same for the same seed, and a little different for another', async () => {
    const [one, again, other] = await Promise.all([1, 1, 2].map((seed) => draw(planted, { seed })));
    expect(again).toEqual(one);
    expect(other?.map(({ p }) => p)).not.toEqual(one?.map(({ p }) => p));
    expect(other?.map(({ giStar }) => giStar)).toEqual(one?.map(({ giStar }) => giStar));
  });

  test('adds its months up, and takes a rate to a year', async () => {
    const people = [1000, 500, 250, 2000];
    const counts = { '2025-01': [1, 2, 3, 4], '2025-02': [0, 1, 0, 6], '2025-03': [9, 9, 9, 9] };
    const ground = makeGround({ width: 2, people, counts });
    const map = await drawMap(ground, ['2025-01', '2025-02'], { ...settings, value: 'rate' });
    expect(map.map(({ count }) => count)).toEqual([1, 3, 3, 10]);
    expect(map.map(({ rate }) => rate)).toEqual([6, 36, 72, 30]);
  });

  test('says how far it is, up to the whole', async () => {
    const ground = makeGround({ width: 7, counts: { [month]: planted } });
    const shares: number[] = [];
    const often = { ...settings, permutations: 2_500 };
    await drawMap(ground, [month], often, (share) => void shares.push(share));
    expect(shares).toEqual([0.4, 0.8, 1]);
  });
});

const smallCounts = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 20 });
const residents = fc.option(fc.integer({ min: 0, max: 900 }));

describe('any map', () => {
  test('says a number or null of everything, never anything else, and flags by q alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), residents), { maxLength: 20 }),
        fc.constantFrom('count', 'rate'),
        async (squares, value) => {
          const counts = squares.map(([count]) => count);
          const people = squares.map(([, people]) => people);
          const map = await draw(counts, { width: 4, people, value, permutations: 99 });
          // NaN and what is undefined would not come back.
          expect(JSON.parse(JSON.stringify(map))).toStrictEqual(map);
          for (const { population, rate, giStar, p, q, class: found } of map) {
            const isUnknown = population === null || population === 0;
            expect(rate === null).toBe(isUnknown);
            if (isUnknown && value === 'rate') expect([giStar, p, q]).toEqual([null, null, null]);
            if (p !== null) expect(p).toBeGreaterThanOrEqual(0.02);
            if (p !== null && q !== null) expect(q).toBeGreaterThanOrEqual(p - 1e-12);
            if (found !== 'none') expect(q ?? 1).toBeLessThanOrEqual(flaggedFrom);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('is the same whatever order its areas come in, but for the luck of the draws', async () => {
    const permutations = 999;
    await fc.assert(
      fc.asyncProperty(smallCounts, fc.nat(), async (counts, turn) => {
        const ground = makeGround({ width: 4, counts: { [month]: counts } });
        const order = counts.map((_, square) => (square + turn) % counts.length).toReversed();
        const map = await drawMap(ground, [month], settings);
        const other = await drawMap(reorderGround(ground, order), [month], settings);
        for (const [place, square] of order.entries()) {
          const [one, two] = [map[square], other[place]];
          expect(two).toMatchObject({ code: one?.code, count: one?.count });
          expect(two?.giStar === null).toBe(one?.giStar === null);
          expect(two?.giStar ?? 0).toBeCloseTo(one?.giStar ?? 0, 9);
          expect(two?.p === null).toBe(one?.p === null);
          const tail = Math.max((one?.p ?? 0) / 2, 1 / permutations);
          const luck = 2 * Math.sqrt((2 * tail) / permutations);
          expect(Math.abs((one?.p ?? 0) - (two?.p ?? 0))).toBeLessThan(6 * luck);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('of rates leaves areas without residents out, as if they were not there', async () => {
    // The last row of four is unknown: the rest is a map by itself.
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 16, maxLength: 16 }),
        async (counts) => {
          const people = counts.map((_, square) => 100 + 37 * square);
          const options = { width: 4, value: 'rate', permutations: 99 } as const;
          const known = counts.slice(0, 12);
          const part = await draw(known, { ...options, people });
          const blank = people.map((many, square) => (square < 12 ? many : null));
          const whole = await draw(counts, { ...options, people: blank });
          expect(whole.slice(0, 12)).toEqual(part);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('of rates stays as it is when every area has three times the residents', async () => {
    const people = planted.map((_, square) => 200 + ((square * 91) % 700));
    const [one, three] = await Promise.all(
      [1, 3].map((times) =>
        draw(planted, { value: 'rate', people: people.map((many) => many * times) }),
      ),
    );
    expect(three?.map(({ p }) => p)).toEqual(one?.map(({ p }) => p));
    for (const [square, { giStar }] of (one ?? []).entries()) {
      expect(three?.[square]?.giStar ?? 0).toBeCloseTo(giStar ?? 0, 9);
    }
  });
});
