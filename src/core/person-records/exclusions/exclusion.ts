/** Why somebody is kept out: decided by a governance lead, or found by the service, and by what. */
export const bases = {
  decided: 'Decided',
  'same-name': 'They have the name of the person on the record',
  'same-contact': 'Their e-mail address is on the record',
  'declared-person': 'They said that they must not look at a person of this name and date of birth',
  'declared-address': 'They said that they must not look at an address that is on the record',
  'declared-contact':
    'They said that they must not look at a number or address that is on the record',
} as const;
export type Basis = keyof typeof bases;

/** Somebody who is kept out of one record. */
export type Exclusion = {
  id: string;
  recordId: string;
  userId: string;
  basis: Basis;
  reason: string;
  /** Null when the service found it. */
  madeBy: string | null;
  madeAt: Date;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  endedBy: string | null;
  endedAt: Date | null;
};

/** Does a governance lead have to look at it still? */
export function isToReview({ basis, confirmedAt, endedAt }: Exclusion): boolean {
  return basis !== 'decided' && confirmedAt === null && endedAt === null;
}
