/** The kinds of area that can be loaded, the small ones first. */
export const areaTypes = ['lsoa21', 'lsoa11', 'msoa21', 'ward', 'district', 'force'] as const;

export type AreaType = (typeof areaTypes)[number];

/** The demonstration's small areas have a type of their own, which nobody can load from a file. */
export type StoredAreaType = AreaType | 'invented';

type Kind = { readonly name: string; readonly prefixes: readonly string[] };

/** The first three characters say what a code of the Office for National Statistics stands for. */
const kinds: Readonly<Record<AreaType, Kind>> = {
  lsoa21: { name: 'an LSOA of 2021', prefixes: ['E01', 'W01'] },
  lsoa11: { name: 'an LSOA of 2011', prefixes: ['E01', 'W01'] },
  msoa21: { name: 'an MSOA of 2021', prefixes: ['E02', 'W02'] },
  ward: { name: 'a ward', prefixes: ['E05', 'W05'] },
  // Sets of districts are often published for the whole United Kingdom.
  district: {
    name: 'a district',
    prefixes: ['E06', 'E07', 'E08', 'E09', 'W06', 'S12', 'N09'],
  },
  force: { name: 'a police force area', prefixes: ['E23', 'W15'] },
};

export function isAreaType(text: string): text is AreaType {
  return (areaTypes as readonly string[]).includes(text);
}

/** How people call an area of this type: "an LSOA of 2021". */
export function areaTypeName(type: AreaType): string {
  return kinds[type].name;
}

export function isAreaCode(type: AreaType, text: string): boolean {
  return /^[A-Z]\d{8}$/.test(text) && kinds[type].prefixes.includes(text.slice(0, 3));
}

/** How a code of this type begins, for whoever wrote another: "E05 or W05 and six figures". */
export function areaCodeWords(type: AreaType): string {
  const { prefixes } = kinds[type];
  return `${prefixes.slice(0, -1).join(', ')} or ${prefixes.at(-1)} and six figures`;
}

/** What kind of area a code stands for, as far as its letters tell: an LSOA's do not tell its year. */
export function findParentType(code: string): AreaType | undefined {
  const types = ['msoa21', 'ward', 'district', 'force'] as const;
  return types.find((type) => isAreaCode(type, code));
}
