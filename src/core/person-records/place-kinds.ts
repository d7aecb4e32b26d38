/** What a place is to the person. */
export const placeKinds = {
  home: 'Home',
  school: 'School or college',
  work: 'Work',
  refuge: 'Refuge or other safe place',
  frequents: 'A place where they often are',
  other: 'Another place',
} as const;
