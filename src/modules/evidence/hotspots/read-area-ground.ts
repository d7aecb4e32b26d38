import { leastSquareKilometres, squareKilometresOf } from '#core/places/boundary-area.ts';
import { listPopulations, type AreaLevel } from '#core/places/population-store.ts';
import type { Transaction } from '#platform/database/database.ts';
import {
  listAreaMonthCounts,
  listBoundedAreas,
  listForceCounts,
  listLoadedMonths,
  listMonthTotals,
  type BoundedArea,
  type CountedSpan,
} from './ground-store.ts';
import { chooseForces } from './choose-forces.ts';
import type { IncidentSource } from '../police-imports/police-import.ts';
import { findNeighbours, type Ground, type GroundArea } from './ground.ts';

export type AreaGroundOrder = {
  level: AreaLevel;
  /** Codes of areas and of what they lie in; undefined for every area of the level. */
  within: readonly string[] | undefined;
  source: IncidentSource;
  /**
   * The partnership’s own force. Nothing else is ever counted, unless its districts are given: then, as soon as
   * any area is in none of them, every force is whose areas they are: see `chooseForces`.
   */
  own: { force: string; districtCodes?: readonly string[] };
  crimeType: string | undefined;
  /** All months that are asked of the ground, YYYY-MM. */
  from: string;
  to: string;
};

/**
 * The ground of areas with boundaries; those without, or with one that encloses nothing, are named and left out.
 * Only months that all counted forces have are in it, because those of some alone would be too small.
 */
export async function readAreaGround(
  tx: Transaction,
  { level, within, source, own, crimeType, from, to }: AreaGroundOrder,
): Promise<Ground> {
  const found = await listBoundedAreas(tx, level, within);
  const people = await readPeople(tx, level, found);
  const areas = found.flatMap(({ boundary, ...area }): GroundArea[] => {
    const squareKilometres = boundary === null ? 0 : squareKilometresOf(boundary);
    if (boundary === null || squareKilometres < leastSquareKilometres) return [];
    return [{ ...area, boundary, squareKilometres, people: people.get(area.code) ?? null }];
  });
  const codes = areas.map(({ code }) => code);
  const span = { source, from, to };
  const isOurs =
    own.districtCodes === undefined ||
    areas.every(({ districtCode }) => own.districtCodes?.includes(districtCode ?? ''));
  const { forces, strays } = isOurs
    ? { forces: [own.force], strays: [] }
    : chooseForces(areas, await listForceCounts(tx, level, codes, span));
  const { months, monthsLeftOut } = await readMonths(tx, { ...span, forces });
  const order = { ...span, forces, crimeType };
  const numbers = new Map(codes.map((code, number) => [code, number]));
  const counts = new Map(months.map((month) => [month, new Uint32Array(codes.length)]));
  for (const { code, month, count } of await listAreaMonthCounts(tx, level, codes, order)) {
    const number = numbers.get(code);
    const ofMonth = counts.get(month);
    if (number !== undefined && ofMonth !== undefined) ofMonth[number] = count;
  }
  const totals = (await listMonthTotals(tx, level, order))
    .filter(({ month }) => counts.has(month))
    .toSorted((one, other) => (one.month < other.month ? -1 : 1));
  const names = new Map(found.map(({ code, name }) => [code, name]));
  for (const code of codes) names.delete(code);
  return {
    level,
    areas,
    neighbours: findNeighbours(areas),
    forces,
    strays,
    months,
    monthsLeftOut,
    counts,
    all: new Map(totals.map(({ month, all }) => [month, all])),
    vague: new Map(totals.map(({ month, vague }) => [month, vague])),
    withoutBoundary: [...names.values()],
  };
}

/** The months that all of the forces have, and those that only some have. */
async function readMonths(
  tx: Transaction,
  span: CountedSpan,
): Promise<Pick<Ground, 'months' | 'monthsLeftOut'>> {
  const loaded = await listLoadedMonths(tx, span);
  const list = (isOfAll: boolean) =>
    loaded.flatMap(({ month, forces }) =>
      (forces === span.forces.length) === isOfAll ? [month] : [],
    );
  return { months: list(true), monthsLeftOut: list(false) };
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
