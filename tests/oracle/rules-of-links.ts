// Rules 38 and 39 of docs/domain/who-may-see-what.md, written from that page alone.
import { hasHappened } from './rules-of-agreements.ts';
import { isVerdict, whoLooks, type Verdict } from './rules-of-sight.ts';
import type { Link, Looker, Moment, Part, Person, World } from './world.ts';
import type { Address, DeclaredLink, Name, PartWords, Reach } from './world-links.ts';

const said = (rule: number, isSo: boolean): Verdict => ({ isSo, rule });

/** Rule 39: is what was declared seen? */
export function seesDeclared(looker: Looker, link: DeclaredLink): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  return said(39, link.personId === who.person.id);
}

/** Rule 39: may it be ended? */
export function mayEndDeclared(looker: Looker, link: DeclaredLink): Verdict {
  const sees = seesDeclared(looker, link);
  return sees.isSo ? said(39, link.endedAt === undefined) : sees;
}

/** Rule 38: everybody whom the service excludes anew from a record, and by what: "record person link". */
export function listLinked(world: World, at: Moment): Set<string> {
  const found = new Set<string>();
  for (const record of world.records) {
    const words = world.links.records.get(record.id);
    const parts = world.parts.filter(({ recordId }) => recordId === record.id);
    for (const person of world.people) {
      if (words === undefined || words.madeBy === person.id) continue;
      if (hasHappened(person.leftAt, at)) continue;
      for (const link of linksOf(world, person, { ...words, parts })) {
        found.add(`${record.id} ${person.id} ${link}`);
      }
    }
  }
  for (const { recordId, personId, link } of world.exclusions) {
    if (link !== undefined) found.delete(`${recordId} ${personId} ${link}`);
  }
  return found;
}

type Held = { name: Name; bornOn: string | undefined; parts: readonly Part[] };

function linksOf(world: World, person: Person, held: Held): Set<Link> {
  const links = new Set<Link>();
  const staff = world.links.staff.get(person.id);
  const aliases: Name[] = [];
  const reaches: Reach[] = [];
  const homes: Address[] = [];
  for (const part of held.parts) {
    const words = world.links.parts.get(part.id);
    if (words === undefined) continue;
    if (part.table === 'person_aliases') aliases.push(words.alias);
    if (part.table === 'person_contacts') reaches.push(words.reach);
    if (part.table === 'person_locations' && isLivedIn(words)) homes.push(words.address);
  }
  if (staff !== undefined) {
    const own = namesOfStaff(staff.name);
    if (namesOfRecord(held.name).some((name) => own.includes(name))) links.add('same-name');
    if (aliases.some((alias) => own.includes(inFull(alias)))) links.add('same-name');
    if (reaches.some(({ email }) => email === staff.email)) links.add('same-contact');
  }
  for (const declared of world.links.declared) {
    if (declared.personId !== person.id || declared.endedAt !== undefined) continue;
    if (declared.kind === 'person' && isMeant(declared, held, aliases))
      links.add('declared-person');
    if (declared.kind === 'address' && homes.some((home) => isSamePlace(home, declared.address))) {
      links.add('declared-address');
    }
    if (declared.kind === 'contact' && reaches.some((one) => isSameReach(one, declared.reach))) {
      links.add('declared-contact');
    }
  }
  return links;
}

const inFull = ({ given, family }: Name): string => [...given, ...family].join(' ');

/** The full name, and the first and last word of it alone: titles do not count. One word is nobody's full name. */
function namesOfStaff({ given, family }: Name): string[] {
  const words = [...given, ...family];
  return words.length < 2 ? [] : [words.join(' '), `${words[0] ?? ''} ${words.at(-1) ?? ''}`];
}

/** All first names with the family name, and the first of them alone. */
function namesOfRecord({ given, family }: Name): string[] {
  return [inFull({ given, family }), inFull({ given: given.slice(0, 1), family })];
}

function isMeant(
  declared: { name: Name; bornOn: string },
  held: Held,
  aliases: readonly Name[],
): boolean {
  if (held.bornOn !== undefined && held.bornOn !== declared.bornOn) return false;
  const names = [...namesOfRecord(held.name), ...aliases.map(inFull)];
  return names.includes(inFull(declared.name));
}

const isLivedIn = ({ kind }: PartWords): boolean => kind !== 'school' && kind !== 'work';

const isSamePlace = (one: Address, other: Address): boolean =>
  one.number === other.number && one.postcode === other.postcode;

function isSameReach(one: Reach, other: Reach): boolean {
  const isSamePhone = one.phone !== undefined && one.phone === other.phone;
  return isSamePhone || (one.email !== undefined && one.email === other.email);
}
