import { times, type Random } from '#tests/fuzz/random.ts';
import {
  everyLink,
  type BrokenGlass,
  type Exclusion,
  type Moment,
  type Part,
  type Person,
  type PersonRecord,
} from './world.ts';
import { hour, minute } from './world-days.ts';
import type {
  Address,
  DeclaredLink,
  GlassReview,
  Links,
  Name,
  PartWords,
  PlaceKind,
  Reach,
} from './world-links.ts';

type Ground = {
  random: Random;
  moments: readonly [Moment, ...Moment[]];
  people: readonly [Person, ...Person[]];
  records: readonly [PersonRecord, ...PersonRecord[]];
  parts: readonly Part[];
  brokenGlass: readonly BrokenGlass[];
};

type Words = readonly string[];
const givens: readonly [Words, ...Words[]] = [
  ['sam'],
  ['sam', 'lee'],
  ['jo'],
  ['jo', 'ann'],
  ['kit'],
  ['max'],
];
const families = ['ash', 'ashe', 'ashby', 'black', 'blacker', 'o neill', 'os', 'zed'] as const;
const titles = ['', '', 'Dr ', 'Acting Detective Sergeant ', 'PC '] as const;
const places: readonly [PlaceKind, ...PlaceKind[]] = [
  'home',
  'school',
  'work',
  'refuge',
  'frequents',
  'other',
];
const idOf = (kind: string, number: number): string =>
  `000000${kind}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

export function makeLinks(ground: Ground): Links {
  const { random, people, records, parts, brokenGlass } = ground;
  return {
    records: new Map(
      records.map(({ id, familyKey }) => [
        id,
        {
          name: { given: random.pick(givens), family: familyKey.split(' ') },
          bornOn: random.chance(0.15) ? undefined : makeBirthday(random),
          madeBy: random.pick(people).id,
        },
      ]),
    ),
    staff: new Map(
      people.map(({ id }) => {
        const words = { name: makeName(random), title: random.pick(titles) };
        return [id, { ...words, email: emailOf(id) }];
      }),
    ),
    parts: new Map(parts.map((part) => [part.id, makePartWords(ground, part)])),
    declared: times(people.length * 3, (n) => makeDeclared(ground, n)),
    reviews: new Map(
      brokenGlass.map((glass) => [glass.id, makeReview(random, glass, brokenGlass.length)]),
    ),
    tries: new Map(people.map(({ id }) => [id, makeTries(ground)])),
  };
}

/** No digits in a row, which would be a telephone number too. */
const emailOf = (id: string): string => `worker-${Number(`0x${id.slice(-4)}`)}@county.example`;

function makeName(random: Random): Name {
  return { given: random.pick(givens), family: random.pick(families).split(' ') };
}

const makeBirthday = (random: Random): string => `2009-03-0${random.pick([1, 2, 3])}`;

function makePartWords({ random, people }: Ground, { aliasKey }: Part): PartWords {
  return {
    // Half of them a name alone, which is nobody's full name.
    alias: { given: random.chance(0.5) ? [] : random.pick(givens), family: aliasKey.split(' ') },
    reach: makeReach(random, people),
    kind: random.pick(places),
    address: makeAddress(random),
  };
}

function makeReach(random: Random, people: Ground['people']): Reach {
  const email = random.chance(0.5) ? emailOf(random.pick(people).id) : 'jo@home.example';
  return {
    phone: random.chance(0.5) ? `7700900${100 + random.int(60)}` : undefined,
    email: random.chance(0.3) ? email : undefined,
  };
}

function makeAddress(random: Random): Address {
  return {
    number: String(1 + random.int(9)),
    street: random.pick(['High Street', 'Tern Walk']),
    postcode: random.pick(['CV11 4AB', 'CV11 4AC', 'B1 1AA']),
  };
}

function makeDeclared({ random, people, moments }: Ground, number: number): DeclaredLink {
  const base = {
    id: idOf('31', number),
    personId: random.pick(people).id,
    endedAt: random.chance(0.25) ? random.pick(moments) : undefined,
  };
  const kind = random.pick(['person', 'address', 'contact'] as const);
  if (kind === 'address') return { ...base, kind, address: makeAddress(random) };
  if (kind === 'contact') return { ...base, kind, reach: sayable(makeReach(random, people)) };
  return { ...base, kind, name: makeName(random), bornOn: makeBirthday(random) };
}

/** Nobody declares nothing. */
function sayable(reach: Reach): Reach {
  return reach.phone === undefined && reach.email === undefined
    ? { ...reach, phone: '7700900100' }
    : reach;
}

/** Most were found justified, or nobody could break the glass any more. */
function makeReview(random: Random, { from }: BrokenGlass, many: number): GlassReview {
  const dueAt = random.chance(0.2)
    ? undefined
    : from + random.pick([1, hour, 24 * hour, 24 * hour, 48 * hour]);
  const isOld = dueAt === undefined;
  const finding = random.chance((isOld ? 20 : 6) / many)
    ? undefined
    : random.chance(5 / many)
      ? 'not-justified'
      : 'justified';
  return { dueAt, finding, isRestored: finding === 'not-justified' && random.chance(0.4) };
}

/** None, or nearly as many as are answered in an hour or a day. */
function makeTries({ random, moments }: Ground): Moment[] {
  const until = random.pick(moments);
  const [many, every] = random.pick([
    [0, 1],
    [4, minute],
    [5, 15 * minute],
    [5, 15 * minute],
    [5, minute],
    [19, hour],
    [20, hour],
    [20, hour],
  ]);
  return times(many, (n) => until - n * every);
}

/** Exclusions that the service made, some of which were ended again. */
export function makeFoundExclusions({ random, people, records, moments }: Ground): Exclusion[] {
  const made = times(Math.ceil(records.length / 12), (n): Exclusion => ({
    id: idOf('32', n),
    recordId: random.pick(records).id,
    personId: random.pick(people).id,
    from: moments[0] - hour,
    endedAt: random.chance(0.7) ? moments[0] - minute : undefined,
    link: random.pick(everyLink),
  }));
  const keys = new Set<string>();
  return made.filter(({ recordId, personId, link }) => {
    const key = `${recordId} ${personId} ${link}`;
    return !keys.has(key) && keys.add(key);
  });
}
