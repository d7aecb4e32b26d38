import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localGi, localGiStar } from './getis-ord.ts';
import { globalMoran } from './global-moran.ts';
import { localMoran } from './local-moran.ts';
import { localStatistics, type LocalFigures } from './local-statistics.ts';
import { readGal } from './read-gal.ts';
import { weighNeighbours, type Neighbours } from './spatial-weights.ts';

/** A chessboard of nine squares that touch by their edges, and a tenth area on an island. */
const { neighbours: board } = readGal(
  '10\n1 2\n2 4\n2 3\n1 3 5\n3 2\n2 6\n4 3\n1 5 7\n5 4\n2 4 6 8\n6 3\n3 5 9\n7 2\n4 8\n8 3\n5 7 9\n9 2\n6 8\n10 0\n',
);
const values = Float64Array.of(2, 7, 1, 8, 2, 8, 1, 8, 2, 8);
const close = (value: number) => expect.closeTo(value, 11) as number;
const nothing = { ii: undefined, gi: undefined, giStar: undefined };

describe('a map with an island', () => {
  // R 4.2.2, spdep 1.2-7, zero.policy = TRUE.
  it('has the Moran’s I of R, which counts only the areas with neighbours', () => {
    expect(localStatistics(values, board, 'W').moran).toEqual({
      i: close(-0.859140332993544),
      expected: -0.125,
      variance: close(0.072841085565591),
      z: close(-2.720137637707838),
      p: close(0.006525474854405),
    });
    expect(localStatistics(values, board, 'B').moran).toMatchObject({
      i: close(-0.848776758409786),
      z: close(-2.798186814943303),
    });
  });

  it('compares the island by its own value, and by nothing it does not have', () => {
    const { areas } = localStatistics(values, board, 'W');
    expect(areas[0]).toEqual({
      ii: close(-0.770642201834863),
      gi: close(1.195228609334394),
      giStar: close(0.606143010403258),
    });
    expect(areas[9]).toEqual({ ii: undefined, gi: undefined, giStar: close(1.053608913743266) });
    expect(localStatistics(values, board, 'B').areas[1]?.ii).toEqual(close(-2.133537206931703));
  });
});

describe('an area without a value', () => {
  it('is left out before the style is applied, as if it were not on the map', () => {
    const { moran, areas } = localStatistics(values.with(1, NaN), board, 'W');
    // R 4.2.2, spdep 1.2-7: moran.test(na.action = na.omit), localG of the subset.
    expect(moran).toMatchObject({ i: close(-0.869611780455154), p: close(0.024418759049371) });
    expect(areas[1]).toEqual(nothing);
    expect(areas[0]?.gi).toEqual(close(0.994134846772434));
    expect(areas[2]?.gi).toEqual(close(0.995234285822541));
  });

  it('has to be left out by who asks for one statistic', () => {
    const weights = weighNeighbours(board, 'B');
    for (const odd of [NaN, Infinity, -Infinity]) {
      expect(() => globalMoran(values.with(3, odd), weights)).toThrow(RangeError);
      expect(() => localMoran(values.with(3, odd), weights)).toThrow(RangeError);
    }
    expect(() => localStatistics(values.with(3, Infinity), board, 'B')).toThrow(RangeError);
    expect(localStatistics(new Float64Array(10).fill(NaN), board, 'B').areas[4]).toEqual(nothing);
  });
});

describe('links that go one way', () => {
  it('count as they are', () => {
    const { neighbours } = readGal('5\n1 1\n2\n2 2\n1 3\n3 1\n4\n4 1\n5\n5 2\n1 2\n');
    const moran = globalMoran([3, 1, 4, 1, 5], weighNeighbours(neighbours, 'B'));
    // R 4.2.2, spdep 1.2-7: moran.test(alternative = "two.sided").
    expect(moran).toMatchObject({
      i: close(-0.698660714285714),
      variance: close(0.101936184630102),
      p: close(0.15994669846502),
    } satisfies Record<string, number>);
  });
});

describe('what cannot be computed', () => {
  it.each([0, 5, 0.1, 1e300])('is not said of a map where every value is %d', (value) => {
    const { moran, areas } = localStatistics(new Float64Array(10).fill(value), board, 'W');
    expect(moran).toBeUndefined();
    expect(areas).toEqual(Array.from({ length: 10 }, () => nothing));
  });

  it('is not said of values that only rounding tells apart', () => {
    const alike = Float64Array.from({ length: 10 }, (_, area) => (area % 2 ? 0.3 : 0.1 + 0.2));
    expect(localStatistics(alike, board, 'W').moran).toBeUndefined();
  });

  it('is not said of one area, of none, or of two', () => {
    const one = readGal('1\na 0\n').neighbours;
    expect(localStatistics(Float64Array.of(3), one, 'W')).toEqual({
      moran: undefined,
      areas: [nothing],
    });
    const none = readGal('0\n').neighbours;
    expect(localStatistics(new Float64Array(), none, 'W')).toEqual({ moran: undefined, areas: [] });
    const two = readGal('2\na 1\nb\nb 1\na\n').neighbours;
    expect(localStatistics(Float64Array.of(3, 4), two, 'B')).toEqual({
      moran: { i: -1, expected: -1, variance: undefined, z: undefined, p: undefined },
      areas: [nothing, nothing],
    });
  });

  it('is not said of an area beside all others, nor of one whose others are alike', () => {
    const star = readGal('5\na 4\nb c d e\nb 1\na\nc 1\na\nd 1\na\ne 1\na\n').neighbours;
    for (const style of ['W', 'B'] as const) {
      const { areas } = localStatistics(Float64Array.of(1, 2, 3, 4, 5), star, style);
      expect(areas[0]).toEqual({
        ii: expect.any(Number) as number,
        gi: undefined,
        giStar: undefined,
      });
      expect(areas[1]?.gi).toBeTypeOf('number');
    }
    const lone = localMoran([7, 0.1, 0.1, 0.1, 0.1], weighNeighbours(star, 'W'));
    expect(lone[0]?.conditional).toMatchObject({ variance: 0, z: undefined, p: undefined });
    expect(localGi([0.1, 7, 0.1, 0.1, 0.1], weighNeighbours(star, 'W'))[1]).toBeUndefined();
  });

  it('is refused when an area stands in the wrong neighbourhood, or values are missing', () => {
    const withSelf = weighNeighbours(board, 'B', { includeSelf: true });
    expect(() => localGi(values, withSelf)).toThrow('Area 0 is its own neighbour.');
    expect(() => globalMoran(values, withSelf)).toThrow(RangeError);
    expect(() => localGiStar(values, weighNeighbours(board, 'B'))).toThrow('own neighbourhood');
    expect(() => localGi([1, 2], weighNeighbours(board, 'B'))).toThrow('2 values for 10 areas');
  });
});

describe('an area far beyond all others', () => {
  it('does not hide how the others differ', () => {
    const weights = weighNeighbours(board, 'B');
    const others = [...values].toSpliced(4, 1);
    const mean = others.reduce((sum, value) => sum + value, 0) / 9;
    const variance = others.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 9;
    const byHand = (7 + 8 + 8 + 8 - 4 * mean) / Math.sqrt((variance * (9 * 4 - 16)) / 8);
    expect(localGi(values.with(4, 1e9), weights)[4]).toBeCloseTo(byHand, 5);
  });
});

describe('the statistics', () => {
  const links = fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 30 });
  const counts = fc.array(fc.nat(6), { minLength: 9, maxLength: 9 });
  const styles = fc.constantFrom('W', 'B');

  it('are numbers or nothing, never NaN, whatever the map and however large the values', () => {
    const sizes = fc.constantFrom(1, 1e-300, 1e300, -1, 5e-324);
    fc.assert(
      fc.property(links, counts, styles, sizes, (pairs, numbers, style, size) => {
        const { moran, areas } = localStatistics(
          Float64Array.from(numbers, (number) => number * size),
          linked(pairs),
          style,
        );
        const said = [moran, ...areas].flatMap((one) => Object.values(one ?? {}));
        const numbersSaid = said.filter((value): value is number => value !== undefined);
        expect(numbersSaid.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('do not change when values are scaled or shifted', () => {
    fc.assert(
      fc.property(links, counts, styles, (pairs, numbers, style) => {
        const map = linked(pairs);
        const plain = localStatistics(Float64Array.from(numbers), map, style);
        const moved = localStatistics(
          Float64Array.from(numbers, (number) => number * 0.37 + 12),
          map,
          style,
        );
        expectSame(moved.areas, plain.areas);
        expectSame([moved.moran ?? {}], [plain.moran ?? {}]);
      }),
      { numRuns: 60 },
    );
  });

  it('turn round when high and low are exchanged, where they have a direction', () => {
    fc.assert(
      fc.property(links, counts, styles, (pairs, numbers, style) => {
        const map = linked(pairs);
        const plain = localStatistics(Float64Array.from(numbers), map, style);
        const turned = localStatistics(
          Float64Array.from(numbers, (number) => -number),
          map,
          style,
        );
        const back = turned.areas.map(({ ii, gi, giStar }) => ({
          ii,
          gi: gi && -gi,
          giStar: giStar && -giStar,
        }));
        expectSame(back, plain.areas);
      }),
      { numRuns: 60 },
    );
  });

  it('go with their areas when these are named in another order', () => {
    const orders = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8], { minLength: 9 });
    fc.assert(
      fc.property(links, counts, styles, orders, (pairs, numbers, style, order) => {
        const renamed = pairs.map(([a, b]) => [order.indexOf(a), order.indexOf(b)] as const);
        const plain = localStatistics(Float64Array.from(numbers), linked(pairs), style);
        const other = localStatistics(
          Float64Array.from(order, (area) => numbers[area] ?? 0),
          linked(renamed),
          style,
        );
        expectSame(
          other.areas,
          order.map((area) => plain.areas[area] ?? nothing),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('give local Morans whose sum is the global one, up to the sum of the weights', () => {
    fc.assert(
      fc.property(counts, styles, (numbers, style) => {
        const { neighbours } = readGal(
          '9\n1 2\n2 4\n2 3\n1 3 5\n3 2\n2 6\n4 3\n1 5 7\n5 4\n2 4 6 8\n6 3\n3 5 9\n7 2\n4 8\n8 3\n5 7 9\n9 2\n6 8\n',
        );
        const weights = weighNeighbours(neighbours, style);
        const local = localMoran(numbers, weights).reduce((sum, one) => sum + (one?.ii ?? 0), 0);
        const all = weights.values.reduce((sum, weight) => sum + weight, 0);
        expect(local / all).toBeCloseTo(globalMoran(numbers, weights)?.i ?? 0, 10);
      }),
      { numRuns: 60 },
    );
  });
});

/** Nine areas, linked both ways by the pairs. */
function linked(pairs: readonly (readonly [number, number])[]): Neighbours {
  const rows = Array.from({ length: 9 }, () => new Set<number>());
  for (const [one, other] of pairs) {
    if (one === other) continue;
    rows[one]?.add(other);
    rows[other]?.add(one);
  }
  const starts = new Uint32Array(10);
  for (const [area, row] of rows.entries()) starts[area + 1] = (starts[area] ?? 0) + row.size;
  return {
    starts,
    neighbours: Uint32Array.from(rows.flatMap((row) => [...Uint32Array.from(row).sort()])),
  };
}

type Figures = LocalFigures | Partial<Record<string, number | undefined>>;

function expectSame(some: readonly Figures[], others: readonly Figures[]): void {
  const rounded = (figures: Figures) =>
    Object.entries(figures).map(([name, value]) => [
      name,
      value === undefined ? undefined : expect.closeTo(value, 8),
    ]);
  expect(some.map((figures) => Object.entries(figures))).toEqual(others.map(rounded));
}
