import type { PersonRecord } from '#core/person-records/person-record.ts';

/** What an information governance lead decides about keeping a record. */
export const decisions = {
  kept: 'Kept',
  'hold-set': 'Legal hold set',
  'hold-lifted': 'Legal hold lifted',
  'disposal-proposed': 'Disposal proposed',
  'disposal-withdrawn': 'Disposal called off',
} as const;
export type DecisionKind = keyof typeof decisions;

export function isDecisionKind(text: string): text is DecisionKind {
  return Object.hasOwn(decisions, text);
}

export type Decision = {
  decision: DecisionKind;
  reason: string;
  nextOn: string | null;
  decidedBy: string;
  decidedByName: string;
  decidedAt: Date;
};

export type RecordRetention = {
  record: PersonRecord;
  /** As YYYY-MM-DD; null where no rule was there, which is due at once. */
  reviewOn: string | null;
  ruleId: string | null;
  /** In the order they were made. */
  decisions: readonly Decision[];
};

/** The hold that stands, if one does. */
export function holdOf(made: readonly Decision[]): Decision | undefined {
  const last = made.findLast(({ decision }) => decision.startsWith('hold-'));
  return last?.decision === 'hold-set' ? last : undefined;
}

/** The proposal to dispose that stands: neither called off nor overtaken by a decision to keep. */
export function proposalOf(made: readonly Decision[]): Decision | undefined {
  const last = made.findLast(({ decision }) => !decision.startsWith('hold-'));
  return last?.decision === 'disposal-proposed' ? last : undefined;
}

function isDue(reviewOn: string | null, today: string): boolean {
  return reviewOn === null || reviewOn <= today;
}

/** Why this decision cannot be made now, in a sentence; undefined when it can. */
export function whyNotDecided(
  kind: DecisionKind,
  { reviewOn, decisions: made }: Pick<RecordRetention, 'reviewOn' | 'decisions'>,
  today: string,
): string | undefined {
  const isHeld = holdOf(made) !== undefined;
  const isProposed = proposalOf(made) !== undefined;
  switch (kind) {
    case 'kept':
      return undefined;
    case 'hold-set':
      return isHeld ? 'This record is under a legal hold already.' : undefined;
    case 'hold-lifted':
      return isHeld ? undefined : 'This record is under no legal hold.';
    case 'disposal-proposed':
      if (isHeld) return 'Nothing under a legal hold is disposed of. Lift the hold first.';
      if (!isDue(reviewOn, today)) return 'Its day of review has not come.';
      return isProposed ? 'Its disposal is proposed already.' : undefined;
    case 'disposal-withdrawn':
      return isProposed ? undefined : 'No disposal is proposed.';
  }
}
