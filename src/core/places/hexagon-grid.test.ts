import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { gridDisk } from 'h3-js';
import { describe, expect, test } from 'vitest';
import { isInside } from '#core/partnership/outline.ts';
import { projectRoot } from '#platform/project-root.ts';
import {
  coverWithHexagons,
  hexagonArea,
  hexagonBoundary,
  hexagonMiddle,
  hexagonOf,
} from './hexagon-grid.ts';
import { nameHexagons } from './hexagon-names.ts';
import { isInBoundary } from './point-in-boundary.ts';

const profile = join(projectRoot, 'partnership/warwickshire');
const rowsOf = (file: string) =>
  readFileSync(join(profile, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .slice(1)
    .map((line) => line.split(','));

const outline = rowsOf('outline.csv')
  .filter(([area]) => area === 'warwickshire')
  .map(([, longitude, latitude]) => ({ longitude: Number(longitude), latitude: Number(latitude) }));
const places = rowsOf('places.csv').map(([, name = '', , , longitude, latitude]) => ({
  name,
  longitude: Number(longitude),
  latitude: Number(latitude),
}));

const resolution = 7;
const grid = coverWithHexagons(outline, resolution);
const placeInGrid = new Map(grid.map((hexagon, place) => [hexagon, place]));
/** By the index itself, without any geometry: the places in the grid of those next to each. */
const neighbours = grid.map((hexagon) =>
  gridDisk(hexagon, 1)
    .flatMap((other) => (other === hexagon ? [] : (placeInGrid.get(other) ?? [])))
    .toSorted((a, b) => a - b),
);
const somewhere = fc.record({
  longitude: fc.double({ min: -2, max: -1.1, noNaN: true }),
  latitude: fc.double({ min: 51.9, max: 52.7, noNaN: true }),
});

describe('hexagons over a county', () => {
  test('hold every point inside its outline', () => {
    const inGrid = new Set(grid);
    fc.assert(
      fc.property(somewhere, (point) => {
        fc.pre(isInside(outline, point));
        expect(inGrid).toContain(hexagonOf(point, resolution));
      }),
      { numRuns: 100 },
    );
  });

  test('do not reach further than the outline and the hexagons on its edge', () => {
    const edge = neighbours.filter((around) => around.length < 6).length;
    const within = grid.filter((hexagon) => isInside(outline, hexagonMiddle(hexagon))).length;
    expect(grid.length).toBeGreaterThan(within);
    expect(grid.length - within).toBeLessThanOrEqual(edge);
  });

  test('have six sides each, and six neighbours wherever all of these are there', () => {
    // Seven positions: the last is the first again. A pentagon would have six.
    const corners = grid.map((hexagon) => hexagonBoundary(hexagon).coordinates[0]?.length);
    expect(new Set(corners)).toEqual(new Set([7]));
    const counts = neighbours.map((around) => around.length);
    expect(Math.max(...counts)).toBe(6);
    const whole = new Set(grid);
    for (const [index, hexagon] of grid.entries()) {
      const isInner = gridDisk(hexagon, 1).every((other) => whole.has(other));
      if (isInner !== (counts[index] === 6)) throw new Error(`${hexagon} lacks a neighbour`);
    }
  });

  test('are neighbours both ways, and neighbours share two corners', () => {
    const corners = grid.map(
      (hexagon) =>
        new Set(
          hexagonBoundary(hexagon)
            .coordinates.flat()
            .map((position) =>
              (position as readonly number[]).map((part) => part.toFixed(6)).join(),
            ),
        ),
    );
    const sharing = neighbours.flatMap((around, index) =>
      around.map((other) => ({
        isMutual: neighbours[other]?.includes(index),
        shared: [...(corners[index] ?? [])].filter((corner) => corners[other]?.has(corner)).length,
      })),
    );
    expect(sharing.length).toBeGreaterThan(grid.length * 4);
    expect(sharing.filter(({ isMutual, shared }) => isMutual !== true || shared !== 2)).toEqual([]);
  });

  test('are about five square kilometres at resolution 7', () => {
    const sizes = grid.map(hexagonArea);
    expect(Math.min(...sizes)).toBeGreaterThan(4);
    expect(Math.max(...sizes)).toBeLessThan(6);
  });

  test('each hold the points that name them', () => {
    fc.assert(
      fc.property(somewhere, (point) => {
        const hexagon = hexagonOf(point, resolution);
        expect(isInBoundary(hexagonMiddle(hexagon), hexagonBoundary(hexagon))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('need an outline', () => {
    expect(() => coverWithHexagons(outline.slice(0, 2), resolution)).toThrow('three corners');
  });
});

describe('the name of a hexagon', () => {
  test('says how far it is from the nearest place, and in which direction', () => {
    const rugby = { name: 'Rugby', longitude: -1.263, latitude: 52.371 };
    const name = (point: { longitude: number; latitude: number }) =>
      [...nameHexagons([hexagonOf(point, 10)], [rugby]).values()][0];
    expect(name(rugby)).toBe('Middle of Rugby');
    expect(name({ ...rugby, latitude: rugby.latitude + 2 / 111.2 })).toBe('2 km north of Rugby');
    expect(name({ ...rugby, latitude: rugby.latitude - 3 / 111.2 })).toBe('3 km south of Rugby');
    expect(name({ ...rugby, longitude: rugby.longitude + 4 / 67.9 })).toBe('4 km east of Rugby');
    expect(name({ ...rugby, longitude: rugby.longitude - 5 / 67.9 })).toBe('5 km west of Rugby');
  });

  test.each([6, 7, 8])('is that of no other in the grid, at resolution %i', (size) => {
    const cells = coverWithHexagons(outline, size);
    const names = nameHexagons(cells, places);
    expect(names.size).toBe(cells.length);
    expect(new Set(names.values()).size).toBe(cells.length);
    const strange = [...names.values()].filter((name) => /NaN|undefined|^0|^Hexagon/.test(name));
    expect(strange).toEqual([]);
  });

  test('does not depend on the order of the grid', () => {
    const names = nameHexagons(grid, places);
    expect(nameHexagons(grid.toReversed(), places)).toEqual(names);
  });

  test('is its index where the profile names no place', () => {
    const [hexagon = ''] = grid;
    expect(nameHexagons([hexagon], []).get(hexagon)).toBe(`Hexagon ${hexagon}`);
  });
});
