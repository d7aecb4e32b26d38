import { permissions, type Permission } from './permissions.ts';
import { isRole, type Role } from './roles.ts';

const groups = {
  everyone: 'For everyone who signs in',
  evidence: 'Evidence: where and when violence happens',
  findings: 'Findings',
  records: 'Records of people',
  people: 'People who sign in, roles and teams',
  trace: 'The trace of what was done and read',
  agreements: 'Sharing agreements',
  service: 'What only the service itself or its operator does',
} as const;

type Group = keyof typeof groups;

/** A plain sentence for each permission, to follow “may”. One without words does not compile. */
const words: Readonly<Record<Permission, readonly [Group, string]>> = {
  'workspace.enter': ['everyone', 'Sign in, see a home page and read this page'],
  'own-sign-in.change': ['everyone', 'Change what they sign in with, and end their own sessions'],
  'evidence.read': ['evidence', 'Read charts, tables, maps and receipts'],
  'police-import.make': ['evidence', 'Load police data'],
  'police-import.withdraw': ['evidence', 'Take back police data that was loaded'],
  'count-import.make': ['evidence', 'Load the counts that partners send'],
  'count-import.withdraw': ['evidence', 'Take back counts that were loaded'],
  'areas.load': ['evidence', 'Load areas, boundaries and how many people live there'],
  'split-areas.place': ['evidence', 'Place incidents in the areas of 2021'],
  'finding.read': ['findings', 'Read findings'],
  'finding.record': ['findings', 'Record a finding, and replace an earlier one'],
  'person-record.read': [
    'records',
    'Read the records of their own agency, and what others share with it. Every look is recorded',
  ],
  'person-record.write': ['records', 'Make records for their own agency, and change them'],
  'disclosure.read': [
    'records',
    'Read to whom records of their own agency were given, and what it received',
  ],
  'person-record.name': [
    'records',
    'Name people on a record of their own agency, and restrict it to the people named',
  ],
  'person-record.who-looked': ['records', 'See who looked at a record of their own agency'],
  'exclusion.decide': ['records', 'Keep somebody out of a record of their own agency'],
  'declared-link.make': ['records', 'Say whom they must not look at, and be kept out'],
  'glass.break': [
    'records',
    'Break the glass: open one record of another agency for an hour, in an emergency',
  ],
  'glass.read': ['records', 'Read that somebody broke the glass for a record that concerns them'],
  'glass.review': ['records', 'Review whether the glass was broken rightly'],
  'correction.read': [
    'records',
    'Read corrections, what records of their own agency said before, and answer for their agency',
  ],
  'everything-held.read': [
    'records',
    'Put together everything that their own agency holds on somebody',
  ],
  'retention.decide': [
    'records',
    'Decide how long records of their own agency are kept, and dispose of them with a second person',
  ],
  'agreement.read': ['agreements', 'Read sharing agreements and the powers they rely on'],
  'agreement.draft': ['agreements', 'Draft and propose agreements that their own agency keeps'],
  'agreement.preview': ['agreements', 'See how many people a version would give or take sight'],
  'agreement.sign': ['agreements', 'Sign for their own agency'],
  'agreement.leave': ['agreements', 'Leave an agreement for their own agency'],
  'agreement.revoke': ['agreements', 'End an agreement that their own agency keeps'],
  'user.list': ['people', 'See the people of their own agency. Governance sees all agencies'],
  'user.invite': ['people', 'Invite colleagues of their own agency'],
  'invitation.withdraw': ['people', 'Withdraw an invitation'],
  'user.change': ['people', 'Change the role or team of a colleague, never their own'],
  'user.end': ['people', 'End the access of somebody who leaves'],
  'role.decide': ['people', 'Approve a powerful role that somebody else proposed'],
  'team.manage': ['people', 'Make, rename and close the teams of their own agency'],
  'mail.read': ['people', 'See which mails were sent, and which could not be delivered'],
  'audit.read': ['trace', 'Search who did and read what'],
  'audit.export': ['service', 'Export the trace on the command line, to be checked elsewhere'],
  'user.create': ['service', 'Add the first person of an agency on the command line'],
  'session.begin': ['service', 'Let somebody in who has shown who they are'],
  'session.end': ['service', 'Sign somebody out'],
  'glass.remind': ['service', 'Remind of reviews that are due'],
  'password.choose': ['service', 'Set a password from a one-time link'],
};

/** The sentence as it is said to somebody about themselves. */
export function sayToReader(sentence: string): string {
  return sentence.replaceAll(/\btheir\b/g, 'your').replaceAll(/\bthey\b/g, 'you');
}

export type PermissionLine = {
  permission: Permission;
  sentence: string;
  /** Who may, of the people; empty where nobody signed in may. */
  roles: readonly Role[];
};

export type PermissionGroup = { id: Group; heading: string; lines: readonly PermissionLine[] };

/** The matrix as it is read by people, from the same table that decides. */
export function listPermissionGroups(): PermissionGroup[] {
  const lines = Object.entries(words).map(([permission, [group, sentence]]) => ({
    permission: permission as Permission,
    group,
    sentence,
    roles: rolesIn(permissions[permission as Permission]),
  }));
  return Object.entries(groups).map(([id, heading]) => ({
    id: id as Group,
    heading,
    lines: lines.filter(({ group }) => group === id),
  }));
}

function rolesIn(actors: readonly string[]): Role[] {
  return actors.filter(isRole);
}
