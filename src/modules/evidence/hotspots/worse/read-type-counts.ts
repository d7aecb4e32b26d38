import type { Service } from '#core/service.ts';
import { hexagonOf } from '#core/places/hexagon-grid.ts';
import { leastSquareKilometres, squareKilometresOf } from '#core/places/boundary-area.ts';
import type { PartnershipProfile } from '#core/partnership/profile.ts';
import { quoteTexts } from '#platform/analytics/sql-text.ts';
import type { Transaction } from '#platform/database/database.ts';
import {
  listAreaTypeCounts,
  listBoundedAreas,
  listMonthFiles,
} from '#modules/evidence/hotspots/ground-store.ts';
import { hexagonResolution, layHexagons } from '#modules/evidence/hotspots/read-hexagon-ground.ts';
import type { CurrentSource } from '#modules/evidence/incident-counts/incident-source-store.ts';
import { addUpMonths, type TypeMonthCount } from './add-up-months.ts';
import { listCrimeTypes, type TypeCounts } from './type-counts.ts';
import { sayWhereabouts } from './whereabouts.ts';
import { listWhereabouts } from './whereabouts-store.ts';

export type TypeCountsOrder = {
  current: Pick<CurrentSource, 'source' | 'force'>;
  /** Codes of the districts that are looked at. */
  within: readonly string[];
  /** The first month of the period before, the first of the period now and the last, YYYY-MM. */
  from: string;
  nowFrom: string;
  to: string;
};

/** On the same areas as the maps: the smallest that have boundaries, or hexagons where none have. */
export async function readTypeCounts(
  tx: Transaction,
  service: Pick<Service, 'analytics' | 'profile'>,
  order: TypeCountsOrder,
): Promise<TypeCounts> {
  const { current, within, from, nowFrom, to } = order;
  const { source } = current;
  const span = { source, forces: [current.force], from, to };
  if (source === 'police') {
    const bounded = await listBoundedAreas(tx, 'lsoa21', within);
    const areas = bounded.flatMap(({ code, name, boundary }) =>
      boundary !== null && squareKilometresOf(boundary) >= leastSquareKilometres
        ? { code, name }
        : [],
    );
    if (areas.length > 0) {
      const codes = areas.map(({ code }) => code);
      const counts = await listAreaTypeCounts(tx, 'lsoa21', codes, { ...span, nowFrom });
      const crimeTypes = listCrimeTypes(counts);
      const known = await listWhereabouts(tx, 'lsoa21', codes);
      const said = sayWhereabouts(known, service.profile.places);
      const placed = areas.map((area) => ({ ...area, where: said.get(area.code) ?? null }));
      return { level: 'lsoa21', areas: placed, counts, crimeTypes };
    }
  }
  const { areas, codeAt } = laidOver(service.profile);
  const points = await countPoints(service, await listMonthFiles(tx, span));
  const located = points.flatMap(({ longitude, latitude, ...point }): TypeMonthCount[] => {
    const code = codeAt(longitude, latitude);
    return code === undefined ? [] : [{ ...point, code }];
  });
  const counts = addUpMonths(located, nowFrom);
  return { level: 'hexagon', areas, counts, crimeTypes: listCrimeTypes(counts) };
}

/** The hexagons of the partnership’s area, and in which of them a point lies. */
function laidOver(profile: PartnershipProfile) {
  const areas = layHexagons(profile).map(({ code, name }) => ({ code, name, where: null }));
  const known = new Set(areas.map(({ code }) => code));
  const codeAt = (longitude: number, latitude: number): string | undefined => {
    const code = hexagonOf({ longitude, latitude }, hexagonResolution);
    return known.has(code) ? code : undefined;
  };
  return { areas, codeAt };
}

type PointCount = {
  crimeType: string;
  month: string;
  longitude: number;
  latitude: number;
  count: number;
};

async function countPoints(
  { analytics }: Pick<Service, 'analytics'>,
  paths: readonly string[],
): Promise<readonly PointCount[]> {
  if (paths.length === 0) return [];
  return analytics.rows<PointCount>(
    `select crime_type as "crimeType", month, longitude, latitude, count(*) as count
      from read_parquet(${quoteTexts(paths)})
      where longitude is not null and latitude is not null
      group by all`,
    {},
  );
}
