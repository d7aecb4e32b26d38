import { findNeighbours, type Ground, type GroundArea } from '#modules/evidence/hotspots/ground.ts';

export type SmallGround = {
  /** How many squares lie side by side. */
  width: number;
  /** Incidents of each square by month, row by row; all months have as many squares. */
  counts: Readonly<Record<string, readonly number[]>>;
  /** Residents of each square; unknown unless given. */
  people?: readonly (number | null)[];
  /** Squares that lie by themselves, away from all others. */
  islands?: readonly number[];
};

/** A ground of squares, each touching up to eight others. */
export function makeGround({ width, counts, people = [], islands = [] }: SmallGround): Ground {
  const squares = Object.values(counts)[0]?.length ?? 0;
  const areas = Array.from({ length: squares }, (_, square): GroundArea => {
    const isAlone = islands.includes(square);
    return {
      code: `E01${String(square).padStart(6, '0')}`,
      name: `Square ${square}`,
      boundary: boxAt(isAlone ? 100 + 2 * square : square % width, Math.floor(square / width)),
      squareKilometres: 1,
      people: people[square] ?? null,
      districtCode: null,
    };
  });
  return {
    level: 'lsoa21',
    areas,
    neighbours: findNeighbours(areas),
    forces: ['Harbourshire Constabulary'],
    months: Object.keys(counts).toSorted(),
    monthsLeftOut: [],
    counts: new Map(Object.entries(counts).map(([month, all]) => [month, Uint32Array.from(all)])),
    all: new Map(
      Object.entries(counts).map(([month, all]) => [month, all.reduce((sum, one) => sum + one, 0)]),
    ),
    vague: new Map(),
    withoutBoundary: [],
  };
}

/** The same ground with its areas in another order: the first comes from the place that is first in the order. */
export function reorderGround(ground: Ground, order: readonly number[]): Ground {
  const areas = order.flatMap((place) => ground.areas[place] ?? []);
  const reorder = (counts: Uint32Array) => Uint32Array.from(order, (place) => counts[place] ?? 0);
  return {
    ...ground,
    areas,
    neighbours: findNeighbours(areas),
    counts: new Map([...ground.counts].map(([month, counts]) => [month, reorder(counts)])),
  };
}

function boxAt(east: number, north: number): GroundArea['boundary'] {
  const [x, y] = [-1.5 + east / 100, 52 + north / 100];
  const corner = (dx: number, dy: number) => [x + dx / 100, y + dy / 100];
  return {
    type: 'Polygon',
    coordinates: [[corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1), corner(0, 0)]],
  };
}
