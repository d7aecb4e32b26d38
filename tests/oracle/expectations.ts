import {
  governs,
  seesCorrection,
  seesDisclosure,
  seesDisposal,
  seesNotice,
} from './rules-of-ledger.ts';
import { seesDeclared } from './rules-of-links.ts';
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

/** What is kept beside the records, and by what each row of it is told from others. */
const ledgerTables = {
  disclosures: 'id',
  person_record_versions: '(id - 1000000000)::text',
  retention_decisions: '(number - 1000000000)::text',
  corrections: 'id',
  correction_notices: `correction_id || ' ' || agency_id`,
  disposal_log: 'id',
  declared_links: 'id',
} as const;
export type LedgerTable = keyof typeof ledgerTables;
export type ListedTable = ProtectedTable | LedgerTable;
export const listedTables: readonly ListedTable[] = [
  ...protectedTables,
  'disclosures',
  'person_record_versions',
  'retention_decisions',
  'corrections',
  'correction_notices',
  'disposal_log',
  'declared_links',
];

export function isLedgerTable(table: ListedTable): table is LedgerTable {
  return table in ledgerTables;
}

export function keyOf(table: ListedTable): string {
  return isLedgerTable(table) ? ledgerTables[table] : 'id';
}

/** What the page says of every row, by its id. */
export type Expectation = ReadonlyMap<string, Verdict>;

/** What the page says of one looker, of every row of a world. */
export type Expectations = {
  seen: Readonly<Record<ListedTable, Expectation>>;
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
  return { seen: { ...seen, ...askLedger(world, looker, records) }, changed, removed };
}

function askLedger(
  world: World,
  looker: Looker,
  records: ReadonlyMap<string, PersonRecord>,
): Record<LedgerTable, Expectation> {
  const { ledger, links } = world;
  const governed = (recordId: string, rule: 30 | 33): Verdict =>
    governs(world, looker, records.get(recordId), rule);
  return {
    disclosures: new Map(
      ledger.disclosures.map((one) => [one.id, seesDisclosure(world, looker, one)]),
    ),
    person_record_versions: new Map(
      ledger.versions.map(({ id, recordId }) => [id, governed(recordId, 30)]),
    ),
    retention_decisions: new Map(
      ledger.decisions.map(({ number, recordId }) => [String(number), governed(recordId, 33)]),
    ),
    corrections: new Map(
      ledger.corrections.map((one) => [one.id, seesCorrection(world, looker, one)]),
    ),
    correction_notices: new Map(
      ledger.notices.map((one) => [
        `${one.correctionId} ${one.agencyId}`,
        seesNotice(world, looker, one),
      ]),
    ),
    disposal_log: new Map(ledger.disposals.map((one) => [one.id, seesDisposal(looker, one)])),
    declared_links: new Map(links.declared.map((one) => [one.id, seesDeclared(looker, one)])),
  };
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
