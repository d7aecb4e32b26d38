/** What of a record can have been wrong. */
const fieldWords = {
  name: 'Name',
  'born-on': 'Date of birth',
  'held-as': 'Held as',
  processing: 'Rules',
} as const;
export type CorrectedField = keyof typeof fieldWords;

type Facts = {
  givenNames: string;
  familyName: string;
  bornOn: string | null;
  heldAs: string;
  processing: string;
};

/** Which facts of a record differ before and after a change. */
export function fieldsChanged(before: Facts, after: Facts): CorrectedField[] {
  const differs: Readonly<Record<CorrectedField, boolean>> = {
    name: before.givenNames !== after.givenNames || before.familyName !== after.familyName,
    'born-on': before.bornOn !== after.bornOn,
    'held-as': before.heldAs !== after.heldAs,
    processing: before.processing !== after.processing,
  };
  return Object.keys(fieldWords)
    .filter((field): field is CorrectedField => Object.hasOwn(fieldWords, field))
    .filter((field) => differs[field]);
}

export function fieldsInWords(fields: readonly string[]): string {
  return fields
    .map((field) =>
      Object.hasOwn(fieldWords, field) ? fieldWords[field as CorrectedField] : field,
    )
    .join(', ');
}

/** What an agency that was given a record is told when it was put right. */
export type CorrectionNotice = {
  correctionId: string;
  recordId: string;
  ownerName: string;
  fields: readonly string[];
  /** Null once the record is disposed of. */
  what: string | null;
  madeAt: Date;
  /** Who of the agency was shown the record, and for what it was shown last. */
  shownTo: readonly string[];
  purpose: string | null;
  acknowledgedByName: string | null;
  acknowledgedAt: Date | null;
};

/** A correction as the agency that made it sees it. */
export type CorrectionMade = {
  id: string;
  version: number;
  fields: readonly string[];
  what: string | null;
  madeAt: Date;
  notices: readonly { agencyName: string; acknowledgedAt: Date | null }[];
};

/** What a record said before a change. */
export type EarlierVersion = Facts & { version: number; replacedAt: Date };
