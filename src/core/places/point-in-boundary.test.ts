import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Boundary, Position } from './boundary.ts';
import { findCarriedCode } from './carried-code.ts';
import { isInBoundary } from './point-in-boundary.ts';

type Box = { west: number; south: number; east: number; north: number };

const ring = ({ west, south, east, north }: Box): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

const small = fc.integer({ min: -6, max: 6 });
const side = fc.integer({ min: 3, max: 6 });
const anyBox = fc
  .tuple(small, small, side, side)
  .map(([west, south, wide, high]) => ({ west, south, east: west + wide, north: south + high }));
const anyPoint = fc.record({ longitude: small, latitude: small });
const half = fc.record({
  longitude: small.map((value) => value + 0.5),
  latitude: small.map((value) => value + 0.5),
});

const holds = (box: Box, { longitude, latitude }: { longitude: number; latitude: number }) =>
  longitude >= box.west && longitude <= box.east && latitude >= box.south && latitude <= box.north;

describe('a point lies in a boundary', () => {
  test('with a hole exactly when it lies in the box and not within the hole', () => {
    fc.assert(
      fc.property(anyBox, fc.oneof(anyPoint, half), (box, point) => {
        const inner = { ...box, west: box.west + 1, south: box.south + 1 };
        const hole = { ...inner, east: box.east - 1, north: box.north - 1 };
        const boundary: Boundary = {
          type: 'Polygon',
          coordinates: [ring(box), ring(hole).toReversed()],
        };
        const { longitude, latitude } = point;
        const isWithinHole =
          longitude > hole.west &&
          longitude < hole.east &&
          latitude > hole.south &&
          latitude < hole.north;
        expect(isInBoundary(point, boundary)).toBe(holds(box, point) && !isWithinHole);
      }),
      { numRuns: 300 },
    );
  });

  test('of several parts exactly when it lies in one of them', () => {
    fc.assert(
      fc.property(fc.array(anyBox, { minLength: 1, maxLength: 4 }), anyPoint, (boxes, point) => {
        const boundary: Boundary = {
          type: 'MultiPolygon',
          coordinates: boxes.map((box) => [ring(box)]),
        };
        expect(isInBoundary(point, boundary)).toBe(boxes.some((box) => holds(box, point)));
      }),
      { numRuns: 200 },
    );
  });

  test('with slanting edges exactly when it is on the inner side of each, wherever the ring begins', () => {
    const directions = [0, 0.9, 2.1, 3.3, 4.6, 5.5];
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.nat(5),
        (longitude, latitude, turn) => {
          const corners = directions.map((angle) => [Math.cos(angle), Math.sin(angle)] as const);
          const turned = [...corners.slice(turn), ...corners.slice(0, turn)];
          const closed = [...turned, turned[0] ?? [0, 0]];
          const sides = closed.slice(1).map(([x2, y2], index) => {
            const [x1, y1] = closed[index] ?? [0, 0];
            return (x2 - x1) * (latitude - y1) - (longitude - x1) * (y2 - y1);
          });
          fc.pre(sides.every((value) => Math.abs(value) > 1e-9));
          const boundary: Boundary = { type: 'Polygon', coordinates: [closed] };
          const point = { longitude, latitude };
          expect(isInBoundary(point, boundary)).toBe(sides.every((value) => value > 0));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('an incident of a split area is carried', () => {
  const west: Boundary = {
    type: 'Polygon',
    coordinates: [ring({ west: 0, south: 0, east: 1, north: 1 })],
  };
  const east: Boundary = {
    type: 'Polygon',
    coordinates: [ring({ west: 1, south: 0, east: 2, north: 1 })],
  };
  const parts = [
    { code: 'E01000009', boundary: west },
    { code: 'E01000002', boundary: east },
  ];

  test('to the area of 2021 its point lies in', () => {
    expect(findCarriedCode(parts, { longitude: 0.5, latitude: 0.5 })).toBe('E01000009');
    expect(findCarriedCode(parts, { longitude: 1.5, latitude: 0.5 })).toBe('E01000002');
  });

  test('to the first code when its point lies on the edge of two', () => {
    const edge = { longitude: 1, latitude: 0.5 };
    expect(findCarriedCode(parts, edge)).toBe('E01000002');
    expect(findCarriedCode(parts.toReversed(), edge)).toBe('E01000002');
  });

  test('nowhere when its point lies in none, or when the boundary of a part is not loaded', () => {
    expect(findCarriedCode(parts, { longitude: 3, latitude: 0.5 })).toBeUndefined();
    const bare = [...parts, { code: 'E01000001', boundary: null }];
    expect(findCarriedCode(bare, { longitude: 0.5, latitude: 0.5 })).toBeUndefined();
  });
});
