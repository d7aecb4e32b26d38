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
 * Residents of each of these areas in the newest year for which they are loaded, either for the area itself or
 * for every LSOA of 2021 in it: a sum that one part lacks would be too small. Of the same year the area's own
 * number is taken. Areas for which nothing is loaded are left out.
 */
export async function listPopulations(
  tx: Transaction,
  level: AreaLevel,
  codes: readonly string[],
): Promise<Population[]> {
  const area = sql.ref(`${level}_code`);
  const { rows } = await sql<Population>`
    select distinct on (code) code, year, people from (
      select code, year, people, true as is_own from area_populations
      where type = ${level} and code = any (${codes}::text[]) and is_current
      union all
      select parts.area, residents.year, sum(residents.people)::int, false
      from (
        select ${area} as area, code, count(*) over (partition by ${area}) as parts
        from small_areas where type = 'lsoa21' and ${area} = any (${codes}::text[])
      ) as parts
      join area_populations as residents
        on residents.type = 'lsoa21' and residents.code = parts.code and residents.is_current
      group by parts.area, residents.year, parts.parts
      having count(*) = parts.parts
    ) as known
    order by code, year desc, is_own desc`.execute(tx);
  const found = new Map(rows.map((row) => [row.code, row]));
  return codes.flatMap((code) => found.get(code) ?? []);
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
