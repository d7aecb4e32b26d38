import type { DistrictPopulation } from '#core/places/population-store.ts';
import type { PartnershipProfile } from '#core/partnership/profile.ts';

/** How many people live somewhere, in which year, and what says so. */
export type Residents = { people: number; year: number; from: 'loaded' | 'profile' };

/**
 * The residents of the whole area: its districts added up when all are loaded for one year, else as the
 * profile states them.
 */
export function findResidentsOfWhole(
  { areas }: PartnershipProfile,
  districts: readonly DistrictPopulation[],
): Residents {
  const years = new Set(districts.map(({ year }) => year));
  const isLoaded = districts.every(({ from }) => from === 'loaded');
  const [year] = years;
  if (
    year !== undefined &&
    years.size === 1 &&
    isLoaded &&
    districts.length === areas.districts.length
  ) {
    return { people: districts.reduce((sum, { people }) => sum + people, 0), year, from: 'loaded' };
  }
  const { population } = areas.whole;
  return { people: population.people, year: population.year, from: 'profile' };
}

/** Where the number of residents comes from, as a caveat of a rate. */
export function residentsCaveat(residents: Residents | undefined): string {
  if (residents === undefined)
    return 'How many people live here is not loaded, so there is no rate.';
  const { people, year, from } = residents;
  const source =
    from === 'loaded' ? 'added up from loaded counts' : 'rounded, as the profile states';
  return `Rates are for the ${people.toLocaleString('en-GB')} residents of ${year} (${source}). Visitors are not among them.`;
}
