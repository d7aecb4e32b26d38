import type { PartyStanding } from './gateway.ts';
import type { Term } from './term.ts';

/** What partners agree to share. What is in force of it is in one of its versions. */
export type Agreement = {
  id: string;
  title: string;
  /** The agency that drafts and proposes its versions. */
  keptBy: { id: string; name: string } | undefined;
  /** The newest first. */
  versions: readonly VersionLine[];
};

/** A version without its terms. */
export type VersionLine = {
  id: string;
  number: number;
  summary: string;
  /** In force on days, as YYYY-MM-DD, from the first up to, and not on, the last. */
  fromOn: string;
  untilOn: string;
  proposedAt: Date | undefined;
  proposedBy: string | undefined;
  revokedAt: Date | undefined;
  revokedBy: string | undefined;
  /** Does the database let anybody see anything by it now? */
  isInForce: boolean;
  /** Counts the edits of a draft, so that each names the one it saw. */
  revision: number;
  partyCount: number;
  /** Of parties that have signed and not left. */
  signatureCount: number;
};

export type Signature = {
  byName: string;
  at: Date;
  leftAt: Date | undefined;
};

/** An agency of a version, and whether it has signed it. */
export type Party = PartyStanding & { signature: Signature | undefined };

/** A term as it is kept. */
export type KeptTerm = Term & { id: string };

/** One version with everything its parties sign for. */
export type Version = VersionLine & {
  agreement: Agreement;
  parties: readonly Party[];
  terms: readonly KeptTerm[];
};

/** Has this party signed, and not left? */
export function isSigned({ signature }: Pick<Party, 'signature'>): boolean {
  return signature !== undefined && signature.leftAt === undefined;
}
