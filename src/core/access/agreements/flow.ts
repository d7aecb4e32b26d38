import type { Purpose } from '#core/access/purposes.ts';
import type { Capacity, Regime } from '#core/person-records/person-record.ts';
import type { Gateway, PartyStanding } from './gateway.ts';
import { whyBarred } from './term-rules.ts';
import type { Category, Term } from './term.ts';

/** What one party gives another by the terms of both, as far as the law reaches. */
export type Flow = {
  giverId: string;
  receiverId: string;
  category: Category;
  purpose: Purpose;
  gatewayId: string;
  heldAs: readonly Capacity[];
  processing: readonly Regime[];
};

/** A term by which nobody gets anything, and why. */
export type UnmetTerm = { term: Term; reasons: readonly string[] };

export type Law = {
  gateways: readonly Gateway[];
  parties: readonly PartyStanding[];
};

type Meeting = { flow: Flow } | { reason: string };

/**
 * Every flow that terms make between parties, worked out as the database does (access.pairs): the capacities
 * and regimes that both name, as far as the giver's power reaches.
 */
export function listFlows(terms: readonly Term[], law: Law): Flow[] {
  return givenTerms(terms).flatMap((given) =>
    counterparts(given, terms).flatMap((received) => {
      const meeting = meet(given, received, law);
      return 'flow' in meeting ? [meeting.flow] : [];
    }),
  );
}

/** The terms that come to nothing. An agreement is not proposed with any. */
export function listUnmetTerms(terms: readonly Term[], law: Law): UnmetTerm[] {
  return terms.flatMap((term) => {
    const meetings = counterparts(term, terms).map((other) =>
      term.direction === 'gives' ? meet(term, other, law) : meet(other, term, law),
    );
    if (meetings.some((meeting) => 'flow' in meeting)) return [];
    const reasons = meetings.flatMap((meeting) => ('reason' in meeting ? [meeting.reason] : []));
    const nobody =
      term.direction === 'gives' ? 'No other party receives it.' : 'No other party gives it.';
    return [{ term, reasons: reasons.length === 0 ? [nobody] : [...new Set(reasons)] }];
  });
}

function givenTerms(terms: readonly Term[]): Term[] {
  return terms.filter(({ direction }) => direction === 'gives');
}

function counterparts(term: Term, terms: readonly Term[]): Term[] {
  return terms.filter(
    (other) =>
      other.direction !== term.direction &&
      other.agencyId !== term.agencyId &&
      other.category === term.category &&
      other.purpose === term.purpose,
  );
}

function meet(given: Term, received: Term, { gateways, parties }: Law): Meeting {
  const gateway = gateways.find(({ id }) => id === given.gatewayId);
  const giver = parties.find(({ id }) => id === given.agencyId);
  const receiver = parties.find(({ id }) => id === received.agencyId);
  if (giver === undefined || receiver === undefined)
    return { reason: 'It names an agency that is not a party.' };
  if (gateway === undefined)
    return { reason: `${giver.name} relies on a power that is not in the partnership’s list.` };
  const heldAs = given.heldAs.filter((one) => received.heldAs.includes(one));
  if (heldAs.length === 0)
    return { reason: `${giver.name} and ${receiver.name} name different kinds of record.` };
  const both = given.processing.filter((one) => received.processing.includes(one));
  if (both.length === 0)
    return { reason: `${giver.name} and ${receiver.name} name different kinds of processing.` };
  const { category, purpose } = given;
  const judged = both.map((processing) => ({
    processing,
    reason: whyBarred({ gateway, giver, receiver, category, purpose, processing }),
  }));
  const processing = judged
    .filter(({ reason }) => reason === undefined)
    .map((one) => one.processing);
  if (processing.length === 0) return { reason: judged[0]?.reason ?? '' };
  const flow = { giverId: giver.id, receiverId: receiver.id, gatewayId: gateway.id };
  return { flow: { ...flow, category, purpose, heldAs, processing } };
}
