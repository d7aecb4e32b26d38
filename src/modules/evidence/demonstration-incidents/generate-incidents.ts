import { createHash } from 'node:crypto';
import type { DemonstrationIncidents } from '#core/partnership/demonstration.ts';
import {
  outside,
  type IncidentArea,
  type IncidentRecipe,
} from '#core/partnership/incident-recipe.ts';
import type { PoliceRow } from '#modules/evidence/police-files/police-row.ts';
import { monthPlus } from '#platform/calendar.ts';
import { expectedCount } from './expected-count.ts';
import { chooseArea, choosePoint } from './incident-place.ts';
import { pickWeighted, poissonCount, seededRandom, type SeededRandom } from './seeded-random.ts';

export type IncidentMonth = { readonly month: string; readonly rows: readonly PoliceRow[] };

type Month = { readonly month: string; readonly offset: number; readonly seed: string };

/**
 * Invented incidents in the layout of the police street files, oldest month first, ending with `newest`
 * (YYYY-MM). Pure: the same recipe, newest month and seed give the same rows.
 */
export function* generateIncidents(
  { recipe, areas }: DemonstrationIncidents,
  newest: string,
  seed: string,
): Generator<IncidentMonth> {
  for (let offset = 1 - recipe.months; offset <= 0; offset += 1) {
    const month = { month: monthPlus(newest, offset), offset, seed };
    const rows = Object.entries(recipe.monthlyRates).flatMap(([district, rates]) => {
      const own = areas.filter((area) => area.district === district);
      return Object.keys(rates).flatMap((type) => rowsOf(recipe, own, month, district, type));
    });
    rows.push(...rowsOutside(recipe, areas, month));
    yield { month: month.month, rows: rows.sort(asPublished) };
  }
}

function rowsOf(
  recipe: IncidentRecipe,
  areas: readonly IncidentArea[],
  month: Month,
  district: string,
  crimeType: string,
): PoliceRow[] {
  const key = `${month.seed} ${month.month} ${district} ${crimeType}`;
  const random = seededRandom(key);
  const mean = expectedCount(recipe, district, crimeType, month.month, month.offset);
  return Array.from({ length: poissonCount(random, mean) }, (_, index) => {
    const area = chooseArea(random, recipe, areas, crimeType);
    return rowIn(recipe, area, month, crimeType, random, `${key} ${index}`);
  });
}

/** Rows beyond the partnership's area, as police files have them, of any type that has a Crime ID. */
function rowsOutside(
  recipe: IncidentRecipe,
  areas: readonly IncidentArea[],
  month: Month,
): PoliceRow[] {
  const beyond = areas.filter((area) => area.district === outside);
  const rates = Object.values(recipe.monthlyRates).flatMap((byType) => Object.entries(byType));
  const types = rates
    .filter(([name]) => !recipe.withoutCrimeId.includes(name))
    .map(([name, weight]) => ({ name, weight }));
  const key = `${month.seed} ${month.month} ${outside}`;
  const random = seededRandom(key);
  return Array.from({ length: recipe.outsideRowsPerMonth }, (_, index) => {
    const area = pickWeighted(random, beyond);
    const type = pickWeighted(random, types).name;
    return rowIn(recipe, area, month, type, random, `${key} ${index}`);
  });
}

function rowIn(
  recipe: IncidentRecipe,
  area: IncidentArea,
  { month, offset }: Month,
  crimeType: string,
  random: SeededRandom,
  key: string,
): PoliceRow {
  const hasId = !recipe.withoutCrimeId.includes(crimeType);
  const point = choosePoint(random, recipe, area);
  const isBlank = area.district !== outside && random() < recipe.blankLocationShare;
  const settled = pickWeighted(random, recipe.outcomes.settled).name;
  const outcome = offset > -recipe.outcomes.openMonths ? recipe.outcomes.open : settled;
  return {
    'Crime ID': hasId ? createHash('sha256').update(`invented ${key}`).digest('hex') : '',
    Month: month,
    'Reported by': recipe.reportedBy,
    'Falls within': recipe.reportedBy,
    Longitude: isBlank ? '' : point.longitude,
    Latitude: isBlank ? '' : point.latitude,
    Location: isBlank ? 'No Location' : point.location,
    'LSOA code': isBlank ? '' : area.code,
    'LSOA name': isBlank ? '' : area.name,
    'Crime type': crimeType,
    'Last outcome category': hasId ? outcome : '',
    Context: '',
  };
}

/** By area name, rows without one last, then by crime type: the order of the police files. */
function asPublished(one: PoliceRow, other: PoliceRow): number {
  const [a, b] = [one['LSOA name'], other['LSOA name']];
  if (a !== b) {
    if (a === '' || b === '') return a === '' ? 1 : -1;
    return a < b ? -1 : 1;
  }
  return one['Crime type'] < other['Crime type']
    ? -1
    : Number(one['Crime type'] > other['Crime type']);
}
