/** What somebody may say of themselves that keeps them out of records. */
export const linkKinds = {
  person: 'A person: a relative, a partner, a friend, a neighbour',
  address: 'An address: your own, or of somebody close to you',
  contact: 'A phone number or an email address',
} as const;
export type LinkKind = keyof typeof linkKinds;

export type DeclaredLink = {
  id: string;
  kind: LinkKind;
  words: string;
  /** As YYYY-MM-DD, for a person. */
  bornOn: string | null;
  declaredAt: Date;
};
