import { squareKilometresOf } from '#core/places/boundary-area.ts';
import { listPopulations, type AreaLevel } from '#core/places/population-store.ts';
import type { Transaction } from '#platform/database/database.ts';
import {
  listAreaMonthCounts,
  listBoundedAreas,
  listLoadedMonths,
  listVagueCounts,
  type BoundedArea,
  type CountedSource,
} from './ground-store.ts';
import type { IncidentSource } from '../police-imports/police-import.ts';
import { findNeighbours, type Ground, type GroundArea } from './ground.ts';

export type AreaGroundOrder = {
  level: AreaLevel;
  /** Codes of areas and of what they lie in; undefined for every area of the level. */
  within: readonly string[] | undefined;
  source: IncidentSource;
  /** The partnership's own force, and its districts. */
  own: { force: string; districtCodes: readonly string[] };
  crimeType: string | undefined;
  /** All months that are asked of the ground, YYYY-MM. */
  from: string;
  to: string;
};

/**
 * The ground of areas with boundaries; those without are named and left out. In the partnership's districts only
 * what its own force reported is counted, as on every page; as soon as any area is elsewhere, what every force did.
 */
export async function readAreaGround(
  tx: Transaction,
  { level, within, source, own, crimeType, from, to }: AreaGroundOrder,
): Promise<Ground> {
  const found = await listBoundedAreas(tx, level, within);
  const isOurs = found.every(({ districtCode }) => own.districtCodes.includes(districtCode ?? ''));
  const counted: CountedSource = { source, force: isOurs ? own.force : undefined };
  const people = await readPeople(tx, level, found);
  const areas = found.flatMap(({ boundary, ...area }): GroundArea[] => {
    if (boundary === null) return [];
    const squareKilometres = squareKilometresOf(boundary);
    return [{ ...area, boundary, squareKilometres, people: people.get(area.code) ?? null }];
  });
  const order = { ...counted, crimeType, from, to };
  const codes = areas.map(({ code }) => code);
  const months = (await listLoadedMonths(tx, counted)).filter(
    (month) => month >= from && month <= to,
  );
  const numbers = new Map(codes.map((code, number) => [code, number]));
  const counts = new Map(months.map((month) => [month, new Uint32Array(codes.length)]));
  for (const { code, month, count } of await listAreaMonthCounts(tx, level, codes, order)) {
    const number = numbers.get(code);
    const ofMonth = counts.get(month);
    if (number !== undefined && ofMonth !== undefined) ofMonth[number] = count;
  }
  const vague = await listVagueCounts(tx, level, order);
  return {
    level,
    areas,
    neighbours: findNeighbours(areas),
    months,
    counts,
    vague: new Map(vague.map(({ month, count }) => [month, count])),
    withoutBoundary: found.flatMap(({ boundary, name }) => (boundary === null ? [name] : [])),
  };
}

async function readPeople(
  tx: Transaction,
  level: AreaLevel,
  areas: readonly BoundedArea[],
): Promise<ReadonlyMap<string, number>> {
  const codes = areas.map(({ code }) => code);
  const found = await listPopulations(tx, level, codes);
  return new Map(found.map(({ code, people }) => [code, people]));
}
