import type { Principal } from '#platform/database/principal.ts';
import { isRole, roleNames, type Role } from './roles.ts';

/** Who acts, as the matrix knows them: a role, the command line, or the service itself. */
type Actor = Role | 'operator' | 'start' | 'jobs' | 'sign-in';

const everyone: readonly Actor[] = [...roleNames, 'operator'];
const makersOfEvidence: readonly Actor[] = ['analyst', 'operator'];
const readersOfEvidence: readonly Actor[] = [
  'analyst',
  'coordinator',
  'strategy-lead',
  'panel-member',
  'practitioner',
  'information-governance',
  'operator',
];

const writersOfRecords: readonly Actor[] = [
  'practitioner',
  'coordinator',
  'panel-member',
  'organisation',
];
const holdersOfRecords: readonly Actor[] = [...writersOfRecords, 'information-governance'];

/** The whole matrix: what may be done, and by whom. A route that names nothing here does not start. */
export const permissions = {
  'workspace.enter': everyone,
  'evidence.read': readersOfEvidence,
  'police-import.make': [...makersOfEvidence, 'start', 'jobs'],
  'count-import.make': [...makersOfEvidence, 'start'],
  'areas.load': [...makersOfEvidence, 'start'],
  'split-areas.place': [...makersOfEvidence, 'start', 'jobs'],
  'police-import.withdraw': makersOfEvidence,
  'count-import.withdraw': makersOfEvidence,
  'finding.read': readersOfEvidence,
  'finding.record': ['analyst', 'strategy-lead', 'coordinator'],
  'person-record.read': holdersOfRecords,
  'person-record.write': writersOfRecords,
  'person-record.name': holdersOfRecords,
  'person-record.who-looked': ['information-governance'],
  'exclusion.decide': ['information-governance'],
  'declared-link.make': holdersOfRecords,
  'glass.break': writersOfRecords,
  'glass.read': [...holdersOfRecords, 'administrator'],
  'glass.review': ['information-governance'],
  'glass.remind': ['jobs'],
  'disclosure.read': ['information-governance'],
  'correction.read': ['information-governance'],
  'everything-held.read': ['information-governance'],
  'retention.decide': ['information-governance'],
  'user.create': ['operator', 'start'],
  'user.list': ['administrator', 'information-governance', 'operator'],
  'user.invite': ['administrator'],
  'invitation.withdraw': ['administrator', 'information-governance'],
  'user.change': ['administrator'],
  'user.end': ['administrator', 'information-governance', 'operator', 'jobs'],
  'role.decide': ['administrator', 'information-governance'],
  'team.manage': ['administrator'],
  'audit.read': ['information-governance'],
  'audit.export': ['operator'],
  'mail.read': ['administrator', 'information-governance', 'operator'],
  'session.begin': ['sign-in'],
  'session.end': ['sign-in'],
  'password.choose': ['sign-in'],
  'own-sign-in.change': roleNames,
  'agreement.read': everyone,
  'agreement.draft': ['information-governance'],
  'agreement.preview': ['information-governance', 'administrator'],
  'agreement.sign': ['information-governance', 'administrator'],
  'agreement.leave': ['information-governance', 'administrator'],
  'agreement.revoke': ['information-governance'],
} as const satisfies Record<string, readonly Actor[]>;

export type Permission = keyof typeof permissions;

/** What somebody reads whose role is not in the matrix for what they tried. */
export const notOfYourRole =
  'Your role does not include this page. If it should, ask your administrator.';

/** May this principal do this? Unknown roles may do nothing. */
export function isAllowed(principal: Principal, permission: Permission): boolean {
  const actor = actorInMatrix(principal);
  return actor !== undefined && (permissions[permission] as readonly Actor[]).includes(actor);
}

function actorInMatrix(principal: Principal): Actor | undefined {
  if (principal.kind === 'operator') return 'operator';
  if (principal.kind === 'person') return isRole(principal.role) ? principal.role : undefined;
  return principal.name === 'public' ? undefined : principal.name;
}
