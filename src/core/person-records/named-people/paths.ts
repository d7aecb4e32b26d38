import { personRecordPath } from '#core/person-records/paths.ts';

/** Who is named on a record; with words, who could be. */
export function namedPeoplePath(recordId: string, who?: string): string {
  const path = `${personRecordPath(recordId)}/named-people`;
  return who === undefined ? path : `${path}?${new URLSearchParams({ who }).toString()}`;
}

export function namingEndPath(recordId: string, caseRoleId: string): string {
  return `${namedPeoplePath(recordId)}/${caseRoleId}/end`;
}

/** Where a record is restricted to the people named on it, and opened again. */
export function restrictionPath(recordId: string): string {
  return `${personRecordPath(recordId)}/restriction`;
}

/** Where a governance lead takes up a record that nobody sees any more. */
export function takingUpPath(recordId: string): string {
  return `${personRecordPath(recordId)}/taking-up`;
}
