/** The records of one's own agency whose day of review has come. */
export function dueForReviewPath(): string {
  return '/retention';
}

/** How long each kind of record is kept, and what was disposed of. */
export function retentionRulesPath(): string {
  return '/retention/rules';
}

/** What is decided about keeping one record. */
export function recordRetentionPath(id: string): string {
  return `/person-records/${id}/retention`;
}

/** Where one decision of a kind is sent. */
export function retentionDecisionPath(id: string, decision: string): string {
  return `/person-records/${id}/retention/${decision}`;
}
