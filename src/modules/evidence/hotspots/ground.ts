import type { Boundary } from '#core/places/boundary.ts';
import type { AreaLevel } from '#core/places/population-store.ts';
import { findContiguity } from '#statistics/spatial/find-contiguity.ts';
import type { Neighbours } from '#statistics/spatial/spatial-weights.ts';

/** What a map is made of: areas that are loaded with boundaries, or a grid where none are. */
export type GroundLevel = AreaLevel | 'hexagon';

export type GroundArea = {
  code: string;
  name: string;
  boundary: Boundary;
  squareKilometres: number;
  /** Residents; null where nothing loaded says how many. */
  people: number | null;
  /** The district it lies in, where that is known. */
  districtCode: string | null;
};

/** Areas, who touches whom, and what happened in them month by month. */
export type Ground = {
  level: GroundLevel;
  areas: readonly GroundArea[];
  /** By shared corners of their boundaries, a corner being enough. */
  neighbours: Neighbours;
  /** Whose incidents are counted: those that these forces reported. */
  forces: readonly string[];
  /** Forces that reported something in the areas and are not counted, with how much of any crime type. */
  strays?: readonly { force: string; count: number }[];
  /** Months that are loaded of every one of the forces, oldest first; one that is not among them is not known. */
  months: readonly string[];
  /** Months that some of the forces have and others lack: what is known of them would be too little. */
  monthsLeftOut: readonly string[];
  /** Incidents of each area by month, in the order of the areas. */
  counts: ReadonlyMap<string, Uint32Array>;
  /** Every incident of the forces and the crime type in each month, on the map or not. */
  all: ReadonlyMap<string, number>;
  /**
   * Incidents of each month that nothing places: no code of an area (of hexagons: no point), or that of an area
   * of 2011 that was split, and no point that tells in which part. What is neither on the map nor here is elsewhere.
   */
  vague: ReadonlyMap<string, number>;
  /** Areas that were asked for and are left out, because no boundary of them is loaded. */
  withoutBoundary: readonly string[];
};

/** Corners of boundaries this close, in degrees, are the same: about a centimetre. */
const cornerTolerance = 1e-7;

/** Which areas touch, at least in a corner. */
export function findNeighbours(areas: readonly Pick<GroundArea, 'boundary'>[]): Neighbours {
  const outlines = areas.map(({ boundary }) =>
    boundary.type === 'Polygon' ? boundary.coordinates : boundary.coordinates.flat(),
  );
  return findContiguity(outlines, { tolerance: cornerTolerance });
}

/** Incidents of each area in some months together. */
export function addUpMonths({ areas, counts }: Ground, months: readonly string[]): Float64Array {
  const sums = new Float64Array(areas.length);
  for (const month of months) {
    counts.get(month)?.forEach((count, area) => {
      sums[area] = (sums[area] ?? 0) + count;
    });
  }
  return sums;
}

/** The months of a span that are loaded. */
export function monthsWithin({ months }: Ground, from: string, to: string): string[] {
  return months.filter((month) => month >= from && month <= to);
}
