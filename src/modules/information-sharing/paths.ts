import { signingPath } from '#core/access/agreements/paths.ts';

type Number = number | string;

const root = '/information-sharing';
const version = (id: string, number: Number): string =>
  `${root}/agreements/${id}/versions/${number}`;

/** Where each page of the sharing agreements is. */
export const sharingPaths = {
  register: (): string => root,
  gateways: (): string => `${root}/gateways`,
  agreements: (): string => `${root}/agreements`,
  newAgreement: (): string => `${root}/agreements/new`,
  agreement: (id: string): string => `${root}/agreements/${id}`,
  version,
  versions: (id: string): string => `${root}/agreements/${id}/versions`,
  departure: (id: string): string => `${root}/agreements/${id}/departure`,
  revocation: (id: string): string => `${root}/agreements/${id}/revocation`,
  words: (id: string, number: Number): string => `${version(id, number)}/words`,
  parties: (id: string, number: Number): string => `${version(id, number)}/parties`,
  terms: (id: string, number: Number): string => `${version(id, number)}/terms`,
  newTerms: (id: string, number: Number, query: TermsQuery = {}): string =>
    `${version(id, number)}/terms/new${asQuery(query)}`,
  termRemoval: (id: string, number: Number): string => `${version(id, number)}/terms/removal`,
  effect: (id: string, number: Number): string => `${version(id, number)}/effect`,
  proposal: (id: string, number: Number): string => `${version(id, number)}/proposal`,
  disposal: (id: string, number: Number): string => `${version(id, number)}/disposal`,
  signature: signingPath,
};

/** What the form is opened for: a direction, or terms that are there already. */
export type TermsQuery = { direction?: string; terms?: readonly string[] };

function asQuery({ direction, terms }: TermsQuery): string {
  const query = new URLSearchParams({
    ...(direction !== undefined && { direction }),
    ...(terms !== undefined && { terms: terms.join('.') }),
  }).toString();
  return query === '' ? '' : `?${query}`;
}
