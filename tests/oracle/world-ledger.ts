// What rules 28 to 35 are about: what was given, what a record said, and how long it is kept.
import type { Category, Day, Moment } from './world.ts';

export type Disclosure = {
  id: string;
  recordId: string;
  ownerId: string;
  recipientId: string;
  recipientAgencyId: string;
};

/** What a record said before a change. */
export type RecordVersion = { id: string; recordId: string };

export type Decision = {
  /** In the order in which they were made. */
  number: number;
  recordId: string;
  decision: 'kept' | 'hold-set' | 'hold-lifted' | 'disposal-proposed' | 'disposal-withdrawn';
  decidedBy: string;
};

export type Correction = { id: string; recordId: string; ownerId: string };

export type Notice = {
  correctionId: string;
  recordId: string;
  ownerId: string;
  agencyId: string;
  isAcknowledged: boolean;
};

export type Disposal = { id: string; agencyId: string };

/** A sealed head of the log, which says what moment it was. */
export type Head = { size: number; at: Moment };

export type Ledger = {
  disclosures: readonly Disclosure[];
  versions: readonly RecordVersion[];
  decisions: readonly Decision[];
  corrections: readonly Correction[];
  notices: readonly Notice[];
  disposals: readonly Disposal[];
  /** By record; undefined where no day of review is set. */
  reviewOn: ReadonlyMap<string, Day | undefined>;
  heads: readonly Head[];
  /** When the oldest entry was written that is not sealed yet. */
  unsealedSince: Moment | undefined;
  /** The newest head that a witness outside has; undefined where there is no witness. */
  witnessed: number | undefined;
};

export type Given = { recordId: string; category: Category };
