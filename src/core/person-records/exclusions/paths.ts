import { personRecordPath } from '#core/person-records/paths.ts';

/** Who is kept out of one record; with words, who could be. */
export function recordExclusionsPath(recordId: string, who?: string): string {
  const path = `${personRecordPath(recordId)}/exclusions`;
  return who === undefined ? path : `${path}?${new URLSearchParams({ who }).toString()}`;
}

/** Everybody who is kept out of a record of the governance lead's agency. */
export function exclusionsPath(): string {
  return '/exclusions';
}

/** Where an exclusion is confirmed, or ended. */
export function exclusionDecisionPath(id: string): string {
  return `/exclusions/${id}/decision`;
}

/** What somebody declares about themselves, so that they are kept out. */
export function declaredLinksPath(): string {
  return '/people-i-must-not-look-at';
}

export function declaredLinkEndPath(id: string): string {
  return `/people-i-must-not-look-at/${id}/end`;
}
