/** Periods without any event, between two periods that have some. */
export interface Gap {
  /** Index of the period before the first quiet one: the one whose events the gap follows. */
  readonly from: number;
  /** Index of the period whose events ended it; nothing for the gap that is still open at the end. */
  readonly to: number | null;
  readonly quiet: number;
}

export interface Gaps {
  /** Oldest first; null where a period between is missing, so that the length is not known. */
  readonly closed: readonly (Gap | null)[];
  /** The known quiet periods at the end, when there are any and something happened before. */
  readonly open: Gap | null;
}

/**
 * The gaps in a series of counts. `null` is a missing period. What came before the first event is no gap, as
 * nobody knows when it began. An open gap begins after the last event or the last missing period, so it may be
 * longer than it says, never shorter, unless something happened in the missing one.
 *
 * Throws RangeError unless every count is a whole number from 0.
 */
export function findGaps(counts: readonly (number | null)[]): Gaps {
  const closed: (Gap | null)[] = [];
  let from: number | null = null;
  let hasMissing = false;
  let quietFrom = 0;
  for (const [index, count] of counts.entries()) {
    if (count !== null && !(Number.isInteger(count) && count >= 0)) {
      throw new RangeError('A count is a whole number from 0.');
    }
    if (count !== 0) quietFrom = index + 1;
    if (count === null) hasMissing = true;
    if (count === null || count === 0) continue;
    if (from !== null)
      closed.push(hasMissing ? null : { from, to: index, quiet: index - from - 1 });
    from = index;
    hasMissing = false;
  }
  const quiet = counts.length - quietFrom;
  const isOpen = from !== null && quiet > 0;
  return { closed, open: isOpen ? { from: quietFrom - 1, to: null, quiet } : null };
}
