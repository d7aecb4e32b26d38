import { listDistricts } from '#core/places/district-store.ts';
import type { Service } from '#core/service.ts';
import { projectAreas, type ProjectedMap } from '#design-system/maps/project-areas.ts';
import { monthInWords, monthPlus, monthsBetween } from '#platform/calendar.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Conflict } from '#platform/http/failures.ts';
import { compareMaps, type MapComparison } from '#statistics/back-test/compare-maps.ts';
import type { PlaceOverTime } from '#statistics/places-over-time/classify-place.ts';
import { usualPermutations } from '#statistics/spatial/permutation/permute-neighbours.ts';
import {
  findCurrentSource,
  findVersion,
  type CurrentSource,
} from '../incident-counts/incident-source-store.ts';
import { NoFigure, quoteAsked } from '../figures/no-figure.ts';
import { backTestMonths, mostTrailingMonths, type TestedMonth } from './back-test-months.ts';
import { comparePeriods, type PeriodChange } from './compare-periods.ts';
import { drawMap, type MappedArea } from './draw-map.ts';
import { followPlaces } from './follow-places.ts';
import { listMonthFiles } from './ground-store.ts';
import { monthsWithin, type Ground } from './ground.ts';
import { drawOnce, type TakeMap } from './kept-maps.ts';
import { usualSeed } from './map-order.ts';
import type { MapQuery } from './map-query.ts';
import { readAreaGround } from './read-area-ground.ts';
import { readHexagonGround } from './read-hexagon-ground.ts';

/** Everything a map page shows. */
export type HotspotMap = {
  current: CurrentSource;
  place: { name: string };
  /** What the map was drawn of: as much of what was asked as there is. */
  drawnOf: Pick<MapQuery, 'to' | 'placeCode' | 'value'>;
  ground: Ground;
  /** The months asked for, those of them that are loaded, and as many before them. */
  span: { from: string; to: string };
  now: readonly string[];
  before: readonly string[];
  /** In the order of the ground's areas, as are all lists of areas here. */
  areas: readonly MappedArea[];
  /** Null where no month before is loaded. */
  changes: readonly PeriodChange[] | null;
  places: readonly PlaceOverTime[];
  months: readonly TestedMonth[];
  comparison: MapComparison;
  /** Incidents of the months that are in no area, and of all. */
  vague: { count: number; of: number };
  permutations: number;
  drawn: ProjectedMap | undefined;
};

/** Does some reading in a transaction, its own or one that is open already. */
export type Read = <Result>(work: (tx: Transaction) => Promise<Result>) => Promise<Result>;

/**
 * The map that is asked for; undefined while nothing is loaded, or nothing to draw it on. No connection is held
 * while it is worked out.
 */
export async function readMap(
  read: Read,
  service: Service,
  asked: MapQuery,
  take: TakeMap = drawOnce,
): Promise<HotspotMap | undefined> {
  const { current, districts } = await read(async (tx) => ({
    current: await findCurrentSource(tx, service),
    districts: await listDistricts(tx),
  }));
  if (current === undefined) return undefined;
  const district = districts.find(({ code }) => code === asked.placeCode);
  if (asked.placeCode !== undefined && district === undefined) {
    throw new NoFigure(
      'place',
      `${quoteAsked(asked.placeCode)} is no code of a district here, so there is no map of it.`,
    );
  }
  if (asked.to !== undefined && !current.months.includes(asked.to)) {
    throw new NoFigure(
      'period',
      `${monthInWords(asked.to)} is not loaded, so no map can end with it.`,
    );
  }
  const last = asked.to ?? current.months.at(-1) ?? '';
  const query = { ...asked, placeCode: district?.code, to: last };
  const { crimeType, placeCode, to, months, value } = query;
  const key = JSON.stringify([current.version, crimeType, placeCode, to, months, value]);
  return take(service.database, key, async () => {
    const span = { from: monthPlus(last, 1 - months), to: last };
    const from = monthPlus(span.from, -Math.max(months, mostTrailingMonths));
    const order = { current, query, from, to: last, districts };
    const ground = await read(async (tx) => {
      const found = await readGround(tx, service, order);
      // What was committed while it was read may be in it, and must not be kept as what was there before.
      if ((await findVersion(tx, current)) !== current.version) throw new Conflict(dataChanged);
      return found;
    });
    if (ground.areas.length === 0) return undefined;
    // Hexagons lie in no district that is known, and nobody's residents are.
    const isGrid = ground.level === 'hexagon';
    const drawnOf = isGrid
      ? { to: last, placeCode: undefined, value: 'count' as const }
      : { to: last, placeCode, value };
    const place = {
      name: (isGrid ? undefined : district?.name) ?? service.profile.areas.whole.name,
    };
    const worked = await workOut(service, ground, { span, query: { ...query, ...drawnOf } });
    return { current, place, drawnOf, span, ...worked };
  });
}

const dataChanged = 'Data was loaded while this map was being drawn. Ask for it again.';

type GroundOrder = {
  current: CurrentSource;
  query: MapQuery;
  from: string;
  to: string;
  districts: readonly { code: string }[];
};

/** The smallest areas that have boundaries, or hexagons where none have, or the incidents have no such codes. */
async function readGround(
  tx: Transaction,
  service: Service,
  { current: { source, force, months }, query, from, to, districts }: GroundOrder,
): Promise<Ground> {
  const { crimeType, placeCode } = query;
  const districtCodes = districts.map(({ code }) => code);
  if (source === 'police') {
    const within = districtCodes.filter((code) => placeCode === undefined || code === placeCode);
    const own = { force };
    const span = { crimeType, from, to };
    const areas = await readAreaGround(tx, { level: 'lsoa21', within, source, own, ...span });
    if (areas.areas.length > 0) return areas;
  }
  const forces = [force];
  return readHexagonGround(service, {
    forces,
    paths: await listMonthFiles(tx, { source, forces, from, to }),
    months: months.filter((month) => month >= from && month <= to),
    crimeType,
  });
}

async function workOut(
  { profile }: Pick<Service, 'profile'>,
  ground: Ground,
  { span, query }: { span: HotspotMap['span']; query: MapQuery },
) {
  const now = monthsWithin(ground, span.from, span.to);
  const before = monthsWithin(
    ground,
    monthPlus(span.from, -query.months),
    monthPlus(span.from, -1),
  );
  const settings = { value: query.value, permutations: usualPermutations, seed: usualSeed };
  const tested = await backTestMonths(ground, now, settings);
  const areas = await drawMap(ground, now, settings);
  const count = now.reduce((sum, month) => sum + (ground.vague.get(month) ?? 0), 0);
  return {
    ground,
    now,
    before,
    areas,
    changes: comparePeriods(ground, { before, now }),
    places: await followPlaces(ground, now, settings),
    months: tested,
    comparison: compareMaps(tested.map(({ test }) => test)),
    vague: { count, of: now.reduce((sum, month) => sum + (ground.all.get(month) ?? 0), 0) },
    permutations: usualPermutations,
    drawn: projectAreas({
      areas: ground.areas.map(({ code, boundary, districtCode }) => ({
        id: code,
        geometry: boundary,
        ...(districtCode !== null && { group: districtCode }),
      })),
      towns: profile.places,
    }),
  };
}

/** The months of a span that are not loaded. */
export function missingMonths({ span, now }: Pick<HotspotMap, 'span' | 'now'>): string[] {
  return monthsBetween(span.from, span.to).filter((month) => !now.includes(month));
}
