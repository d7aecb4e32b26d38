import type { Purpose } from '#core/access/purposes.ts';

/** Where records are looked for; with what was asked. */
export function personRecordsPath(asked: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(asked).toString();
  return query === '' ? '/person-records' : `/person-records?${query}`;
}

export function newPersonRecordPath(): string {
  return '/person-records/new';
}

/** One record, looked at for a purpose. */
export function personRecordPath(id: string, purpose?: Purpose): string {
  return withPurpose(`/person-records/${id}`, purpose);
}

export function changePersonRecordPath(id: string): string {
  return `/person-records/${id}/change`;
}

/** Where a further name, contact, place, health note or informant is written. */
export function newDetailPath(id: string, kind: string): string {
  return `/person-records/${id}/details/${kind}`;
}

export function removedDetailPath(id: string, kind: string, detailId: string): string {
  return `/person-records/${id}/details/${kind}/${detailId}/removal`;
}

/** Who looked at a record, for the governance lead of its owner. */
export function whoLookedPath(id: string): string {
  return `/person-records/${id}/who-looked`;
}

function withPurpose(path: string, purpose: Purpose | undefined): string {
  return purpose === undefined ? path : `${path}?purpose=${purpose}`;
}
