/** What somebody who is named on a record may be given sight of. */
export const categories = {
  identity: 'Who it is: names and date of birth',
  contact: 'Contact',
  location: 'Where they can be found',
  health: 'Health',
  informant: 'Who told us',
} as const;
export type Category = keyof typeof categories;
export const categoryNames = Object.keys(categories) as readonly Category[];

/** Somebody named on one record, for a while. */
export type CaseRole = {
  id: string;
  userId: string;
  categories: readonly Category[];
  gatewayName: string | null;
  givenBy: string;
  from: Date;
  until: Date;
  endedBy: string | null;
};

export function isNow({ from, until }: Pick<CaseRole, 'from' | 'until'>, now: Date): boolean {
  return from <= now && now < until;
}

/** Somebody is named for this long at most, in days; then it is decided anew. */
export const longestNaming = 366;
