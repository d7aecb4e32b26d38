import type { Role } from '#core/access/roles.ts';
import type { Principal } from '#platform/database/principal.ts';
import { dayInWords } from './last-day.ts';

/** Whose accounts somebody may see and look after: those of one agency, or everybody's. */
export type Sight = { agencyId: string } | 'everybody';

/** An administrator sees their own agency; governance and the operator see all. */
export function sightOf(principal: Principal): Sight {
  if (principal.kind !== 'person') return 'everybody';
  return principal.role === 'information-governance'
    ? 'everybody'
    : { agencyId: principal.agencyId };
}

export const personStates = {
  waiting: 'Waiting for approval',
  invited: 'Invited, not here yet',
  active: 'Active',
  leaving: 'Leaving',
  left: 'Left',
} as const;

export type PersonState = keyof typeof personStates;

/** Somebody with an account, or invited to have one, as the people pages show them. */
export type Person = {
  id: string;
  name: string;
  email: string;
  agencyId: string;
  agencyName: string;
  role: Role;
  team: Team | undefined;
  state: PersonState;
  /** When they go, or went. */
  leavesAt: Date | undefined;
  /** Counts changes, so that an edit names the one it saw. */
  version: number;
};

type Team = { id: string; name: string };

/** One row of the list: somebody who has come, or an invitation that still stands. */
export type PersonLine = Pick<
  Person,
  'id' | 'name' | 'email' | 'agencyName' | 'role' | 'state' | 'leavesAt'
> & {
  kind: 'user' | 'invitation';
  teamName: string | undefined;
};

export type PersonChange = {
  at: Date;
  change: string;
  role: string;
  teamName: string | undefined;
  byName: string;
};

/** Everybody but those who left, those of one state, or everybody who ever came. */
export type PeopleSearch = { words: string; state: PersonState | 'current' | 'all'; page: number };

export type FoundPeople = {
  rows: readonly PersonLine[];
  total: number;
  page: number;
  pages: number;
  pageSize: number;
};

/** What the state of a line says, with its day where it has one. */
export function stateInWords({ state, leavesAt }: Pick<PersonLine, 'state' | 'leavesAt'>): string {
  if (leavesAt === undefined) return personStates[state];
  // The last day, and not the midnight at its end.
  if (state === 'leaving') return `Leaving after ${dayInWords(new Date(leavesAt.getTime() - 1))}`;
  return `Left on ${dayInWords(leavesAt)}`;
}
