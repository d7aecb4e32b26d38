// Rules 21 to 24 of docs/domain/who-may-see-what.md, written from that page alone.
import {
  categoryOfTable,
  hasCaseRole,
  isVerdict,
  seesCategory,
  seesRecord,
  whoLooks,
  type Verdict,
} from './rules-of-sight.ts';
import type {
  BrokenGlass,
  CaseRole,
  Exclusion,
  Looker,
  Part,
  Person,
  PersonRecord,
  World,
} from './world.ts';

const said = (rule: number, isSo: boolean): Verdict => ({ isSo, rule });

/** Rule 21: may they make a record of this agency, in the name of this person? */
export function mayMakeRecord(looker: Looker, agencyId: string, inNameOf: string): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  return said(21, who.person.agencyId === agencyId && who.person.id === inNameOf);
}

/** Rule 22: may they change the record, or add a part to it? */
export function mayChangeRecord(world: World, looker: Looker, record: PersonRecord): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  const sight = seesRecord(world, looker, record);
  if (!sight.isSo) return sight;
  return said(22, who.person.agencyId === record.ownerId);
}

/** Rule 22: may they remove this part? */
export function mayRemovePart(
  world: World,
  looker: Looker,
  record: PersonRecord,
  part: Part,
): Verdict {
  const mayChange = mayChangeRecord(world, looker, record);
  if (!mayChange.isSo) return mayChange;
  return seesPart(world, looker, record, part);
}

/** Rules 10 to 15, of one row. */
export function seesPart(world: World, looker: Looker, record: PersonRecord, part: Part): Verdict {
  return seesCategory(world, looker, record, categoryOfTable[part.table]);
}

/** Rule 23: may they name this person on the record, in the name of that one? */
export function mayName(
  world: World,
  looker: Looker,
  record: PersonRecord,
  { named, inNameOf }: { named: string; inNameOf: string },
): Verdict {
  const mayChange = mayChangeRecord(world, looker, record);
  const who = whoLooks(looker);
  if (!mayChange.isSo || isVerdict(who)) return mayChange;
  if (record.isRestricted && !hasCaseRole(world, who, record, 'identity')) return said(23, false);
  return said(23, inNameOf === who.person.id && named !== who.person.id);
}

/** Rule 24: may they exclude somebody, themselves too, in the name of this person? */
export function mayExclude(
  world: World,
  looker: Looker,
  record: PersonRecord,
  inNameOf: string,
): Verdict {
  const governs = governsRecord(world, looker, record);
  const who = whoLooks(looker);
  if (!governs.isSo || isVerdict(who)) return governs;
  return said(24, inNameOf === who.person.id);
}

/** Rule 24: may they see, and end, this exclusion? */
export function seesExclusion(
  world: World,
  looker: Looker,
  record: PersonRecord,
  exclusion: Exclusion,
): Verdict {
  const governs = governsRecord(world, looker, record);
  const who = whoLooks(looker);
  if (!governs.isSo || isVerdict(who)) return governs;
  return said(24, exclusion.personId !== who.person.id);
}

function governsRecord(world: World, looker: Looker, record: PersonRecord): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  const sight = seesRecord(world, looker, record);
  if (!sight.isSo) return sight;
  return said(24, isGovernanceLeadOf(who.person, record));
}

function isGovernanceLeadOf(person: Person, record: PersonRecord): boolean {
  return person.role === 'information-governance' && person.agencyId === record.ownerId;
}

/** Rule 26. */
export function seesCaseRole(
  world: World,
  looker: Looker,
  record: PersonRecord,
  role: CaseRole,
): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  const sight = seesRecord(world, looker, record);
  if (!sight.isSo) return sight;
  return said(26, who.person.agencyId === record.ownerId || role.personId === who.person.id);
}

/** Rule 27. */
export function seesBrokenGlass(
  world: World,
  looker: Looker,
  record: PersonRecord,
  glass: BrokenGlass,
): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  const sight = seesRecord(world, looker, record);
  if (!sight.isSo) return sight;
  return said(27, isGovernanceLeadOf(who.person, record) || glass.personId === who.person.id);
}
