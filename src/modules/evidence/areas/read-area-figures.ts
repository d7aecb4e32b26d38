import { listPopulations, type AreaLevel } from '#core/places/population-store.ts';
import type { Service } from '#core/service.ts';
import type { Transaction } from '#platform/database/database.ts';
import { monthPlus } from '#platform/calendar.ts';
import type { Figure } from '../figures/figure.ts';
import type { Residents } from '../figures/residents.ts';
import { readIncidentCounts } from '../incident-counts/district-counts.ts';
import { findCurrentSource, type CurrentSource } from '../incident-counts/incident-source-store.ts';
import {
  listAreaCrimeTypes,
  listSmallerAreas,
  listSmallerCodes,
  type Span,
} from './area-incident-store.ts';
import { listNames, type Area } from './area-store.ts';
import { makeSmallerFigure, makeTypesFigure, type TypeCounts } from './area-figures.ts';
import type { SmallerLine, TypeLine } from './area-tables.tsx';
import { smallerLevels } from './area-words.ts';
import { isCountable, readResidents } from './place.ts';

export type AreaFigures = {
  current: CurrentSource;
  residents: Residents | undefined;
  types: Figure<TypeLine>;
  smaller: readonly Figure<SmallerLine>[];
};

/** Why there are no figures for an area. A zero would be wrong in each case. */
export type NoAreaFigures = 'nothing-loaded' | 'elsewhere' | 'no-small-areas';

/** What an area's page shows, or why there is nothing to show. */
export async function readAreaFigures(
  tx: Transaction,
  service: Service,
  area: Area,
): Promise<AreaFigures | NoAreaFigures> {
  const current = await findCurrentSource(tx, service);
  if (area.isOurs === false) return 'elsewhere';
  if (current === undefined) return 'nothing-loaded';
  if (!(await isCountable(tx, area))) return 'no-small-areas';
  const span = lastYearOf(current);
  const months = current.months.filter((month) => month >= span.from).length;
  const residents = await readResidents(tx, service, { name: area.name, area });
  const ofWhole = await readResidents(tx, service, { name: '', area: undefined });
  const rows = await readTypes(tx, service, { current, area, span });
  const facts = { profile: service.profile, area, current, span, months, residents };
  const smaller = [];
  for (const level of smallerLevels[area.level]) {
    const lines = await readSmaller(tx, current, { area, level, span });
    if (lines !== undefined) smaller.push(makeSmallerFigure(facts, { level, ...lines }));
  }
  return { current, residents, types: makeTypesFigure(facts, { rows, ofWhole }), smaller };
}

/** The twelve months that end with the newest loaded one. */
function lastYearOf({ months }: CurrentSource): Span {
  const to = months.at(-1) ?? '';
  return { from: monthPlus(to, -11), to };
}

type TypesOrder = { current: CurrentSource; area: Area; span: Span };

/** Incidents by crime type in the area and in the partnership's districts together. */
async function readTypes(
  tx: Transaction,
  service: Service,
  { current, area: { level, code }, span }: TypesOrder,
): Promise<TypeCounts[]> {
  const counts = await readIncidentCounts(tx, service, current);
  const inSpan = counts.filter(({ month }) => month >= span.from);
  const own =
    level === 'district'
      ? inSpan.filter(({ districtCode }) => districtCode === code)
      : await listAreaCrimeTypes(tx, current, { level, code, ...span });
  const types = new Map<string, TypeCounts>();
  const of = (crimeType: string) =>
    types.get(crimeType) ?? { crimeType, own: 0, whole: 0, carried: 0 };
  for (const { crimeType, count } of inSpan) {
    const sums = of(crimeType);
    types.set(crimeType, { ...sums, whole: sums.whole + count });
  }
  for (const { crimeType, count, carried } of own) {
    const sums = of(crimeType);
    types.set(crimeType, { ...sums, own: sums.own + count, carried: sums.carried + carried });
  }
  return [...types.values()];
}

type SmallerOrder = { area: Area; level: AreaLevel; span: Span };

async function readSmaller(
  tx: Transaction,
  current: CurrentSource,
  { area, level, span }: SmallerOrder,
) {
  const codes = await listSmallerCodes(tx, { ...area, smaller: level });
  if (codes.length === 0) return undefined;
  const counts = await listSmallerAreas(tx, current, { ...area, smaller: level, ...span });
  const people = await listPopulations(tx, level, codes);
  const named = await listNames(
    tx,
    codes.map((code) => ({ level, code })),
  );
  const lines = named.map(({ code, name }) => {
    const found = people.find((one) => one.code === code);
    const residents: Residents | undefined =
      found === undefined ? undefined : { ...found, from: 'loaded' };
    return { code, name, residents, count: counts.find((one) => one.code === code)?.count ?? 0 };
  });
  return { lines, marked: counts.find(({ code }) => code === null)?.count ?? 0 };
}
