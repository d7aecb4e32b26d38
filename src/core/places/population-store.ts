import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';

/** What small areas are added up to. */
export type AreaLevel = 'lsoa21' | 'ward' | 'msoa21' | 'district';

export type Population = { code: string; people: number; year: number };

export type DistrictPopulation = Population & {
  /** Added up from loaded counts of residents, or as the partnership's profile states it. */
  from: 'loaded' | 'profile';
};

/**
 * Residents of each of these areas in the newest year for which they are loaded, either for the area
 * itself or for every LSOA of 2021 in it. Areas for which they are not are left out.
 */
export async function listPopulations(
  tx: Transaction,
  level: AreaLevel,
  codes: readonly string[],
): Promise<Population[]> {
  const own = await readPopulations(tx, level, codes);
  const parts = await listParts(tx, level, codes);
  const ofParts = await readPopulations(tx, 'lsoa21', [...parts.values()].flat());
  return codes.flatMap((code) => {
    const direct = newestOf(own.get(code) ?? new Map());
    const summed = newestOf(addUp((parts.get(code) ?? []).map((part) => ofParts.get(part))));
    const found = summed !== undefined && summed.year > (direct?.year ?? 0) ? summed : direct;
    return found === undefined ? [] : [{ code, ...found }];
  });
}

type PeopleByYear = ReadonlyMap<number, number>;

async function readPopulations(
  tx: Transaction,
  type: AreaLevel,
  codes: readonly string[],
): Promise<ReadonlyMap<string, PeopleByYear>> {
  const { rows } = await sql<Population>`
    select code, year, people from area_populations
    where type = ${type} and code = any (${codes}::text[]) and is_current`.execute(tx);
  const found = new Map<string, Map<number, number>>();
  for (const { code, year, people } of rows) {
    const years = found.get(code) ?? new Map<number, number>();
    found.set(code, years.set(year, people));
  }
  return found;
}

/** The LSOAs of 2021 in each of these areas. */
async function listParts(
  tx: Transaction,
  level: AreaLevel,
  codes: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ area: string; code: string }>`
    select ${sql.ref(`${level}_code`)} as area, code from small_areas
    where type = 'lsoa21' and ${sql.ref(`${level}_code`)} = any (${codes}::text[])`.execute(tx);
  const parts = new Map<string, string[]>();
  for (const { area, code } of rows) {
    const codesOfArea = parts.get(area) ?? [];
    codesOfArea.push(code);
    parts.set(area, codesOfArea);
  }
  return parts;
}

/** The sum of the years that every part has; a year that one part lacks would be too small. */
function addUp(parts: readonly (PeopleByYear | undefined)[]): PeopleByYear {
  const [first, ...others] = parts;
  const complete = [...(first ?? [])].filter(([year]) => others.every((part) => part?.has(year)));
  return new Map(
    complete.map(([year, people]) => [
      year,
      others.reduce((sum, part) => sum + (part?.get(year) ?? 0), people),
    ]),
  );
}

function newestOf(people: PeopleByYear): { year: number; people: number } | undefined {
  const [newest] = [...people].toSorted(([one], [other]) => other - one);
  return newest === undefined ? undefined : { year: newest[0], people: newest[1] };
}

/** The residents of every district of the partnership for which anything states them. */
export async function listDistrictPopulations(tx: Transaction): Promise<DistrictPopulation[]> {
  const districts = await tx
    .selectFrom('districts')
    .select(['code', 'population', 'population_year as year'])
    .orderBy('position')
    .execute();
  const loaded = await listPopulations(
    tx,
    'district',
    districts.map(({ code }) => code),
  );
  return districts.flatMap(({ code, population, year }): DistrictPopulation[] => {
    const found = loaded.find((one) => one.code === code);
    if (found !== undefined) return [{ ...found, from: 'loaded' }];
    if (population === null || year === null) return [];
    return [{ code, people: population, year, from: 'profile' }];
  });
}
