const seconds = 1_000;
const minutes = 60 * seconds;

/** Milliseconds that sealing or a witness may lag before the page warns. */
const warnAfter = 60 * seconds;
/** Milliseconds that it may lag before what must not happen unsealed stops. */
const lateAfter = 15 * minutes;

export type WitnessState = {
  name: string;
  /** How many entries the last log it holds has; 0 when it never held one. */
  heldSize: number;
  /** When the first head was made that it does not hold; undefined when it holds the last one. */
  behindSince: Date | undefined;
  /** What went wrong the last time, if it did. */
  failure: string | undefined;
  /** What it holds that this log contradicts. That does not pass by itself. */
  conflict: string | undefined;
};

/** How far the log is sealed, and who outside holds what. */
export type SealingState = {
  /** Entries that are committed and have no leaf yet, and when the oldest was written. */
  waiting: number;
  waitingSince: Date | undefined;
  lastHead: { size: number; root: string; at: Date; keyFingerprint: string } | undefined;
  witnesses: readonly WitnessState[];
};

/** Milliseconds that the most backward part of the seal lags: the log itself, or a witness. */
export function sealLag({ waitingSince, witnesses }: SealingState, now: Date): number {
  const since = [waitingSince, ...witnesses.map(({ behindSince }) => behindSince)];
  const lags = since.map((moment) => (moment === undefined ? 0 : now.getTime() - moment.getTime()));
  return Math.max(0, ...lags);
}

export function isLagWarned(state: SealingState, now: Date): boolean {
  return sealLag(state, now) > warnAfter;
}

/** Whether break-glass and exports must wait until the log is sealed and witnessed again. */
export function isTooLate(state: SealingState, now: Date): boolean {
  return sealLag(state, now) > lateAfter;
}
