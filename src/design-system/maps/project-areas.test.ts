import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeWithSharedData, listSharedFiles } from '#tests/support/shared-data.ts';
import type { MapGeometry, MapShape } from './map-shape.ts';
import { projectAreas } from './project-areas.ts';
import { chooseScaleBar, nameDistance } from './scale-bar.ts';

type Corner = readonly [x: number, y: number];

/** The corners of every ring of a path, in tenths of a pixel. */
function readPath(path: string): Corner[][] {
  return path
    .split('M')
    .slice(1)
    .map((part) => {
      const numbers = [...part.matchAll(/-?\d+/g)].map(Number);
      let [x, y] = [0, 0];
      return Array.from({ length: numbers.length / 2 }, (_, index): Corner => {
        x += numbers[index * 2] ?? NaN;
        y += numbers[index * 2 + 1] ?? NaN;
        return [x, y];
      });
    });
}

/** Pixels covered by a path's rings, holes taken off (shoelace formula). */
function measure(path: string): number {
  const twice = readPath(path).map((ring) =>
    ring.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y];
      return sum + (x * nextY - nextX * y);
    }, 0),
  );
  return Math.abs(twice.reduce((sum, area) => sum + area, 0)) / 200;
}

function edgesOf(path: string): string[] {
  return readPath(path).flatMap((ring) =>
    ring.map((corner, index) => {
      const next = ring[(index + 1) % ring.length] ?? corner;
      return [corner.join(), next.join()].toSorted().join(' ');
    }),
  );
}

function square(west: number, south: number, side: number): MapGeometry {
  const [east, north] = [west + side, south + side];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'Polygon', coordinates: [ring] };
}

const size = 4;
/** Areas in rows whose shared borders wander by up to a pixel, so that some corners are left out; eight steps a side. */
function wanderingAreas(steps: readonly number[]): MapShape[] {
  const wander = (line: number, along: number) =>
    (steps[Math.round(line * 131 + along * 37) % steps.length] ?? 0) * 0.0004;
  const side = (from: Corner, to: Corner): Corner[] =>
    Array.from({ length: 8 }, (_, step): Corner => {
      const along = step / 8;
      const [x, y] = [from[0] + (to[0] - from[0]) * along, from[1] + (to[1] - from[1]) * along];
      // The same on both sides: it depends on the place alone. Corners stay where they are.
      const [wholeX, wholeY] = [Number.isInteger(x), Number.isInteger(y)];
      if (wholeX && wholeY) return [x * 0.1, 52 + y * 0.1];
      return wholeX
        ? [x * 0.1 + wander(x, y * 8), 52 + y * 0.1]
        : [x * 0.1, 52 + y * 0.1 + wander(y + 7, x * 8)];
    });
  return Array.from({ length: size * size }, (_, index) => {
    const [x, y] = [index % size, Math.floor(index / size)];
    const ring = [
      ...side([x, y], [x + 1, y]),
      ...side([x + 1, y], [x + 1, y + 1]),
      ...side([x + 1, y + 1], [x, y + 1]),
      ...side([x, y + 1], [x, y]),
    ];
    const closed = [...ring, ...ring.slice(0, 1)];
    return {
      id: `${index}`,
      geometry: { type: 'Polygon', coordinates: [closed] },
      group: x < size / 2 ? 'west' : 'east',
    };
  });
}

const wanderings = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
  minLength: 50,
  maxLength: 50,
});

describe('a projected map', () => {
  test('leaves no gap between neighbours, however their borders wander', () => {
    fc.assert(
      fc.property(wanderings, (steps) => {
        const areas = wanderingAreas(steps);
        const map = projectAreas({ areas });
        const drawnBy = new Map<string, number>();
        for (const path of map?.areaPaths.values() ?? [])
          for (const edge of edgesOf(path)) drawnBy.set(edge, (drawnBy.get(edge) ?? 0) + 1);
        // An inner side is drawn by both of its areas, an outer one by one: 24 and 16 sides.
        const alone = [...drawnBy.values()].filter((count) => count === 1).length;
        const inAll = [...drawnBy.values()].reduce((sum, count) => sum + count, 0);
        expect(new Set(drawnBy.values())).toEqual(new Set([1, 2]));
        expect(inAll - alone).toBeGreaterThanOrEqual(24 * 2);
        const outer = map === undefined ? 0 : measureOuter(drawnBy);
        const covered = [...(map?.areaPaths.values() ?? [])].reduce(
          (sum, path) => sum + measure(path),
          0,
        );
        expect(covered).toBeCloseTo(outer, 6);
      }),
      { numRuns: 20 },
    );
  });

  test('draws the border between two groups once, from side to side', () => {
    fc.assert(
      fc.property(wanderings, (steps) => {
        const areas = wanderingAreas(steps);
        const map = projectAreas({ areas });
        const west = areas.filter(({ group }) => group === 'west').map(({ id }) => id);
        const edges = readPath(map?.outlinePath ?? '').flatMap((line) =>
          line
            .slice(1)
            .map((corner, index) =>
              [line[index]?.join() ?? '', corner.join()].toSorted().join(' '),
            ),
        );
        const sides = (ids: readonly string[]) =>
          new Set(ids.flatMap((id) => edgesOf(map?.areaPaths.get(id) ?? '')));
        const east = sides(areas.filter(({ group }) => group === 'east').map(({ id }) => id));
        const meeting = [...sides(west)].filter((edge) => east.has(edge));
        expect(new Set(edges).size).toBe(edges.length);
        expect(edges).toEqual(expect.arrayContaining(meeting));
        expect(meeting.length).toBeGreaterThanOrEqual(size);
      }),
      { numRuns: 20 },
    );
  });

  test('shows areas of the same size in the same size, south and north', () => {
    // Two strips of a degree of longitude between parallels whose sines are as far apart: as large on a sphere.
    const sine = (degrees: number) => Math.sin((degrees * Math.PI) / 180);
    const north = (Math.asin(sine(50.5) - sine(50) + sine(55)) * 180) / Math.PI;
    const strip = (south: number, top: number): MapGeometry => ({
      type: 'Polygon',
      coordinates: [
        [
          [0, south],
          [1, south],
          [1, top],
          [0, top],
          [0, south],
        ],
      ],
    });
    const map = projectAreas({
      areas: [
        { id: 'south', geometry: strip(50, 50.5) },
        { id: 'north', geometry: strip(55, north) },
      ],
    });
    const [south = NaN, far = NaN] = ['south', 'north'].map((id) =>
      measure(map?.areaPaths.get(id) ?? ''),
    );
    expect(Math.abs(south / far - 1)).toBeLessThan(0.01);
  });

  test('knows how long a kilometre is', () => {
    // A tenth of a degree of latitude is 11.12 km.
    const map = projectAreas({ areas: [{ id: 'a', geometry: square(-1.5, 52, 0.1) }] });
    const [ring = []] = readPath(map?.areaPaths.get('a') ?? '');
    const ys = ring.map(([, y]) => y / 10);
    const kilometres = (Math.max(...ys) - Math.min(...ys)) * (map?.kilometresPerPixel ?? NaN);
    expect(kilometres).toBeCloseTo(11.12, 1);
  });

  test('keeps an area that is too small to draw, and leaves out one without a boundary', () => {
    const map = projectAreas({
      areas: [
        { id: 'large', geometry: square(-1.5, 52, 1) },
        { id: 'tiny', geometry: square(-1, 52.5, 1e-6) },
        { id: 'unloaded', geometry: undefined },
      ],
    });
    expect([...(map?.areaPaths.keys() ?? [])]).toEqual(['large', 'tiny']);
    expect(
      measure((map?.areaPaths.get('tiny') ?? '').replace('h10v10h-10z', 'l10 0 0 10-10 0z')),
    ).toBe(1);
  });

  test('has room for an outline that is larger than its areas, and draws it', () => {
    const areas = [{ id: 'a', geometry: square(-1.4, 52.1, 0.1) }];
    const alone = projectAreas({ areas });
    const map = projectAreas({ areas, outlines: [{ id: 'all', geometry: square(-1.5, 52, 0.4) }] });
    expect(alone?.outlinePath).toBe('');
    expect(measure(map?.outlinePath ?? '') / measure(map?.areaPaths.get('a') ?? '')).toBeCloseTo(
      16,
      0,
    );
  });

  test('is none where no area has a boundary', () => {
    expect(projectAreas({ areas: [{ id: 'a', geometry: undefined }] })).toBeUndefined();
    expect(projectAreas({ areas: [] })).toBeUndefined();
  });

  test('takes a hole out of an area', () => {
    const [[edge = []], [hole = []]] = [square(-1.5, 52, 0.4), square(-1.4, 52.1, 0.2)].map(
      ({ coordinates }) => coordinates as number[][][],
    ) as [number[][][], number[][][]];
    const map = projectAreas({
      areas: [
        { id: 'ring', geometry: { type: 'Polygon', coordinates: [edge, hole.toReversed()] } },
        { id: 'middle', geometry: { type: 'Polygon', coordinates: [hole] } },
      ],
    });
    const [ring = NaN, middle = NaN] = ['ring', 'middle'].map((id) =>
      measure(map?.areaPaths.get(id) ?? ''),
    );
    expect(ring / middle).toBeCloseTo(3, 1);
  });
});

/** Pixels inside the edges that only one area draws: the whole, joined into one ring. */
function measureOuter(drawnBy: ReadonlyMap<string, number>): number {
  const next = new Map<string, string[]>();
  for (const [edge, count] of drawnBy) {
    if (count !== 1) continue;
    const [from = '', to = ''] = edge.split(' ');
    next.set(from, [...(next.get(from) ?? []), to]);
    next.set(to, [...(next.get(to) ?? []), from]);
  }
  const [start = ''] = next.keys();
  const ring = [start];
  for (let at = next.get(start)?.[0]; at !== undefined && at !== start;) {
    const before = ring.at(-1);
    ring.push(at);
    at = next.get(at)?.find((corner) => corner !== before);
  }
  const [[x, y] = [], ...others] = ring.map((corner) => corner.split(',').map(Number));
  let path = `M${x} ${y}l`;
  let [lastX = 0, lastY = 0] = [x, y];
  for (const [cornerX = 0, cornerY = 0] of others) {
    path += `${cornerX - lastX} ${cornerY - lastY} `;
    [lastX, lastY] = [cornerX, cornerY];
  }
  return measure(path);
}

describe('names of towns', () => {
  const areas = [{ id: 'a', geometry: square(-1.5, 52, 0.5) }];
  const town = fc.record({
    name: fc.constantFrom('Rugby', 'Stratford-upon-Avon', 'Kenilworth'),
    longitude: fc.double({ min: -1.6, max: -0.9, noNaN: true }),
    latitude: fc.double({ min: 51.9, max: 52.6, noNaN: true }),
  });

  test('never leave the picture, and their dots stay apart', () => {
    fc.assert(
      fc.property(fc.array(town, { maxLength: 12 }), (towns) => {
        const map = projectAreas({ areas, towns });
        for (const { towns: labels } of Object.values(map?.labels ?? {})) {
          expect(labels.length).toBeLessThanOrEqual(towns.length);
          for (const { text } of labels) {
            expect(text.x).toBeGreaterThanOrEqual(0);
            expect(text.x).toBeLessThanOrEqual(map?.width ?? 0);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  test('give way to the first where there is room for one', () => {
    const at = { longitude: -1.25, latitude: 52.25 };
    const map = projectAreas({
      areas,
      towns: [
        { name: 'First', ...at },
        { name: 'Second', ...at },
        { name: 'Elsewhere', longitude: 3, latitude: 50 },
      ],
    });
    expect(map?.labels.wide.towns.map(({ name }) => name)).toEqual(['First']);
  });
});

describe('two towns side by side', () => {
  const areas = [{ id: 'a', geometry: square(-1.9, 52, 0.7) }];
  const towns = [
    { name: 'Warwick', longitude: -1.584, latitude: 52.282 },
    { name: 'Royal Leamington Spa', longitude: -1.536, latitude: 52.289 },
    { name: 'Whitnash', longitude: -1.525, latitude: 52.269 },
  ];

  test('are both named: the first stands off the dot of the second', () => {
    const wide = projectAreas({ areas, towns })?.labels.wide.towns ?? [];
    expect(wide.slice(0, 2).map(({ name, text }) => [name, text.anchor])).toEqual([
      ['Warwick', 'end'],
      ['Royal Leamington Spa', 'start'],
    ]);
    const narrow = projectAreas({ areas, towns })?.labels.narrow.towns ?? [];
    expect(narrow.map(({ name }) => name)).toContain('Royal Leamington Spa');
  });
});

describe('the scale', () => {
  test('is the longest round distance there is room for', () => {
    expect(chooseScaleBar(0.1, 120)).toEqual({ kilometres: 10, pixels: 100 });
    expect(chooseScaleBar(0.1, 199)).toEqual({ kilometres: 10, pixels: 100 });
    expect(chooseScaleBar(0.1, 200)).toEqual({ kilometres: 20, pixels: 200 });
    expect(chooseScaleBar(0.01, 60)).toEqual({ kilometres: 0.5, pixels: 50 });
  });

  test('is said in kilometres and miles', () => {
    expect(nameDistance(10)).toBe('10 km (6.2 miles)');
    expect(nameDistance(0.5)).toBe('500 m (0.31 miles)');
  });
});

describeWithSharedData('The map of a real county', 'geography/warwickshire-lsoa21', () => {
  type Feature = { properties: Record<string, string>; geometry: MapGeometry };

  test('draws its 354 areas in less than 110 kB', () => {
    const areas = listSharedFiles('geography/warwickshire-lsoa21', '.geojson').flatMap((file) =>
      (JSON.parse(readFileSync(file, 'utf8')) as { features: Feature[] }).features.map(
        ({ properties, geometry }) => ({
          id: properties['LSOA21CD'] ?? '',
          geometry,
          group: properties['LADCD_ACTIVE'] ?? '',
        }),
      ),
    );
    const map = projectAreas({ areas });
    expect(map?.areaPaths.size).toBe(354);
    const paths = [...(map?.areaPaths.values() ?? []), map?.outlinePath ?? ''].join('');
    expect(paths.length).toBeLessThan(110_000);
    expect(paths).not.toContain('NaN');
    const covered = [...(map?.areaPaths.values() ?? [])].reduce(
      (sum, path) => sum + measure(path),
      0,
    );
    // Warwickshire is 1,975 km².
    expect(covered * (map?.kilometresPerPixel ?? NaN) ** 2).toBeCloseTo(1975, -1.5);
  });
});
