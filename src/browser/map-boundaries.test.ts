import type { FeatureCollection, Geometry } from 'geojson';
import { describe, expect, test } from 'vitest';
import { boundsOf } from './map-boundaries.ts';

const collect = (...geometries: Geometry[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: geometries.map((geometry) => ({ type: 'Feature', properties: {}, geometry })),
});
const ring = [
  [-1.5, 52],
  [-1.25, 52.125],
  [-1.75, 52.5],
  [-1.5, 52],
];

describe('the box round all areas', () => {
  test('holds every corner of every part', () => {
    const areas = collect(
      { type: 'Polygon', coordinates: [ring] },
      {
        type: 'MultiPolygon',
        coordinates: [[ring], [ring.map(([x = 0, y = 0]) => [x + 2, y - 1])]],
      },
    );
    expect(boundsOf(areas)).toEqual([-1.75, 51, 0.75, 52.5]);
  });

  test('is refused where nothing has a place', () => {
    expect(() => boundsOf(collect())).toThrow('no place');
    expect(() => boundsOf(collect({ type: 'Polygon', coordinates: [] }))).toThrow('no place');
  });
});
