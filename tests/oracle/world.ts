import type { Ledger } from './world-ledger.ts';
import type { Links } from './world-links.ts';

/** Milliseconds since 1970. */
export type Moment = number;
/** A day in London: 2026-10-25. */
export type Day = string;

export const capacities = [
  'at-risk',
  'victim',
  'witness',
  'suspect',
  'convicted',
  'other',
] as const;
export type Capacity = (typeof capacities)[number];

export const processings = ['general', 'law-enforcement'] as const;
export type Processing = (typeof processings)[number];

export const purposes = [
  'prevention',
  'safeguarding',
  'immediate-risk',
  'law-enforcement',
] as const;
export type Purpose = (typeof purposes)[number];

export const sharedCategories = ['identity', 'contact', 'location', 'health'] as const;
export type Category = (typeof sharedCategories)[number] | 'informant';

export type Agency = { id: string; isMember: boolean; isHealthOrSocialCare: boolean };

export type Person = {
  id: string;
  agencyId: string;
  role: string;
  leftAt: Moment | undefined;
  leavesAt: Moment | undefined;
};

export type Gateway = {
  id: string;
  isInProfile: boolean;
  isForMembersOnly: boolean;
  barsPatientInformation: boolean;
  barsHealthOrSocialCare: boolean;
  allowsOtherUse: boolean;
  isForBreakGlass: boolean;
};

export type Term = {
  agencyId: string;
  direction: 'gives' | 'receives';
  category: Category;
  purpose: Purpose;
  gatewayId: string | undefined;
  heldAs: readonly Capacity[];
  processing: readonly Processing[];
};

export type Party = { agencyId: string; signedAt: Moment | undefined; leftAt: Moment | undefined };

export type Version = {
  id: string;
  number: number;
  fromOn: Day;
  untilOn: Day;
  proposedAt: Moment | undefined;
  revokedAt: Moment | undefined;
  parties: readonly Party[];
  terms: readonly Term[];
};

export type Agreement = { id: string; versions: readonly Version[] };

export type PersonRecord = {
  id: string;
  ownerId: string;
  familyKey: string;
  heldAs: Capacity;
  processing: Processing;
  isRestricted: boolean;
  isSealed: boolean;
};

export const partTables = [
  'person_aliases',
  'person_contacts',
  'person_locations',
  'person_health',
  'person_informants',
] as const;
export type PartTable = (typeof partTables)[number];
export type Part = { id: string; table: PartTable; recordId: string; aliasKey: string };

export type CaseRole = {
  id: string;
  recordId: string;
  personId: string;
  categories: readonly Category[];
  gatewayId: string | undefined;
  from: Moment;
  until: Moment;
};

export type Exclusion = {
  id: string;
  recordId: string;
  personId: string;
  from: Moment;
  endedAt: Moment | undefined;
  /** What the service found; undefined where a governance lead decided. */
  link?: Link;
};

/** By what somebody who works here is linked to a record. */
export const everyLink = [
  'same-name',
  'same-contact',
  'declared-person',
  'declared-address',
  'declared-contact',
] as const;
export type Link = (typeof everyLink)[number];

export type BrokenGlass = {
  id: string;
  recordId: string;
  personId: string;
  gatewayId: string;
  from: Moment;
  until: Moment;
};

/** Somebody who looks, how they came, what for, and when. */
export type Looker = { at: Moment; purpose: Purpose | undefined } & (
  | {
      kind: 'session';
      person: Person;
      token: string;
      isStrong: boolean;
      hasEnded: boolean;
      begunAt: Moment;
      seenAt: Moment;
      steppedUpUntil: Moment | undefined;
    }
  | { kind: 'job'; person: Person; hasSteppedUp: boolean }
  | { kind: 'system' | 'operator' | 'nobody' }
);

export type World = {
  seed: number;
  agencies: readonly Agency[];
  people: readonly Person[];
  gateways: readonly Gateway[];
  agreements: readonly Agreement[];
  records: readonly PersonRecord[];
  parts: readonly Part[];
  caseRoles: readonly CaseRole[];
  exclusions: readonly Exclusion[];
  brokenGlass: readonly BrokenGlass[];
  lookers: readonly Looker[];
  ledger: Ledger;
  links: Links;
};
