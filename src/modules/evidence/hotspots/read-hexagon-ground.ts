import {
  coverWithHexagons,
  hexagonArea,
  hexagonBoundary,
  hexagonOf,
} from '#core/places/hexagon-grid.ts';
import { nameHexagons } from '#core/places/hexagon-names.ts';
import type { PartnershipProfile } from '#core/partnership/profile.ts';
import type { Service } from '#core/service.ts';
import { quoteText, quoteTexts } from '#platform/analytics/sql-text.ts';
import { findNeighbours, type Ground, type GroundArea } from './ground.ts';

/** About 5 km²: as large as a village with its fields, so that a point moved to the nearest street stays in it. */
export const hexagonResolution = 7;

type PointCount = {
  month: string;
  longitude: number | null;
  latitude: number | null;
  count: number;
};

export type HexagonGroundOrder = {
  /** Whose rows they are, and where those of the months are kept. */
  forces: readonly string[];
  paths: readonly string[];
  months: readonly string[];
  crimeType: string | undefined;
};

/**
 * The ground of hexagons over the partnership's area, for as long as no boundaries are loaded. Incidents are
 * counted by the hexagon their published point lies in; nobody's residents are known.
 */
export async function readHexagonGround(
  { analytics, profile }: Pick<Service, 'analytics' | 'profile'>,
  { forces, paths, months, crimeType }: HexagonGroundOrder,
  signal?: AbortSignal,
): Promise<Ground> {
  const areas = layHexagons(profile);
  const numbers = new Map(areas.map(({ code }, number) => [code, number]));
  const counts = new Map(months.map((month) => [month, new Uint32Array(areas.length)]));
  const all = new Map<string, number>();
  const vague = new Map<string, number>();
  const points =
    paths.length === 0
      ? []
      : await analytics.rows<PointCount>(
          `select month, longitude, latitude, count(*) as count
            from read_parquet(${quoteTexts(paths)})
            ${crimeType === undefined ? '' : `where crime_type = ${quoteText(crimeType)}`}
            group by all`,
          {},
          signal === undefined ? {} : { signal },
        );
  for (const { month, longitude, latitude, count } of points) {
    all.set(month, (all.get(month) ?? 0) + count);
    if (longitude === null || latitude === null) {
      vague.set(month, (vague.get(month) ?? 0) + count);
      continue;
    }
    const number = numbers.get(hexagonOf({ longitude, latitude }, hexagonResolution));
    const ofMonth = counts.get(month);
    if (number !== undefined && ofMonth !== undefined) {
      ofMonth[number] = (ofMonth[number] ?? 0) + count;
    }
  }
  return {
    level: 'hexagon',
    areas,
    neighbours: findNeighbours(areas),
    forces,
    months,
    monthsLeftOut: [],
    counts,
    all,
    vague,
    withoutBoundary: [],
  };
}

/** Over the outline of the whole; it is too rough to say in which district a hexagon lies. */
export function layHexagons({ outlines, areas, places }: PartnershipProfile): GroundArea[] {
  const outline = outlines[areas.whole.id];
  if (outline === undefined) return [];
  const hexagons = coverWithHexagons(outline, hexagonResolution);
  const names = nameHexagons(hexagons, places);
  return hexagons.map((code) => ({
    code,
    name: names.get(code) ?? code,
    boundary: hexagonBoundary(code),
    squareKilometres: hexagonArea(code),
    people: null,
    districtCode: null,
  }));
}
