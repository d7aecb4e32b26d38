/** The log of who did and read what; with a query, what it is searched for. */
export function auditPath(query: Readonly<Record<string, string>> = {}): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? '/audit' : `/audit?${text}`;
}

/** The same entries as a file. */
export function auditCsvPath(query: Readonly<Record<string, string>> = {}): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? '/audit.csv' : `/audit.csv?${text}`;
}

/** Everybody who did or read something about one record. */
export function auditOfRecordPath(kind: string, record: string): string {
  return auditPath({ kind, record });
}

/** How the log is sealed, and who outside holds what. */
export function auditSealPath(): string {
  return '/audit/seal';
}
