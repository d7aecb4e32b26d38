// Rules 1 to 15 of docs/domain/who-may-see-what.md, written from that page alone: slow, and one at a time.
import {
  gatewayReaches,
  hasHappened,
  isGivenByAgreement,
  type Asked,
} from './rules-of-agreements.ts';
import { hour } from './world-days.ts';
import type { Category, Looker, Moment, PartTable, Person, PersonRecord, World } from './world.ts';

/** What the page says, and the number of the rule that says it. */
export type Verdict = { isSo: boolean; rule: number };

const yes = (rule: number): Verdict => ({ isSo: true, rule });
const no = (rule: number): Verdict => ({ isSo: false, rule });

/** A looker whom rules 1 and 2 leave standing. */
export type Somebody = { person: Person; looker: Looker };

/** Rules 1 and 2: who it is that looks, or the rule by which they are nobody. */
export function whoLooks(looker: Looker): Somebody | Verdict {
  if (looker.kind !== 'session' && looker.kind !== 'job') return no(2);
  const { person, at } = looker;
  if (hasHappened(person.leftAt, at) || hasHappened(person.leavesAt, at)) return no(1);
  if (looker.kind === 'session') {
    if (looker.hasEnded) return no(1);
    if (at - looker.seenAt >= hour) return no(1);
    if (at - looker.begunAt >= (looker.isStrong ? 12 * hour : hour / 4)) return no(1);
    if (!looker.isStrong) return no(1);
  }
  return { person, looker };
}

export function isVerdict(found: Somebody | Verdict): found is Verdict {
  return 'rule' in found;
}

/** "A period holds its first moment and not its last." */
function holds(from: Moment, until: Moment | undefined, at: Moment): boolean {
  return from <= at && (until === undefined || at < until);
}

/** Rules 3 to 9: is the record itself seen? */
export function seesRecord(world: World, looker: Looker, record: PersonRecord): Verdict {
  return seesAsGiven(world, looker, record, 'identity');
}

/** Rules 10 to 15: is what this category holds of the record seen? */
export function seesCategory(
  world: World,
  looker: Looker,
  record: PersonRecord,
  category: Category,
): Verdict {
  const sight = seesRecord(world, looker, record);
  if (category === 'identity') return sight;
  if (!sight.isSo) return sight.rule <= 4 ? sight : no(10);
  if (category === 'location' && !hasSteppedUp(looker)) return no(15);
  return seesAsGiven(world, looker, record, category);
}

/** Worlds do not change, so what was said of a looker, a record and a category once is said again. */
const said = new WeakMap<Looker, Map<string, Verdict>>();

function seesAsGiven(
  world: World,
  looker: Looker,
  record: PersonRecord,
  category: Category,
): Verdict {
  const ofLooker = said.get(looker) ?? new Map<string, Verdict>();
  said.set(looker, ofLooker);
  const about = `${category} of ${record.id}`;
  const verdict = ofLooker.get(about) ?? decideSight(world, looker, record, category);
  ofLooker.set(about, verdict);
  return verdict;
}

function decideSight(
  world: World,
  looker: Looker,
  record: PersonRecord,
  category: Category,
): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  if (record.isSealed) return no(3);
  if (isExcluded(world, who, record)) return no(4);
  const isIdentity = category === 'identity';
  const givingRule = category === 'informant' ? 13 : 12;
  if (isOfTheOwner(who, record) && !record.isRestricted) return yes(isIdentity ? 5 : givingRule);
  if (category !== 'informant' && receives(world, who, record, category)) {
    return yes(isIdentity ? 6 : givingRule);
  }
  if (hasCaseRole(world, who, record, category)) return yes(isIdentity ? 7 : givingRule);
  if (hasBrokenGlass(world, who, record, category)) return yes(isIdentity ? 8 : 14);
  return no(isIdentity ? 5 : givingRule);
}

/** Rule 4. */
export function isExcluded(
  world: World,
  { person, looker }: Somebody,
  record: PersonRecord,
): boolean {
  return world.exclusions.some(
    (exclusion) =>
      exclusion.recordId === record.id &&
      exclusion.personId === person.id &&
      holds(exclusion.from, exclusion.endedAt, looker.at),
  );
}

/** Rules 3 and 4: is the record denied, whatever else is given? */
export function isDenied(world: World, who: Somebody, record: PersonRecord): boolean {
  return record.isSealed || isExcluded(world, who, record);
}

/** Rule 5, but for the restriction. */
function isOfTheOwner({ person }: Somebody, record: PersonRecord): boolean {
  return person.agencyId === record.ownerId;
}

/** Rules 6 and 12: by an agreement. */
function receives(world: World, who: Somebody, record: PersonRecord, category: Category): boolean {
  if (record.isRestricted) return false;
  return isGivenByAgreement(world, asking(who, record, category), who.looker.at);
}

/** Rules 7, 9, 12 and 13: by a case role that names the category. */
export function hasCaseRole(
  world: World,
  who: Somebody,
  record: PersonRecord,
  category: Category,
): boolean {
  return world.caseRoles.some(
    (role) =>
      role.recordId === record.id &&
      role.personId === who.person.id &&
      holds(role.from, role.until, who.looker.at) &&
      role.categories.includes(category) &&
      mayRelyOn(world, role.gatewayId, who, record, category),
  );
}

/** Rules 8, 9 and 14: by broken glass. */
function hasBrokenGlass(
  world: World,
  who: Somebody,
  record: PersonRecord,
  category: Category,
): boolean {
  if (category !== 'identity' && category !== 'contact') return false;
  return world.brokenGlass.some(
    (glass) =>
      glass.recordId === record.id &&
      glass.personId === who.person.id &&
      holds(glass.from, glass.until, who.looker.at) &&
      mayRelyOn(world, glass.gatewayId, who, record, category),
  );
}

/** Rule 9. */
function mayRelyOn(
  world: World,
  gatewayId: string | undefined,
  who: Somebody,
  record: PersonRecord,
  category: Category,
): boolean {
  if (isOfTheOwner(who, record)) return true;
  return gatewayReaches(world, gatewayId, asking(who, record, category));
}

function asking({ person, looker }: Somebody, record: PersonRecord, category: Category): Asked {
  return { record, receiverId: person.agencyId, category, purpose: looker.purpose };
}

/** Rule 15: has this person just shown again who they are? */
export function hasSteppedUp(looker: Looker): boolean {
  if (looker.kind === 'job') return looker.hasSteppedUp;
  if (looker.kind !== 'session') return false;
  return looker.steppedUpUntil !== undefined && looker.at < looker.steppedUpUntil;
}

/** Rules 11 to 13: the category that decides over a table's rows. */
export const categoryOfTable: Readonly<Record<PartTable, Category>> = {
  person_aliases: 'identity',
  person_contacts: 'contact',
  person_locations: 'location',
  person_health: 'health',
  person_informants: 'informant',
};
