import type { AreaLevel } from '#core/places/population-store.ts';

/** How people call an area of each level, one and several. */
export const levelNames = {
  district: { one: 'District', several: 'Districts' },
  ward: { one: 'Ward', several: 'Wards' },
  msoa21: { one: 'MSOA of 2021', several: 'MSOAs of 2021' },
  lsoa21: { one: 'LSOA of 2021', several: 'LSOAs of 2021' },
} as const satisfies Record<AreaLevel, { one: string; several: string }>;

/** The levels, the large ones first. */
export const levels = [
  'district',
  'ward',
  'msoa21',
  'lsoa21',
] as const satisfies readonly AreaLevel[];

/** Whether this has the shape of a code: whether there is such an area, the database says. */
export function looksLikeAreaCode(text: string): boolean {
  return /^[A-Z]\d{8}$/.test(text);
}

/** What an area of each level is made of, as far as figures are counted for it. */
export const smallerLevels = {
  district: ['ward', 'msoa21'],
  ward: ['lsoa21'],
  msoa21: ['lsoa21'],
  lsoa21: [],
} as const satisfies Record<AreaLevel, readonly AreaLevel[]>;
