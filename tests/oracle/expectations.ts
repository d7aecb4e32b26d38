import { seesRecord, type Verdict } from './rules-of-sight.ts';
import {
  mayChangeRecord,
  mayRemovePart,
  seesBrokenGlass,
  seesCaseRole,
  seesExclusion,
  seesPart,
} from './rules-of-writing.ts';
import { partTables, type Looker, type PersonRecord, type World } from './world.ts';

export const protectedTables = [
  'person_records',
  ...partTables,
  'case_roles',
  'exclusions',
  'broken_glass',
] as const;
export type ProtectedTable = (typeof protectedTables)[number];

/** What the page says of every row, by its id. */
export type Expectation = ReadonlyMap<string, Verdict>;

/** What the page says of one looker, of every row of a world. */
export type Expectations = {
  seen: Readonly<Record<ProtectedTable, Expectation>>;
  /** Of records: may they be changed, and added to? */
  changed: Expectation;
  /** Of every part, whichever table keeps it. */
  removed: Readonly<Record<ProtectedTable, Expectation>>;
};

const known = new WeakMap<Looker, Expectations>();

/** Asks the page about every row, once for each looker. */
export function expectationsOf(world: World, looker: Looker): Expectations {
  const expectations = known.get(looker) ?? askPage(world, looker);
  known.set(looker, expectations);
  return expectations;
}

function askPage(world: World, looker: Looker): Expectations {
  const records = new Map(world.records.map((record) => [record.id, record]));
  const recordOf = ({ recordId }: { recordId: string }): PersonRecord => {
    const record = records.get(recordId);
    if (record === undefined) throw new Error(`There is no record ${recordId}.`);
    return record;
  };
  const seen = emptyTables();
  const removed = emptyTables();
  const changed = new Map<string, Verdict>();
  for (const record of world.records) {
    seen.person_records.set(record.id, seesRecord(world, looker, record));
    changed.set(record.id, mayChangeRecord(world, looker, record));
  }
  for (const part of world.parts) {
    const record = recordOf(part);
    seen[part.table].set(part.id, seesPart(world, looker, record, part));
    removed[part.table].set(part.id, mayRemovePart(world, looker, record, part));
  }
  for (const role of world.caseRoles) {
    seen.case_roles.set(role.id, seesCaseRole(world, looker, recordOf(role), role));
  }
  for (const exclusion of world.exclusions) {
    seen.exclusions.set(exclusion.id, seesExclusion(world, looker, recordOf(exclusion), exclusion));
  }
  for (const glass of world.brokenGlass) {
    seen.broken_glass.set(glass.id, seesBrokenGlass(world, looker, recordOf(glass), glass));
  }
  return { seen, changed, removed };
}

function emptyTables(): Record<ProtectedTable, Map<string, Verdict>> {
  return {
    person_records: new Map(),
    person_aliases: new Map(),
    person_contacts: new Map(),
    person_locations: new Map(),
    person_health: new Map(),
    person_informants: new Map(),
    case_roles: new Map(),
    exclusions: new Map(),
    broken_glass: new Map(),
  };
}
