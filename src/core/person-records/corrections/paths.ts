/** Corrections of records that an agency was given. */
export function correctionsPath(): string {
  return '/corrections';
}

/** Where an agency says that a correction has arrived. */
export function acknowledgementPath(id: string): string {
  return `/corrections/${id}/acknowledgement`;
}

/** What a record said before, and what was corrected in it. */
export function recordHistoryPath(id: string): string {
  return `/person-records/${id}/history`;
}
