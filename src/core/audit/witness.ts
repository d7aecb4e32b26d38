import type { SignedHead } from './signed-head.ts';

/** Somebody outside who keeps what the heads were, so that the log cannot be rewritten behind everybody's back. */
export type Witness = {
  /** How it is called on the page and in reports; never with a password in it. */
  readonly name: string;
  /** Gives it a head. Throws when it could not be reached: then it is tried again. */
  hold(head: SignedHead): Promise<WitnessAnswer>;
  /** The last head it was given, where it can say. */
  findLast?(): Promise<SignedHead | undefined>;
};

/** A conflict: it holds something that this log cannot have been. That is an alarm, and does not pass. */
export type WitnessAnswer = { kind: 'held' } | { kind: 'conflict'; words: string };

/** What is wrong between the head a witness held last and one that is newer, by themselves. */
export function conflictBetween(last: SignedHead, next: SignedHead): string | undefined {
  if (next.size < last.size) {
    return `It holds a log of ${last.size} entries; it was now given one of only ${next.size}.`;
  }
  if (next.size === last.size && !next.root.equals(last.root)) {
    return `It holds two different logs of ${last.size} entries.`;
  }
  if (!next.publicKey.equals(last.publicKey)) {
    return 'It holds heads that were signed with another key.';
  }
  return undefined;
}
