/** A named group of people in one agency. A person is in one team or in none. */
export type Team = {
  id: string;
  agencyId: string;
  name: string;
  /** Counts changes, so that an edit names the one it saw. */
  version: number;
  isClosed: boolean;
};

export type TeamLine = Team & { people: number };
