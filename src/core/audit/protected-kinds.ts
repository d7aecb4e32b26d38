import type { RecordReference } from './audit-entry.ts';

/** Records whose ids never stand in an entry: what the trace says of them can be unlinked from the person. */
const protectedKinds: ReadonlySet<string> = new Set([
  'person-record',
  'person-alias',
  'person-contact',
  'person-location',
  'person-health',
  'person-informant',
]);

export function isProtected({ kind }: RecordReference): boolean {
  return protectedKinds.has(kind);
}

/** Whose key hides the id: the person the record is about, or the record itself. */
export function subjectOf({ id, subject }: RecordReference): string {
  return subject ?? id;
}
