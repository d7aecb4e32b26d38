import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeWithSharedData, listSharedFiles } from '#tests/support/shared-data.ts';
import { squareKilometresOf } from './boundary-area.ts';
import { checkBoundary, type Boundary, type Position } from './boundary.ts';
import { hexagonArea, hexagonBoundary, hexagonOf } from './hexagon-grid.ts';

type Box = { west: number; south: number; east: number; north: number };

function ringOf({ west, south, east, north }: Box): Position[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

const areaOf = (...rings: Position[][]): number =>
  squareKilometresOf({ type: 'Polygon', coordinates: rings });

const boxes = fc
  .tuple(
    fc.double({ min: -8, max: 1, noNaN: true }),
    fc.double({ min: 50, max: 60, noNaN: true }),
    fc.double({ min: 0.001, max: 1, noNaN: true }),
    fc.double({ min: 0.001, max: 1, noNaN: true }),
  )
  .map(([west, south, wide, high]): Box => {
    return { west, south, east: west + wide, north: south + high };
  });

describe('the area inside a boundary', () => {
  test('is that of a slice of the sphere between two meridians and two parallels', () => {
    const box = { west: -2, south: 52, east: -1, north: 53 };
    const radians = Math.PI / 180;
    const between = Math.sin(53 * radians) - Math.sin(52 * radians);
    expect(areaOf(ringOf(box))).toBeCloseTo(6371.0072 ** 2 * radians * between, 6);
    // A degree of longitude is 111.2 km times the cosine of the latitude, so about 67.7 km here.
    expect(areaOf(ringOf(box)) / (111.2 * 67.7)).toBeCloseTo(1, 2);
  });

  test('is the same whichever way round the ring goes, and wherever it begins', () => {
    fc.assert(
      fc.property(boxes, fc.integer({ min: 0, max: 3 }), (box, first) => {
        const ring = ringOf(box);
        const open = ring.slice(0, -1);
        const turned = [...open.slice(first), ...open.slice(0, first + 1)];
        const whole = areaOf(ring);
        expect(Math.abs(areaOf(turned) / whole - 1)).toBeLessThan(1e-9);
        expect(Math.abs(areaOf(ring.toReversed()) / whole - 1)).toBeLessThan(1e-9);
      }),
      { numRuns: 50 },
    );
  });

  test('is that of its parts together, wherever it is cut', () => {
    const share = fc.double({ min: 0.1, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(boxes, share, (box, at) => {
        const middle = box.west + at * (box.east - box.west);
        const parts = [ringOf({ ...box, east: middle }), ringOf({ ...box, west: middle })];
        const whole = areaOf(ringOf(box));
        const multi: Boundary = { type: 'MultiPolygon', coordinates: parts.map((ring) => [ring]) };
        expect(Math.abs(squareKilometresOf(multi) / whole - 1)).toBeLessThan(1e-7);
      }),
      { numRuns: 50 },
    );
  });

  test('leaves out its holes, in every part of it', () => {
    const edge = ringOf({ west: -2, south: 52, east: -1, north: 53 });
    const hole = ringOf({ west: -1.75, south: 52.25, east: -1.5, north: 52.5 }).toReversed();
    const left = areaOf(edge) - areaOf(hole);
    expect(areaOf(edge, hole)).toBeCloseTo(left, 6);
    const island = ringOf({ west: -1.7, south: 52.3, east: -1.6, north: 52.4 });
    const both: Boundary = { type: 'MultiPolygon', coordinates: [[edge, hole], [island]] };
    expect(squareKilometresOf(both)).toBeCloseTo(left + areaOf(island), 6);
  });

  test('does not read a height', () => {
    const ring = ringOf({ west: -2, south: 52, east: -1, north: 53 });
    expect(areaOf(ring.map((place) => [...place, 120]))).toBe(areaOf(ring));
  });

  test('of a hexagon is what its grid says, though its edges are a little straighter', () => {
    const hexagon = hexagonOf({ longitude: -1.5, latitude: 52.3 }, 7);
    const area = squareKilometresOf(hexagonBoundary(hexagon));
    expect(area / hexagonArea(hexagon)).toBeCloseTo(1, 4);
  });
});

describeWithSharedData('published boundaries', 'geography/warwickshire-lsoa21', () => {
  // Office for National Statistics, Standard Area Measurements: hectares of land, in square kilometres.
  test.each([
    ['E07000218', 284.3],
    ['E07000219', 78.9],
    ['E07000220', 351.1],
    ['E07000221', 977.9],
    ['E07000222', 282.9],
  ])('of the small areas of %s add up to its published area, within 0.5%', (code, published) => {
    const [path = ''] = listSharedFiles('geography/warwickshire-lsoa21', `${code}.geojson`);
    const { features } = JSON.parse(readFileSync(path, 'utf8')) as {
      features: { geometry: unknown }[];
    };
    const total = features.reduce((sum, { geometry }) => {
      const checked = checkBoundary(geometry);
      if (typeof checked === 'string') throw new Error(checked);
      return sum + squareKilometresOf(checked.boundary);
    }, 0);
    expect(Math.abs(total / published - 1)).toBeLessThan(0.005);
  });
});
