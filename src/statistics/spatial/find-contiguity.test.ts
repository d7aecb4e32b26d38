import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeWithSharedData, listSharedFiles } from '#tests/support/shared-data.ts';
import { findContiguity, type Contiguity, type Outline } from './find-contiguity.ts';

/** A square of side 1 whose lower left corner is there. */
const square = (x: number, y: number): Outline => [
  [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
    [x, y],
  ],
];

function rowsOf(outlines: readonly Outline[], options?: Contiguity): number[][] {
  const { starts, neighbours } = findContiguity(outlines, options);
  return outlines.map((_, area) => [...neighbours.subarray(starts[area], starts[area + 1])]);
}

/** The rule itself, corner against corner. */
function rowsByRule(outlines: readonly Outline[], { kind, tolerance }: Required<Contiguity>) {
  const corners = outlines.map((outline) => [
    ...new Map(outline.flat().map((at) => [at.join(), at])).values(),
  ]);
  const touches = (one: number, other: number): boolean => {
    const shared = (corners[one] ?? []).flatMap(([x = 0, y = 0]) =>
      (corners[other] ?? []).filter(
        ([u = 0, v = 0]) => Math.sqrt((u - x) ** 2 + (v - y) ** 2) <= tolerance,
      ),
    );
    return shared.length >= (kind === 'queen' ? 1 : 2);
  };
  const areas = [...outlines.keys()];
  return areas.map((one) => areas.filter((other) => other !== one && touches(one, other)));
}

describe('areas that touch', () => {
  const four = [square(0, 0), square(1, 0), square(0, 1), square(1, 1)];

  it('are those that share a corner, as the queen moves', () => {
    expect(rowsOf(four)).toEqual([
      [1, 2, 3],
      [0, 2, 3],
      [0, 1, 3],
      [0, 1, 2],
    ]);
  });

  it('are only those that share an edge, as the rook moves', () => {
    expect(rowsOf(four, { kind: 'rook' })).toEqual([
      [1, 2],
      [0, 3],
      [0, 3],
      [1, 2],
    ]);
  });

  it('may do so at a hole or at a further part', () => {
    const hole = square(1, 1)[0] ?? [];
    const frame: Outline = [square(-9, -9)[0] ?? [], hole];
    expect(rowsOf([frame, square(1, 1), square(5, 5)])).toEqual([[1], [0], []]);
  });

  it('are not an edge apart when the one shared corner opens and closes a ring', () => {
    const further = square(2, 2)[0] ?? [];
    const twoParts: Outline = [square(9, 9)[0] ?? [], further];
    const tip: Outline = [
      [
        [2, 2],
        [1, 2],
        [1, 1],
        [2, 2],
      ],
    ];
    expect(rowsOf([twoParts, tip], { kind: 'rook' })).toEqual([[], []]);
    expect(rowsOf([twoParts, tip])).toEqual([[1], [0]]);
  });

  it.each([
    [1e-7, 0.9e-7, true],
    [1e-7, 1.1e-7, false],
    [0, 0, true],
    [0, 1e-15, false],
    [0.25, 0.25, true],
    [0.25, 0.26, false],
  ])('within %d are those whose corners are %d apart: %s', (tolerance, gap, isNear) => {
    const apart: Outline = [[[gap, 0]]];
    expect(rowsOf([[[[0, 0]]], apart], { tolerance })).toEqual(isNear ? [[1], [0]] : [[], []]);
  });

  it('are found across every edge of the grid they are looked up in', () => {
    // Steps of a fraction of the grid's width, with a partner just within the tolerance in each direction.
    const tolerance = 0.01;
    const directions = [0, 1, 2, 3, 4, 5, 6, 7].map((eighth) => (eighth * Math.PI) / 4);
    for (const [step, angle] of directions.flatMap((angle) =>
      Array.from({ length: 41 }, (_, step) => [step, angle] as const),
    )) {
      const [x, y] = [1 + step * 0.001, 2 - step * 0.0013];
      const partner = [x + Math.cos(angle) * 0.0099, y + Math.sin(angle) * 0.0099];
      const corners: Outline[] = [[[[0, 0]]], [[[x, y]]], [[partner]]];
      expect(rowsOf(corners, { tolerance })).toEqual([[], [2], [1]]);
    }
  });

  it('are found at once where all areas are one and the same point', () => {
    const point = [[[6, 3]]];
    const { starts, neighbours } = findContiguity([point, point], { tolerance: 0 });
    expect([[...starts], [...neighbours]]).toEqual([
      [0, 1, 2],
      [1, 0],
    ]);
  });

  it('are found by the rule whatever the shapes, the kind and the tolerance', () => {
    const place = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: -3, max: 3 }));
    const shapes = fc.array(fc.array(fc.array(place, { maxLength: 5 }), { maxLength: 3 }), {
      maxLength: 12,
    });
    const kinds = fc.constantFrom('queen', 'rook');
    const tolerances = fc.constantFrom(0, 1e-7, 1, 1.5, 3);
    fc.assert(
      fc.property(shapes, kinds, tolerances, (outlines, kind, tolerance) => {
        const options = { kind, tolerance } as const;
        expect(rowsOf(outlines, options)).toEqual(rowsByRule(outlines, options));
      }),
      { numRuns: 100 },
    );
  });

  it('are refused where a position is no pair of numbers, or the tolerance no length', () => {
    expect(() => findContiguity([square(0, 0), [[[1]]]])).toThrow('Area 1 has a position');
    expect(() => findContiguity([[[[NaN, 1]]]])).toThrow(RangeError);
    for (const tolerance of [-1, NaN, Infinity]) {
      expect(() => findContiguity([], { tolerance })).toThrow(RangeError);
    }
    expect(rowsOf([])).toEqual([]);
    expect(rowsOf([[], [[]]])).toEqual([[], []]);
  });
});

describeWithSharedData('the small areas of Warwickshire', 'geography/warwickshire-lsoa21', () => {
  const outlines = listSharedFiles('geography/warwickshire-lsoa21', '.geojson').flatMap((path) =>
    (JSON.parse(readFileSync(path, 'utf8')) as Collection).features.map(({ geometry }) =>
      geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat(),
    ),
  );

  // R 4.2.2, spdep 1.2-7: sum(card(poly2nb(areas, snap = …, queen = …))) on a plane.
  it.each([
    ['queen', 1e-7, 1942],
    ['rook', 1e-7, 1918],
    ['queen', 1e-5, 1944],
  ] as const)('have, as the %s moves within %d degrees, %d links', (kind, tolerance, links) => {
    expect(outlines).toHaveLength(354);
    expect(findContiguity(outlines, { kind, tolerance }).neighbours).toHaveLength(links);
  });
});

type Collection = {
  features: {
    geometry:
      { type: 'Polygon'; coordinates: Outline } | { type: 'MultiPolygon'; coordinates: Outline[] };
  }[];
};
