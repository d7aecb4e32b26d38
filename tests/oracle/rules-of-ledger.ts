// Rules 28 to 35 of docs/domain/who-may-see-what.md, written from that page alone.
import { dayOf } from './rules-of-agreements.ts';
import {
  hasSteppedUp,
  isDenied,
  isVerdict,
  seesRecord,
  whoLooks,
  type Somebody,
  type Verdict,
} from './rules-of-sight.ts';
import { hour, minute } from './world-days.ts';
import type { Looker, Moment, PersonRecord, World } from './world.ts';
import type { Correction, Decision, Disclosure, Disposal, Notice } from './world-ledger.ts';

const said = (rule: number, isSo: boolean): Verdict => ({ isSo, rule });

function isLead({ person }: Somebody, ...agencyIds: readonly string[]): boolean {
  return person.role === 'information-governance' && agencyIds.includes(person.agencyId);
}

/** Rules 29, 31 and 32: does an exclusion or a seal keep somebody from what is said of a record? */
function isKeptFrom(world: World, who: Somebody, recordId: string): boolean {
  const record = world.records.find(({ id }) => id === recordId);
  return record !== undefined && isDenied(world, who, record);
}

/** Rule 28: may they write that they were shown this record, in the name of this person, at this moment? */
export function mayDisclose(
  world: World,
  looker: Looker,
  record: PersonRecord,
  { inNameOf, at }: { inNameOf: string; at: Moment },
): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  const sight = seesRecord(world, looker, record);
  if (!sight.isSo) return sight;
  const isOther = who.person.agencyId !== record.ownerId;
  return said(28, isOther && inNameOf === who.person.id && at === looker.at);
}

/** Rule 29. */
export function seesDisclosure(world: World, looker: Looker, one: Disclosure): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  if (!isLead(who, one.ownerId, one.recipientAgencyId)) return said(29, false);
  return said(29, !isKeptFrom(world, who, one.recordId));
}

/** Rules 30 and 33: what is for the owner's lead who sees the record. */
export function governs(
  world: World,
  looker: Looker,
  record: PersonRecord | undefined,
  rule: 30 | 33,
): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  if (record === undefined) return said(25, false);
  const sight = seesRecord(world, looker, record);
  if (!sight.isSo) return sight;
  return said(rule, isLead(who, record.ownerId));
}

/** Rule 33: may they decide about the record, in the name of this person, at this moment? */
export function mayDecide(
  world: World,
  looker: Looker,
  record: PersonRecord,
  { inNameOf, at }: { inNameOf: string; at: Moment },
): Verdict {
  const may = governs(world, looker, record, 33);
  const who = whoLooks(looker);
  if (!may.isSo || isVerdict(who)) return may;
  return said(33, inNameOf === who.person.id && at === looker.at);
}

/** Rule 31: may they write a correction of the record, in the name of this person, at this moment? */
export function mayCorrect(
  world: World,
  looker: Looker,
  record: PersonRecord,
  { inNameOf, at }: { inNameOf: string; at: Moment },
): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  const sight = seesRecord(world, looker, record);
  if (!sight.isSo) return sight;
  const isOwn = who.person.agencyId === record.ownerId;
  return said(31, isOwn && inNameOf === who.person.id && at === looker.at);
}

/** Rule 31. */
export function seesCorrection(world: World, looker: Looker, correction: Correction): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  const noticed = world.ledger.notices
    .filter(({ correctionId }) => correctionId === correction.id)
    .map(({ agencyId }) => agencyId);
  if (!isLead(who, correction.ownerId, ...noticed)) return said(31, false);
  return said(31, !isKeptFrom(world, who, correction.recordId));
}

/** Rule 32. */
export function seesNotice(world: World, looker: Looker, notice: Notice): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  if (!isLead(who, notice.ownerId, notice.agencyId)) return said(32, false);
  return said(32, !isKeptFrom(world, who, notice.recordId));
}

/** Rule 32: may they say, in their own name, that it has arrived? */
export function mayAcknowledge(world: World, looker: Looker, notice: Notice): Verdict {
  const sight = seesNotice(world, looker, notice);
  const who = whoLooks(looker);
  if (!sight.isSo || isVerdict(who)) return sight;
  return said(32, isLead(who, notice.agencyId) && !notice.isAcknowledged);
}

/** Rule 32: the agencies that are told of a correction of this record. */
export function listTold(world: World, record: PersonRecord): string[] {
  const told = world.ledger.disclosures
    .filter(({ recordId, ownerId }) => recordId === record.id && ownerId === record.ownerId)
    .map(({ recipientAgencyId }) => recipientAgencyId);
  return [...new Set(told)];
}

/** Rule 34: may they dispose of this record now? */
export function mayDispose(world: World, looker: Looker, record: PersonRecord): Verdict {
  const governing = governs(world, looker, record, 33);
  const who = whoLooks(looker);
  if (!governing.isSo || isVerdict(who)) return governing;
  const own = world.ledger.decisions.filter(({ recordId }) => recordId === record.id);
  const proposal = lastOf(own, ['kept', 'disposal-proposed', 'disposal-withdrawn']);
  const reviewOn = world.ledger.reviewOn.get(record.id);
  if (!hasSteppedUp(looker)) return said(34, false);
  if (lastOf(own, ['hold-set', 'hold-lifted'])?.decision === 'hold-set') return said(34, false);
  if (proposal?.decision !== 'disposal-proposed') return said(34, false);
  if (proposal.decidedBy === who.person.id) return said(34, false);
  if (reviewOn !== undefined && reviewOn > dayOf(looker.at)) return said(34, false);
  return said(34, !hasClockJumped(world, looker.at));
}

function lastOf(
  decisions: readonly Decision[],
  kinds: readonly Decision['decision'][],
): Decision | undefined {
  let last: Decision | undefined;
  for (const decision of decisions) {
    if (!kinds.includes(decision.decision)) continue;
    if (last === undefined || decision.number > last.number) last = decision;
  }
  return last;
}

/** Rule 34: the clock against the heads of the log, the newest and those of the last day. */
function hasClockJumped({ ledger }: World, at: Moment): boolean {
  let before: Moment | undefined;
  for (const head of ledger.heads) {
    if (at - head.at < 24 * hour && before !== undefined && isJump(before, head.at)) return true;
    before = head.at;
  }
  return before === undefined || isJump(before, at);
}

function isJump(from: Moment, to: Moment): boolean {
  return to - from > 24 * hour || from - to > 5 * minute;
}

/** Rule 35. */
export function seesDisposal(looker: Looker, disposal: Disposal): Verdict {
  const who = whoLooks(looker);
  if (isVerdict(who)) return who;
  return said(35, isLead(who, disposal.agencyId));
}
