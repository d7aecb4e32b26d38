import { openRandom, times, type Random } from '#tests/fuzz/random.ts';
import { makeLedger } from './make-ledger.ts';
import { makeFoundExclusions, makeLinks } from './make-links.ts';
import { makeAgreements, makeGateways, pickGateway } from './make-agreements.ts';
import {
  capacities,
  partTables,
  purposes,
  type Agency,
  type BrokenGlass,
  type CaseRole,
  type Category,
  type Exclusion,
  type Gateway,
  type Looker,
  type Moment,
  type Part,
  type Person,
  type PersonRecord,
  type World,
} from './world.ts';
import { daysOfWorlds, hour, minute, momentsAround } from './world-days.ts';

/** How many of each thing a world has. */
export type WorldSize = { people: number; records: number; lookers: number };

/** The same, but everybody looks at one moment, as a service's clock has it. */
export function makeWorldAtOnce(seed: number, size: WorldSize): World & { at: Moment } {
  const world = makeWorld(seed, size);
  const at = world.lookers[0]?.at ?? 0;
  return { ...world, at, lookers: world.lookers.map((looker) => ({ ...looker, at })) };
}

type Making = {
  random: Random;
  moments: [Moment, ...Moment[]];
  agencies: readonly [Agency, ...Agency[]];
  people: readonly [Person, ...Person[]];
  gateways: readonly [Gateway, ...Gateway[]];
  records: readonly [PersonRecord, ...PersonRecord[]];
};

const roles = [
  'information-governance',
  'practitioner',
  'information-governance',
  'analyst',
] as const;
/** In the place of every other analyst. */
const otherRoles = ['administrator', 'coordinator', 'analyst', 'administrator', 'panel-member'];
const names = ['ash', 'ashe', 'ashby', 'black', 'blacker', 'o neill', 'os', 'zed'] as const;

/** Part of every id, so that one thing is never taken for another. */
const kinds = { person: 1, record: 2, part: 3, role: 4, exclusion: 5, glass: 6 } as const;

/** A world that its seed makes again. */
export function makeWorld(seed: number, size: WorldSize): World {
  const random = openRandom(seed, 0);
  const day = random.pick(daysOfWorlds);
  const moments = momentsAround(day);
  const agencies = some(times(5, (n) => makeAgency(random, n)));
  const people = some(
    times(size.people, (n) => makePerson(random, n, agencies, moments)).map((person, n) =>
      person.role === 'analyst'
        ? { ...person, role: otherRoles[n % otherRoles.length] ?? '' }
        : person,
    ),
  );
  const gateways = some(makeGateways(random));
  const records = some(times(size.records, (n) => makeRecord(random, n, agencies)));
  const making: Making = { random, moments, agencies, people, gateways, records };
  const caseRoles = times(size.records * 2, (n) => makeCaseRole(making, n));
  const brokenGlass = times(size.records, (n) => weekOld(makeBrokenGlass(making, n), n));
  const given = [...caseRoles, ...brokenGlass];
  const first = {
    agencies,
    people,
    gateways,
    records,
    agreements: makeAgreements(random, { agencies, gateways, day, moments }),
    parts: makeParts(making),
    caseRoles,
    exclusions: times(Math.ceil(size.records / 2), (n) => makeExclusion(making, n, given)),
    brokenGlass,
    lookers: times(size.lookers, (n) => makeLooker(making, n)),
  };
  // Choices of their own, so that more of them leave what is above as it was.
  const ground = { ...making, ...first, day, random: openRandom(seed, 1) };
  const links = makeLinks(ground);
  return {
    seed,
    ...first,
    exclusions: [...first.exclusions, ...makeFoundExclusions(ground)],
    lookers: first.lookers.map((looker) => agedLooker(ground.random, looker)),
    ledger: makeLedger({ ...ground, random: openRandom(seed, 2) }),
    links,
  };
}

/** Every so many were broken a week before, when a review without a day is due. */
function weekOld(glass: BrokenGlass, number: number): BrokenGlass {
  if (number % 12 !== 0) return glass;
  const week = 7 * 24 * hour;
  return { ...glass, from: glass.from - week, until: glass.until - week };
}

/** Some sessions are on, just before or over the limits that end them. */
function agedLooker(random: Random, looker: Looker): Looker {
  if (looker.kind !== 'session' || random.chance(0.85)) return looker;
  const limit = looker.isStrong ? 12 * hour : 15 * minute;
  const [unused, begun] = random.pick([
    [hour, hour],
    [hour - 1, hour],
    [0, limit],
    [0, limit - 1],
  ]);
  return { ...looker, seenAt: looker.at - unused, begunAt: looker.at - begun };
}

/** Ids look like those of the service, and say what they are of. */
function idOf(kind: number, number: number): string {
  const tail = number.toString(16).padStart(12, '0');
  return `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${tail}`;
}

function some<Item>(items: readonly Item[]): [Item, ...Item[]] {
  const [first, ...others] = items;
  if (first === undefined) throw new Error('A world has at least one of everything.');
  return [first, ...others];
}

function makeAgency(random: Random, number: number): Agency {
  return {
    id: `agency-${number}`,
    isMember: random.chance(0.6),
    isHealthOrSocialCare: random.chance(0.4),
  };
}

function makePerson(
  random: Random,
  number: number,
  agencies: readonly [Agency, ...Agency[]],
  moments: [Moment, ...Moment[]],
): Person {
  return {
    id: idOf(kinds.person, number),
    agencyId: random.pick(agencies).id,
    role: random.pick(roles),
    leftAt: random.chance(0.1) ? random.pick(moments) : undefined,
    leavesAt: random.chance(0.15) ? random.pick(moments) : undefined,
  };
}

function makeRecord(
  random: Random,
  number: number,
  agencies: readonly [Agency, ...Agency[]],
): PersonRecord {
  return {
    id: idOf(kinds.record, number),
    ownerId: random.pick(agencies).id,
    familyKey: random.pick(names),
    heldAs: random.pick(capacities),
    processing: random.chance(0.4) ? 'law-enforcement' : 'general',
    isRestricted: random.chance(0.3),
    isSealed: random.chance(0.1),
  };
}

function makeParts({ random, records }: Making): Part[] {
  const parts: Part[] = [];
  for (const { id: recordId } of records) {
    for (const table of partTables) {
      for (let count = random.pick([0, 1, 1, 2]); count > 0; count -= 1) {
        const id = idOf(kinds.part, parts.length);
        parts.push({ id, table, recordId, aliasKey: random.pick(names) });
      }
    }
  }
  return parts;
}

/** A period whose ends are moments that people look at, or beside one, or far away. */
function makePeriod({ random, moments }: Making): { from: Moment; until: Moment } {
  const [from, until] = [makeEnd(), makeEnd()].toSorted((one, other) => one - other);
  if (from !== undefined && until !== undefined && from < until) return { from, until };
  return { from: moments[0] - 1000 * hour, until: moments[0] + 1000 * hour };
  function makeEnd(): Moment {
    if (random.chance(0.25)) return moments[0] - 48 * hour;
    if (random.chance(0.35)) return moments[0] + 48 * hour;
    return random.pick(moments) + random.pick([0, 0, 0, 1, -1]);
  }
}

function makeCaseRole(making: Making, number: number): CaseRole {
  const { random } = making;
  const others = ['contact', 'location', 'health', 'informant'] as const;
  const categories: Category[] = ['identity', ...others.filter(() => random.chance(0.45))];
  return {
    id: idOf(kinds.role, number),
    recordId: random.pick(making.records).id,
    personId: random.pick(making.people).id,
    categories,
    gatewayId: random.chance(0.2) ? undefined : pickGateway(random, making.gateways).id,
    ...makePeriod(making),
  };
}

/** Half of those excluded from a record were given something of it, which is to help them nothing. */
function makeExclusion(
  making: Making,
  number: number,
  given: readonly { recordId: string; personId: string }[],
): Exclusion {
  const helped = making.random.chance(0.5) ? given[making.random.int(given.length)] : undefined;
  const { from, until } = makePeriod(making);
  return {
    id: idOf(kinds.exclusion, number),
    recordId: helped?.recordId ?? making.random.pick(making.records).id,
    personId: helped?.personId ?? making.random.pick(making.people).id,
    from,
    endedAt: making.random.chance(0.5) ? until : undefined,
  };
}

function makeBrokenGlass(making: Making, number: number): BrokenGlass {
  const { random, moments } = making;
  const lasts = random.pick([hour, hour, 30 * minute, 1]);
  const at = random.pick(moments);
  const from = random.pick([at, at, at - lasts, at - lasts + 1, at + 1, at - 20 * minute]);
  return {
    id: idOf(kinds.glass, number),
    recordId: random.pick(making.records).id,
    personId: random.pick(making.people).id,
    gatewayId: pickGateway(random, making.gateways).id,
    from,
    until: from + lasts,
  };
}

function makeLooker({ random, moments, people }: Making, number: number): Looker {
  const at = random.pick(moments);
  const purpose = random.chance(0.2) ? undefined : random.pick(purposes);
  const person = random.pick(people);
  if (random.chance(0.04))
    return { kind: random.pick(['system', 'operator', 'nobody']), at, purpose };
  if (random.chance(0.15))
    return { kind: 'job', at, purpose, person, hasSteppedUp: random.chance(0.5) };
  return {
    kind: 'session',
    at,
    purpose,
    person,
    token: `token-${number}`,
    isStrong: random.chance(0.92),
    hasEnded: random.chance(0.04),
    begunAt: at,
    seenAt: at,
    steppedUpUntil: random.chance(0.7)
      ? at + random.pick([0, 1, -1, 10 * minute, 10 * minute, 10 * minute])
      : undefined,
  };
}
