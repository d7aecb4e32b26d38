/** In which capacity an agency holds somebody (DPA 2018 s.38(3)). Of this record, never of the person. */
export const capacities = {
  'at-risk': 'At risk of harm',
  victim: 'Victim',
  witness: 'Witness',
  suspect: 'Suspected of an offence',
  convicted: 'Convicted of an offence',
  other: 'Another person',
} as const;
export type Capacity = keyof typeof capacities;

/** Under which regime it is processed: UK GDPR with Part 2, or Part 3 of the Data Protection Act 2018. */
export const regimes = {
  general: 'General processing',
  'law-enforcement': 'Law enforcement (DPA 2018 Part 3)',
} as const;
export type Regime = keyof typeof regimes;

/** The parts of a record that are seen, or not, each by its own rule. */
export const detailKinds = {
  alias: 'Other names',
  contact: 'Contact',
  location: 'Where they can be found',
  health: 'Health',
  informant: 'Who told us',
} as const;
export type DetailKind = keyof typeof detailKinds;
export const detailKindNames = Object.keys(detailKinds) as readonly DetailKind[];

/** A person as one agency holds them. */
export type PersonRecord = {
  id: string;
  ownerAgencyId: string;
  ownerAgencyName: string;
  givenNames: string;
  familyName: string;
  /** As YYYY-MM-DD; null when nobody knows. */
  bornOn: string | null;
  heldAs: Capacity;
  processing: Regime;
  isRestricted: boolean;
  version: number;
  changedAt: Date;
};

export type Detail = { id: string; text: string; note: string };

export type Details = Readonly<Record<DetailKind, readonly Detail[]>>;

export function nameOf({
  givenNames,
  familyName,
}: {
  givenNames: string;
  familyName: string;
}): string {
  return `${givenNames} ${familyName}`;
}
