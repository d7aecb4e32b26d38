/** The teams of the reader's own agency. */
export function teamsPath(): string {
  return '/teams';
}

/** One team, where it is renamed or closed. */
export function teamPath(id: string): string {
  return `/teams/${id}`;
}

/** Where a team's name is changed. */
export function teamNamePath(id: string): string {
  return `/teams/${id}/name`;
}

/** Where a team is closed. */
export function teamClosingPath(id: string): string {
  return `/teams/${id}/closing`;
}
