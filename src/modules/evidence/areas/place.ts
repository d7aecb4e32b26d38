import { listDistricts } from '#core/places/district-store.ts';
import { listDistrictPopulations, listPopulations } from '#core/places/population-store.ts';
import type { Service } from '#core/service.ts';
import type { Transaction } from '#platform/database/database.ts';
import { NoFigure, quoteAsked } from '../figures/no-figure.ts';
import { findResidentsOfWhole, type Residents } from '../figures/residents.ts';
import { readIncidentCounts } from '../incident-counts/district-counts.ts';
import type { CurrentSource } from '../incident-counts/incident-source-store.ts';
import { listAreaMonths, listSmallerCodes } from './area-incident-store.ts';
import { findArea, type Area } from './area-store.ts';
import { looksLikeAreaCode } from './area-words.ts';

/** What figures are for: the whole of the partnership's districts, or one area in them. */
export type Place = { name: string; area: Area | undefined };

/**
 * The place of a code; without one it is the whole. Throws NoFigure for a code that is unknown, of elsewhere or
 * cannot be counted for.
 */
export async function readPlace(
  tx: Transaction,
  { profile }: Service,
  code: string | undefined,
): Promise<Place> {
  if (code === undefined) return { name: profile.areas.whole.name, area: undefined };
  // The database cannot even be asked about some of what an address may hold.
  const area = looksLikeAreaCode(code) ? await findArea(tx, code) : undefined;
  if (area === undefined) throw new NoFigure('place', unknownAreaWords(code));
  const { name } = area;
  if (area.isOurs === false)
    throw new NoFigure(
      'place',
      `${name} lies outside the partnership’s districts, so nothing is counted for it.`,
    );
  if (!(await isCountable(tx, area)))
    throw new NoFigure(
      'place',
      `Nothing that is loaded says which small areas lie in ${name}, so nothing can be counted for it.`,
    );
  return { name, area };
}

function unknownAreaWords(code: string): string {
  return `We do not know the area ${quoteAsked(code)}, so there is no figure for it. An area is asked for by its code.`;
}

/** Incidents can only be added up to a ward or an MSOA when something says which small areas lie in it. */
export async function isCountable(tx: Transaction, { level, code }: Area): Promise<boolean> {
  if (level === 'district' || level === 'lsoa21') return true;
  return (await listSmallerCodes(tx, { level, code, smaller: 'lsoa21' })).length > 0;
}

type PlaceOrder = { current: CurrentSource; place: Place; crimeType: string | undefined };

/** Incidents of a place by month, and how many of them were carried to it from an area of 2011. */
export async function readPlaceMonths(
  tx: Transaction,
  service: Service,
  { current, place: { area }, crimeType }: PlaceOrder,
): Promise<{ counts: readonly { month: string; count: number }[]; carried: number }> {
  if (area === undefined || area.level === 'district') {
    const only = { crimeType, districtCode: area?.code };
    const counts = await readIncidentCounts(tx, service, current, only);
    return { counts, carried: 0 };
  }
  const counts = await listAreaMonths(tx, current, { ...area, crimeType });
  return { counts, carried: counts.reduce((sum, { carried }) => sum + carried, 0) };
}

/** The residents of a place; undefined where nothing loaded says how many they are. */
export async function readResidents(
  tx: Transaction,
  { profile }: Service,
  { area }: Place,
): Promise<Residents | undefined> {
  if (area === undefined) return findResidentsOfWhole(profile, await listDistrictPopulations(tx));
  if (area.level === 'district') {
    return (await listDistrictPopulations(tx)).find(({ code }) => code === area.code);
  }
  const [found] = await listPopulations(tx, area.level, [area.code]);
  return found === undefined ? undefined : { ...found, from: 'loaded' };
}

/** The places that a form offers: the whole, the districts, and the one that was chosen. */
export async function listPlaceChoices(
  tx: Transaction,
  { profile }: Service,
  { name, area }: Place,
): Promise<{ value: string; text: string; selected: boolean }[]> {
  const districts = await listDistricts(tx);
  const isListed = area === undefined || districts.some(({ code }) => code === area.code);
  return [
    { value: '', text: profile.areas.whole.name, selected: area === undefined },
    ...districts.map((district) => ({
      value: district.code,
      text: district.name,
      selected: district.code === area?.code,
    })),
    ...(isListed ? [] : [{ value: area.code, text: name, selected: true }]),
  ];
}
