import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findWorse, mostNext, type WorsePlaces } from './find-worse.ts';

type Pair = readonly [before: number, now: number];

/** Areas in rows, crime types in columns: what each had before and has now. */
function find(rows: readonly (readonly Pair[])[], months = { before: 12, now: 12 }): WorsePlaces {
  const areas = rows.map((_, row) => ({ code: `A${row}`, name: `Area ${row}`, where: null }));
  const crimeTypes = (rows[0] ?? []).map((_, column) => `Type ${column}`);
  const counts = rows.flatMap((row, number) =>
    row.flatMap(([before, now], column) =>
      before + now === 0
        ? []
        : [{ code: `A${number}`, crimeType: `Type ${column}`, before, now, most: null }],
    ),
  );
  return findWorse({ areas, crimeTypes, counts }, months);
}

test('a rise from none to twelve is called, by the coin-toss chance over every area and type', () => {
  const { worse, tested, next } = find([
    [
      [0, 12],
      [3, 3],
    ],
    [
      [3, 3],
      [0, 0],
    ],
  ]);
  expect(tested).toBe(4);
  expect(worse).toHaveLength(1);
  expect(worse[0]).toMatchObject({ name: 'Area 0', crimeType: 'Type 0', ratio: null, upper: null });
  // Twelve of twelve on one side: 2 / 2^12; four were asked, also the one without an incident.
  expect(worse[0]?.p).toBeCloseTo(2 ** -11, 14);
  expect(worse[0]?.q).toBeCloseTo(4 * 2 ** -11, 14);
  expect(next).toEqual([]);
});

test('more crime types asked make the same rise less sure', () => {
  const quiet = Array.from({ length: 60 }, (): Pair => [0, 0]);
  expect(find([[[0, 8]]]).worse).toHaveLength(1);
  const { worse, next } = find([[[0, 8], ...quiet]]);
  expect(worse).toEqual([]);
  expect(next).toMatchObject([{ before: 0, now: 8 }]);
});

test('what has become less is never listed, however sure it is', () => {
  const { worse, next } = find([[[40, 0]], [[40, 20]], [[5, 5]]]);
  expect([worse, next]).toEqual([[], []]);
});

test('months are compared with months: twice as many in twice as long is no rise', () => {
  const { worse, next } = find([[[20, 40]]], { before: 3, now: 6 });
  expect([worse, next]).toEqual([[], []]);
});

test('three are named where three have risen at all, and the others only where they stand out alone', () => {
  const slight = Array.from({ length: 20 }, (): readonly Pair[] => [[10, 12]]);
  expect(find(slight).next).toHaveLength(3);
  expect(find([[[0, 30]], [[0, 30]], ...slight]).next).toHaveLength(1);
  expect(find([[[0, 30]], [[0, 30]], [[0, 30]], ...slight]).next).toEqual([]);
  const many = Array.from({ length: 30 }, (): readonly Pair[] => [[4, 13]]);
  const quiet = Array.from({ length: 400 }, (): readonly Pair[] => [[0, 0]]);
  expect(find([...many, ...quiet]).next).toHaveLength(mostNext);
});

const tables = fc.integer({ min: 1, max: 4 }).chain((types) =>
  fc.array(fc.array(fc.tuple(fc.nat(25), fc.nat(25)), { minLength: types, maxLength: types }), {
    minLength: 1,
    maxLength: 8,
  }),
);

test('what stays as it was is never listed', () => {
  fc.assert(
    fc.property(tables, (rows) => {
      const { worse, next } = find(rows.map((row) => row.map(([before]) => [before, before])));
      expect([worse, next]).toEqual([[], []]);
    }),
    { numRuns: 50 },
  );
});

test('nothing is listed twice, the called are surer than the next, and each is sure alone', () => {
  fc.assert(
    fc.property(tables, (rows) => {
      const { worse, next } = find(rows);
      const all = [...worse, ...next];
      const keys = all.map(({ code, crimeType }) => `${code} ${crimeType}`);
      expect(new Set(keys).size).toBe(all.length);
      const chances = all.map(({ q }) => q);
      expect(chances).toEqual(chances.toSorted((a, b) => a - b));
      for (const { lower, q } of worse) expect([lower > 1, q <= 0.05]).toEqual([true, true]);
      for (const { q, ratio } of next) {
        expect(q).toBeGreaterThan(0.05);
        if (ratio !== null) expect(ratio).toBeGreaterThan(1);
      }
    }),
    { numRuns: 60 },
  );
});

test('the order of the areas changes nothing', () => {
  fc.assert(
    fc.property(tables, (rows) => {
      const names = (list: WorsePlaces['worse']) =>
        list.map(({ before, now, q }) => `${before} ${now} ${q.toFixed(12)}`).toSorted();
      const there = find(rows);
      const back = find(rows.toReversed());
      expect(names(back.worse)).toEqual(names(there.worse));
    }),
    { numRuns: 50 },
  );
});

test('where nothing has changed, at most 1 in 20 tables has a rise that is called', () => {
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const poisson = (mean: number): number => {
    let [many, product] = [0, random()];
    for (; product > Math.exp(-mean); many += 1) product *= random();
    return many;
  };
  const means = [0.2, 2, 12];
  const tried = 120;
  let alarms = 0;
  for (let table = 0; table < tried; table += 1) {
    const rows = Array.from({ length: 40 }, () =>
      means.map((mean): Pair => [poisson(mean), poisson(mean)]),
    );
    if (find(rows).worse.length > 0) alarms += 1;
  }
  // 5% stays below this in 99 of 100 such trials.
  expect(alarms).toBeLessThanOrEqual(12);
});
