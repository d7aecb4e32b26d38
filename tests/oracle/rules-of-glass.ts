// Rules 36, 37 and 41 to 44 of docs/domain/who-may-see-what.md, written from that page alone.
import { gatewayReaches, hasHappened } from './rules-of-agreements.ts';
import {
  hasSteppedUp,
  isExcluded,
  isVerdict,
  seesRecord,
  whoLooks,
  type Somebody,
  type Verdict,
} from './rules-of-sight.ts';
import { hour, minute } from './world-days.ts';
import type { BrokenGlass, Looker, Moment, Person, PersonRecord, World } from './world.ts';
import type { Name } from './world-links.ts';

const said = (rule: number, isSo: boolean): Verdict => ({ isSo, rule });

const isHere = ({ leftAt, leavesAt }: Person, at: Moment): boolean =>
  !hasHappened(leftAt, at) && !hasHappened(leavesAt, at);

const isLeadOf = (person: Person, agencyId: string): boolean =>
  person.role === 'information-governance' && person.agencyId === agencyId;

/** Rule 36: may they restrict it? */
export function mayRestrict(world: World, looker: Looker, record: PersonRecord): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  const sight = seesRecord(world, looker, record);
  if (!sight.isSo) return sight;
  return said(36, who.person.agencyId === record.ownerId && !record.isRestricted);
}

/** Rule 37: may they take it up? */
export function mayTakeUp(world: World, looker: Looker, record: PersonRecord): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  if (!isLeadOf(who.person, record.ownerId)) return said(37, false);
  if (record.isSealed || !record.isRestricted) return said(37, false);
  if (isExcluded(world, who, record)) return said(4, false);
  return said(37, !isAnyOfTheOwnerNamed(world, record, looker.at));
}

function isAnyOfTheOwnerNamed(world: World, record: PersonRecord, at: Moment): boolean {
  for (const role of world.caseRoles) {
    if (role.recordId !== record.id || at < role.from || at >= role.until) continue;
    const named = world.people.find(({ id }) => id === role.personId);
    if (named !== undefined && named.agencyId === record.ownerId && isHere(named, at)) return true;
  }
  return false;
}

/** What somebody says who breaks the glass. */
export type Breaking = {
  ownerId: string;
  name: Name;
  bornOn: string;
  gatewayId: string;
};

/** Rule 41: which records this would open, one of which is. */
export function listOpened(
  world: World,
  looker: Looker,
  breaking: Breaking,
): Map<string, Verdict> | Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  const { person } = who;
  if (!mayBreak.has(person.role)) return said(41, false);
  if (!hasSteppedUp(looker)) return said(41, false);
  if (person.agencyId === breaking.ownerId) return said(41, false);
  if (standingOf(world, person, looker.at) !== 'free') return said(44, false);
  if (isSealingLate(world, looker.at)) return said(41, false);
  if (hasTriedTooOften(world, person, looker.at)) return said(41, false);
  return new Map(world.records.map((record) => [record.id, isMeant(world, who, record, breaking)]));
}

const mayBreak: ReadonlySet<string> = new Set([
  'practitioner',
  'coordinator',
  'panel-member',
  'organisation',
]);

function isMeant(
  world: World,
  who: Somebody,
  record: PersonRecord,
  { ownerId, name, bornOn, gatewayId }: Breaking,
): Verdict {
  if (record.isSealed) return said(3, false);
  if (isExcluded(world, who, record)) return said(4, false);
  const { looker, person } = who;
  const words = world.links.records.get(record.id);
  const aliases = world.parts
    .filter(({ table, recordId }) => table === 'person_aliases' && recordId === record.id)
    .map(({ id }) => world.links.parts.get(id)?.alias);
  const isNamed = [words?.name, ...aliases].some((one) => one && sameWords(one, name));
  const asked = { record, receiverId: person.agencyId, category: 'identity' } as const;
  const isForThis = world.gateways.find(({ id }) => id === gatewayId)?.isForBreakGlass === true;
  const reaches =
    isForThis && gatewayReaches(world, gatewayId, { ...asked, purpose: looker.purpose });
  return said(41, record.ownerId === ownerId && words?.bornOn === bornOn && isNamed && reaches);
}

function sameWords(one: Name, other: Name): boolean {
  return [...one.given, ...one.family].join(' ') === [...other.given, ...other.family].join(' ');
}

/** Rule 41: "five tries an hour and twenty a day are answered". */
function hasTriedTooOften({ links }: World, { id }: Person, at: Moment): boolean {
  const tries = links.tries.get(id) ?? [];
  const since = (ago: number): number => tries.filter((tried) => tried > at - ago).length;
  return since(hour) >= 5 || since(24 * hour) >= 20;
}

/** Rule 41: is an entry, or what a witness has, more than 15 minutes behind? */
export function isSealingLate({ ledger }: World, at: Moment): boolean {
  const waiting = [ledger.unsealedSince];
  if (ledger.witnessed !== undefined) {
    for (const head of ledger.heads) {
      if (head.size > ledger.witnessed) {
        waiting.push(head.at);
        break;
      }
    }
  }
  return waiting.some((since) => since !== undefined && at - since > 15 * minute);
}

/** Rule 44. */
export function standingOf(
  world: World,
  { id }: Person,
  at: Moment,
): 'free' | 'not-justified' | 'review-overdue' {
  let isOverdue = false;
  for (const glass of world.brokenGlass) {
    const review = world.links.reviews.get(glass.id);
    if (glass.personId !== id || review === undefined || !hasHappened(glass.from, at)) continue;
    if (review.finding === 'not-justified' && !review.isRestored) return 'not-justified';
    const due = review.dueAt ?? glass.from + 7 * 24 * hour;
    if (review.finding === undefined && due <= at) isOverdue = true;
  }
  return isOverdue ? 'review-overdue' : 'free';
}

/** Rule 44: does this lead see that the person is suspended? */
export function seesSuspended(world: World, looker: Looker, person: Person): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  if (!isLeadOf(who.person, person.agencyId)) return said(44, false);
  if (person.id === who.person.id || !isHere(person, looker.at)) return said(44, false);
  return said(44, standingOf(world, person, looker.at) !== 'free');
}

/** Rule 44: may they let this person break the glass again? */
export function mayRestore(world: World, looker: Looker, person: Person): Verdict {
  const sees = seesSuspended(world, looker, person);
  if (!sees.isSo) return sees;
  return said(44, standingOf(world, person, looker.at) === 'not-justified');
}

/** Rule 42: is this person told that the glass was broken for a record, by that one, at a moment? */
export function isTold(
  world: World,
  person: Person,
  { record, by, at }: { record: PersonRecord; by: string; at: Moment },
): boolean {
  if (person.id === by || !isHere(person, at)) return false;
  if (isExcludedFrom(world, person, record, at)) return false;
  if (isLeadOf(person, record.ownerId)) return true;
  if (isNamedOn(world, person, record, at)) return true;
  if (person.role !== 'administrator' || person.agencyId !== record.ownerId) return false;
  return !world.people.some(
    (lead) =>
      isLeadOf(lead, record.ownerId) &&
      lead.id !== by &&
      isHere(lead, at) &&
      !isExcludedFrom(world, lead, record, at),
  );
}

function isExcludedFrom(world: World, person: Person, record: PersonRecord, at: Moment): boolean {
  const looker = { kind: 'job', person, at, purpose: undefined, hasSteppedUp: false } as const;
  return isExcluded(world, { person, looker }, record);
}

function isNamedOn(world: World, { id }: Person, record: PersonRecord, at: Moment): boolean {
  return world.caseRoles.some(
    (role) =>
      role.recordId === record.id && role.personId === id && role.from <= at && at < role.until,
  );
}

/** Rule 42: is the looker told of this breaking? */
export function isToldOf(
  world: World,
  looker: Looker,
  record: PersonRecord,
  glass: BrokenGlass,
): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  const isKnown = hasHappened(glass.from, looker.at);
  const told = { record, by: glass.personId, at: looker.at };
  return said(42, isKnown && isTold(world, who.person, told));
}

/** Rule 43: may they review it? */
export function mayReview(
  world: World,
  looker: Looker,
  record: PersonRecord,
  glass: BrokenGlass,
): Verdict {
  const told = isToldOf(world, looker, record, glass);
  const who = whoLooks(looker);
  if (!told.isSo || isVerdict(who)) return told;
  const isFound = world.links.reviews.get(glass.id)?.finding !== undefined;
  return said(43, isLeadOf(who.person, record.ownerId) && !isFound);
}
