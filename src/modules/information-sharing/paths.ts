import { signingPath, versionPath } from '#core/access/agreements/paths.ts';

type Number = number | string;

const root = '/information-sharing';

/** Where each page of the sharing agreements is. */
export const sharingPaths = {
  register: (): string => root,
  gateways: (): string => `${root}/gateways`,
  agreements: (): string => `${root}/agreements`,
  newAgreement: (): string => `${root}/agreements/new`,
  agreement: (id: string): string => `${root}/agreements/${id}`,
  version: versionPath,
  versions: (id: string): string => `${root}/agreements/${id}/versions`,
  departure: (id: string): string => `${root}/agreements/${id}/departure`,
  revocation: (id: string): string => `${root}/agreements/${id}/revocation`,
  words: (id: string, number: Number): string => `${versionPath(id, number)}/words`,
  parties: (id: string, number: Number): string => `${versionPath(id, number)}/parties`,
  terms: (id: string, number: Number): string => `${versionPath(id, number)}/terms`,
  newTerms: (id: string, number: Number, query: TermsQuery = {}): string =>
    `${versionPath(id, number)}/terms/new${asQuery(query)}`,
  termRemoval: (id: string, number: Number): string => `${versionPath(id, number)}/terms/removal`,
  effect: (id: string, number: Number): string => `${versionPath(id, number)}/effect`,
  proposal: (id: string, number: Number): string => `${versionPath(id, number)}/proposal`,
  disposal: (id: string, number: Number): string => `${versionPath(id, number)}/disposal`,
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
