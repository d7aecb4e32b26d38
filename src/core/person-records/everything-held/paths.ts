/** Where everything that an agency holds on somebody is put together. */
export function everythingHeldPath(): string {
  return '/everything-held';
}

/** The same as one file. */
export function everythingHeldCsvPath(): string {
  return '/everything-held/file';
}
