import type { FeatureCollection, Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import { findBorders } from './map-borders.ts';

/** A square of one degree, and the district it says it is in. */
const square = (x: number, y: number, district: unknown) => ({
  type: 'Feature' as const,
  properties: { code: `${x},${y}`, district },
  geometry: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [x, y],
        [x + 1, y],
        [x + 1, y + 1],
        [x, y + 1],
        [x, y],
      ],
    ],
  },
});
const collect = (...features: FeatureCollection['features']): FeatureCollection => ({
  type: 'FeatureCollection',
  features,
});
/** The sides of the lines by their ends, each the same from either end. */
const edgesOf = (lines: readonly Position[][]): Set<string> =>
  new Set(
    lines.flatMap((line) =>
      line.slice(1).map((to, index) => {
        const [one, other] = [String(line[index]), String(to)];
        return one < other ? `${one} ${other}` : `${other} ${one}`;
      }),
    ),
  );
const countEdges = (lines: readonly Position[][]): number =>
  lines.reduce((sum, line) => sum + line.length - 1, 0);

describe('borders of districts', () => {
  test('run round each district and not between areas of the same one', () => {
    const borders = findBorders(collect(square(0, 0, 'north'), square(1, 0, 'north')));
    expect(edgesOf(borders?.geometry.coordinates ?? [])).toEqual(
      new Set(['0,0 0,1', '0,0 1,0', '0,1 1,1', '1,0 2,0', '1,1 2,1', '2,0 2,1']),
    );
  });

  test('run once where two districts meet, whichever way their areas are drawn', () => {
    const other = square(1, 0, 'south');
    const turned = {
      ...other,
      geometry: {
        ...other.geometry,
        coordinates: other.geometry.coordinates.map((ring) => [...ring].reverse()),
      },
    };
    for (const one of [other, turned]) {
      const lines = findBorders(collect(square(0, 0, 'north'), one))?.geometry.coordinates ?? [];
      expect(countEdges(lines)).toBe(7);
      expect(edgesOf(lines)).toContain('1,0 1,1');
    }
  });

  test('meet where corners differ by less than a centimetre', () => {
    const near = square(1 + 1e-9, 0, 'north');
    const borders = findBorders(collect(square(0, 0, 'north'), near));
    expect(countEdges(borders?.geometry.coordinates ?? [])).toBe(6);
  });

  test('go round holes and round every part of an area', () => {
    const [outer = [], hole = []] = [square(0, 0, 'a'), square(5, 5, 'a')].map(
      ({ geometry }) => geometry.coordinates[0] ?? [],
    );
    const parts = {
      ...square(0, 0, 'a'),
      geometry: { type: 'MultiPolygon' as const, coordinates: [[outer], [hole]] },
    };
    expect(countEdges(findBorders(collect(parts))?.geometry.coordinates ?? [])).toBe(8);
  });

  test('are none where no area is known to lie in a district', () => {
    expect(findBorders(collect(square(0, 0, null), square(1, 0, undefined)))).toBeUndefined();
    expect(findBorders(collect())).toBeUndefined();
    const some = findBorders(collect(square(0, 0, null), square(1, 0, 'south')));
    expect(countEdges(some?.geometry.coordinates ?? [])).toBe(4);
  });
});
