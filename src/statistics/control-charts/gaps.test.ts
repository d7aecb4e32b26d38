import { describe, expect, it } from 'vitest';
import { findGaps } from './gaps.ts';

describe('gaps between periods with events', () => {
  it('are counted in quiet periods, whatever the number of events', () => {
    expect(findGaps([1, 0, 0, 3, 1])).toEqual({
      closed: [
        { from: 0, to: 3, quiet: 2 },
        { from: 3, to: 4, quiet: 0 },
      ],
      open: null,
    });
  });

  it('do not begin before the first event, and the last one may be open', () => {
    expect(findGaps([0, 0, 1, 0, 1, 0, 0])).toEqual({
      closed: [{ from: 2, to: 4, quiet: 1 }],
      open: { from: 4, to: null, quiet: 2 },
    });
  });

  it('are unknown across a missing period; the open one begins after it', () => {
    expect(findGaps([1, 0, null, 0, 1, 0, 1, null, 0, 0])).toEqual({
      closed: [null, { from: 4, to: 6, quiet: 1 }],
      open: { from: 7, to: null, quiet: 2 },
    });
  });

  it('are none where nothing is known to have happened', () => {
    for (const counts of [[], [0, 0, 0], [null, 0], [1], [1, null]]) {
      expect(findGaps(counts)).toEqual({ closed: [], open: null });
    }
  });

  it.each([-1, 0.5, Number.NaN])('refuse a count of %d', (count) => {
    expect(() => findGaps([1, count])).toThrow(RangeError);
  });
});
