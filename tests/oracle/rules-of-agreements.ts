// Rules 16 to 20 of docs/domain/who-may-see-what.md, written from that page alone.
import type {
  Agency,
  Agreement,
  Category,
  Day,
  Gateway,
  Moment,
  Party,
  PersonRecord,
  Processing,
  Purpose,
  Term,
  Version,
  World,
} from './world.ts';

const londonDays = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const knownDays = new Map<Moment, Day>();

/** The day it is in London. */
export function dayOf(at: Moment): Day {
  const day = knownDays.get(at) ?? londonDays.format(at);
  knownDays.set(at, day);
  return day;
}

/** Rule 17: the version in force, if there is one. */
export function findVersionInForce(agreement: Agreement, at: Moment): Version | undefined {
  const today = dayOf(at);
  let inForce: Version | undefined;
  for (const version of agreement.versions) {
    if (!hasHappened(version.proposedAt, at)) continue;
    if (hasHappened(version.revokedAt, at)) continue;
    if (today < version.fromOn) continue;
    if (today >= version.untilOn) continue;
    if (countStanding(version, at) < 2) continue;
    if (inForce === undefined || version.number > inForce.number) inForce = version;
  }
  return inForce;
}

/** What happens at a moment has happened from that moment on. */
export function hasHappened(moment: Moment | undefined, at: Moment): boolean {
  return moment !== undefined && moment <= at;
}

function countStanding({ parties }: Version, at: Moment): number {
  let count = 0;
  for (const party of parties) if (isStanding(party, at)) count += 1;
  return count;
}

function isStanding({ signedAt, leftAt }: Party, at: Moment): boolean {
  return hasHappened(signedAt, at) && !hasHappened(leftAt, at);
}

function stands(version: Version, agencyId: string, at: Moment): boolean {
  for (const party of version.parties) {
    if (party.agencyId === agencyId) return isStanding(party, at);
  }
  return false;
}

/** What somebody would be given of a record: by whom it is held, who asks, what and what for. */
export type Asked = {
  record: PersonRecord;
  receiverId: string;
  category: Category;
  purpose: Purpose | undefined;
};

/** Rules 18 and 19: does some agreement give the receiver this of the record's owner? */
export function isGivenByAgreement(world: World, asked: Asked, at: Moment): boolean {
  for (const agreement of world.agreements) {
    const version = findVersionInForce(agreement, at);
    if (version !== undefined && isGivenByVersion(world, version, asked, at)) return true;
  }
  return false;
}

function isGivenByVersion(world: World, version: Version, asked: Asked, at: Moment): boolean {
  const { record, receiverId } = asked;
  const giverId = record.ownerId;
  if (giverId === receiverId) return false;
  if (!stands(version, giverId, at)) return false;
  if (!stands(version, receiverId, at)) return false;
  const given = findTerm(version, giverId, 'gives', asked);
  const received = findTerm(version, receiverId, 'receives', asked);
  if (given === undefined || received === undefined) return false;
  if (!given.heldAs.includes(record.heldAs)) return false;
  if (!received.heldAs.includes(record.heldAs)) return false;
  if (!given.processing.includes(record.processing)) return false;
  if (!received.processing.includes(record.processing)) return false;
  return gatewayReaches(world, given.gatewayId, asked);
}

function findTerm(
  version: Version,
  agencyId: string,
  direction: Term['direction'],
  { category, purpose }: Asked,
): Term | undefined {
  for (const term of version.terms) {
    if (term.agencyId !== agencyId) continue;
    if (term.direction !== direction) continue;
    if (term.category !== category) continue;
    if (term.purpose !== purpose) continue;
    return term;
  }
  return undefined;
}

/** Rule 20: does this gateway reach from the record's owner to the receiver? Where none is named, nothing does. */
export function gatewayReaches(
  world: World,
  gatewayId: string | undefined,
  { record, receiverId, category, purpose }: Asked,
): boolean {
  const gateway = world.gateways.find(({ id }) => id === gatewayId);
  const giver = world.agencies.find(({ id }) => id === record.ownerId);
  const receiver = world.agencies.find(({ id }) => id === receiverId);
  if (gateway === undefined || giver === undefined || receiver === undefined) return false;
  if (!gateway.isInProfile) return false;
  if (gateway.isForMembersOnly && !bothAreMembers(giver, receiver)) return false;
  if (gateway.barsPatientInformation && category === 'health') return false;
  if (gateway.barsHealthOrSocialCare && giver.isHealthOrSocialCare) return false;
  return allowsUse(gateway, record.processing, purpose);
}

function bothAreMembers(giver: Agency, receiver: Agency): boolean {
  return giver.isMember && receiver.isMember;
}

function allowsUse(
  gateway: Gateway,
  processing: Processing,
  purpose: Purpose | undefined,
): boolean {
  if (processing !== 'law-enforcement') return true;
  if (purpose === 'law-enforcement') return true;
  return gateway.allowsOtherUse;
}
