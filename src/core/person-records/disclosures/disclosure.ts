import { isPurpose, purposes } from '#core/access/purposes.ts';
import {
  detailKindNames,
  type DetailKind,
  type Details,
} from '#core/person-records/person-record.ts';

/** What of a record is given: the record itself with its other names, or one of its other parts. */
export type DisclosedCategory = 'identity' | Exclude<DetailKind, 'alias'>;

const categoryWords: Readonly<Record<string, string>> = {
  identity: 'Identity',
  contact: 'Contact',
  location: 'Location',
  health: 'Health',
  informant: 'Informant',
};

/** One release of a record to a person of another agency. */
export type Disclosure = {
  id: string;
  recordId: string;
  /** As the reader may see it; undefined where they do not see the record, or it is no more. */
  name: string | undefined;
  ownerAgencyId: string;
  ownerName: string;
  recipientAgencyId: string;
  recipientAgencyName: string;
  recipientName: string;
  at: Date;
  categories: readonly string[];
  purpose: string | null;
  basis: 'agreement' | 'case-role' | 'break-glass';
  agreementTitle: string | null;
  agreementVersion: number | null;
  gateway: string;
  expiresAt: Date;
};

/** What of a record is shown with these parts of it: a part that is empty gives nothing. */
export function categoriesShown(details: Details): DisclosedCategory[] {
  const parts = detailKindNames.filter(
    (kind): kind is Exclude<DetailKind, 'alias'> => kind !== 'alias' && details[kind].length > 0,
  );
  return ['identity', ...parts];
}

export function categoriesInWords(categories: readonly string[]): string {
  return Object.entries(categoryWords)
    .filter(([category]) => categories.includes(category))
    .map(([, words]) => words)
    .join(', ');
}

export function purposeInWords(purpose: string | null): string {
  return isPurpose(purpose) ? purposes[purpose] : 'None given';
}

/** "Harbour sharing, version 2", or the other ways in. */
export function basisInWords(
  disclosure: Pick<Disclosure, 'basis' | 'agreementTitle' | 'agreementVersion'>,
): string {
  const { basis, agreementTitle, agreementVersion } = disclosure;
  if (basis === 'case-role') return 'Named on the record';
  if (basis === 'break-glass') return 'Emergency access';
  return `${agreementTitle ?? 'An agreement'}, version ${agreementVersion ?? 'not known'}`;
}
