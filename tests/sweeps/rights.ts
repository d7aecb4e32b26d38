import type { Field } from './canaries.ts';
import type { PlantedPeople } from './planted-people.ts';

const names: readonly Field[] = ['givenNames', 'familyName'];
const parts: readonly Field[] = [
  ...names,
  ...(['alias', 'contact', 'safeContact', 'health', 'informant', 'informantNote'] as const),
];
const received: readonly Field[] = [...names, 'alias', 'contact', 'safeContact'];
const governance: readonly Field[] = [
  'earlierGivenNames',
  'exclusionReason',
  'glassReason',
  'glassReview',
  'retentionReason',
  'correction',
];
const ownLinks: readonly Field[] = ['linkedPerson', 'linkedAddress', 'linkedContact'];
/** Governance sees the accounts of every agency (docs/decisions/0021), an administrator those of their own. */
const accounts: readonly Field[] = [
  'colleagueName',
  'colleagueEmail',
  'invitedName',
  'invitedEmail',
];
const draft: readonly Field[] = ['draftTitle', 'draftSummary'];

export type Onlooker =
  keyof PlantedPeople | 'somebodyOutside' | 'officerWithPasswordOnly' | 'officerWhoLeft';

/**
 * What each of them is shown somewhere in the service, by docs/domain/who-may-see-what.md; nothing else, and all of
 * it. Everybody has just shown again who they are but the officer who declared links, who therefore sees no location.
 */
export const rights: Readonly<Record<Onlooker, readonly Field[]>> = {
  officer: [...parts, 'location', 'restrictedName', ...draft],
  namedOfficer: [...parts, 'location', 'restrictedName', ...draft],
  linkedOfficer: [...parts, ...ownLinks, ...draft],
  lead: [...parts, 'location', ...governance, ...accounts, ...draft],
  administrator: [...accounts, ...draft],
  analyst: draft,
  excludedOfficer: draft,
  excludedLead: [...accounts, ...draft],
  receiver: received,
  receivingLead: [...received, 'correction', ...accounts],
  namedNurse: [...names, 'alias', 'health', 'glassReason', 'glassReview'],
  nurseOfTheNight: [],
  stranger: [],
  strangersLead: accounts,
  strangersAdministrator: [],
  somebodyOutside: [],
  officerWithPasswordOnly: [],
  officerWhoLeft: [],
};
