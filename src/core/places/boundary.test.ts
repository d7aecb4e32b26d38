import fc from 'fast-check';
import { expect, test } from 'vitest';
import { squareKilometresOf } from './boundary-area.ts';
import { checkBoundary, type Position } from './boundary.ts';

const square = (west: number, south: number, side: number): Position[] => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];

const polygon = (...coordinates: Position[][]) => ({ type: 'Polygon', coordinates });

/** To the fourth decimal of a degree, evenly: numbers of any size would mostly be next to nothing. */
const coordinate = (min: number, max: number) =>
  fc.integer({ min: min * 10_000, max: max * 10_000 }).map((number) => number / 10_000);
const anyPlace = fc.tuple(coordinate(-8, 1), coordinate(50, 60));

test.each([
  ['one place, again and again', polygon(Array.from({ length: 4 }, () => [-1.4, 52.3]))],
  ['a hole as large as its edge', polygon(square(-1.4, 52.3, 0.1), square(-1.4, 52.3, 0.1))],
  ['a hole larger than its edge', polygon(square(-1.4, 52.3, 0.1), square(-1.5, 52.2, 0.3))],
  [
    'a part that is, beside one that is larger still',
    {
      type: 'MultiPolygon',
      coordinates: [[square(-1.4, 52.3, 0.1), square(-1.5, 52.2, 0.3)], [square(-3, 52, 1)]],
    },
  ],
])('%s is no boundary, and the sentence says why', (_what, geometry) => {
  expect(checkBoundary(geometry)).toBe(
    'The geometry has nothing inside it. Give the area its whole edge, and only holes that are smaller.',
  );
});

test('a line there and back is no boundary, wherever it lies and however long it is', () => {
  fc.assert(
    fc.property(anyPlace, anyPlace, coordinate(0, 1), ([x, y], [toX, toY], at) => {
      const middle = [x + at * (toX - x), y + at * (toY - y)];
      const line = polygon([[x, y], middle, [toX, toY], [x, y]]);
      expect(checkBoundary(line)).toContain('has nothing inside it.');
    }),
    { numRuns: 100 },
  );
});

test('the smallest garden is one, and so is a part with a hole nearly as large', () => {
  for (const geometry of [
    polygon(square(-1.4, 52.3, 0.0001)),
    polygon(square(-1.4, 52.3, 0.1), square(-1.3999, 52.3001, 0.0998)),
  ]) {
    const checked = checkBoundary(geometry);
    if (typeof checked === 'string') throw new Error(checked);
    expect(squareKilometresOf(checked.boundary)).toBeGreaterThan(0);
    expect(checked.box.west).toBe(-1.4);
  }
});
