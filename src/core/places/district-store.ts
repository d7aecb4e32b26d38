import type { Areas } from '#core/partnership/areas.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A district or borough of the partnership's area, as pages and figures need it. */
export type District = {
  code: string;
  name: string;
  /** How the police name its small areas: this, a space, then a number and a letter. */
  areaNamePrefix: string;
  population: number | null;
};

/** Makes the districts those of the profile. */
export async function replaceDistricts(tx: Transaction, areas: Areas): Promise<void> {
  for (const [position, district] of areas.districts.entries()) {
    const partnership = areas.communitySafetyPartnerships.find(({ districts }) =>
      districts.includes(district.id),
    );
    const row = {
      name: district.name,
      area_name_prefix: district.lsoaNamePrefix,
      community_safety_partnership: partnership?.name ?? '',
      population: district.population.people,
      population_year: district.population.year,
      position,
    };
    await tx
      .insertInto('districts')
      .values({ code: district.onsCode, ...row })
      .onConflict((conflict) => conflict.column('code').doUpdateSet(row))
      .execute();
  }
}

/** The districts in the profile's order. */
export async function listDistricts(tx: Transaction): Promise<District[]> {
  return tx
    .selectFrom('districts')
    .select(['code', 'name', 'area_name_prefix as areaNamePrefix', 'population'])
    .orderBy('position')
    .execute();
}
