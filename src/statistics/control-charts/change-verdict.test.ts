import { describe, expect, it } from 'vitest';
import { drawXmr, type XmrChart } from './xmr.ts';
import { judgeChange, noticeableChange } from './change-verdict.ts';

const judge = (values: readonly (number | null)[], isCount = true) =>
  judgeChange(drawXmr(values, { isCount }));

/** Centre 30, mean moving range 4, limits 19.36 and 40.64. */
const steady = [28, 32, 28, 32, 28, 32, 28, 32, 28, 32, 28, 32];

describe('the verdict on the newest points', () => {
  it('is too few to tell under 8 points', () => {
    expect(judge([28, 32, 28])).toEqual({ kind: 'too-few', points: 3 });
  });

  it('is no change without a signal, however the last point differs from the one before', () => {
    expect(judge([...steady, 20, 40])).toEqual({ kind: 'no-change' });
  });

  it('is higher from the point that is outside', () => {
    expect(judge([...steady, 45])).toEqual({
      kind: 'higher',
      since: 12,
      rules: ['outside-limits'],
    });
  });

  it('is lower from the beginning of a run', () => {
    expect(judge([...steady, 29, 29, 29, 29, 29, 29, 29, 29])).toEqual({
      kind: 'lower',
      since: 12,
      rules: ['eight-on-one-side'],
    });
  });

  it('is that it was higher once the newest point is back where it was', () => {
    expect(judge([...steady, 45, 30, 31])).toEqual({
      kind: 'was-higher',
      since: 12,
      until: 12,
      rules: ['outside-limits'],
    });
  });

  it('forgets a signal after 8 known points', () => {
    expect(judge([...steady, 45, 28, 32, 28, 32, null, 28, 32, 28, 32])).toEqual({
      kind: 'no-change',
    });
  });

  it('is mixed when signals point both ways', () => {
    expect(judge([...steady, 45, 30, 15])).toEqual({
      kind: 'mixed',
      since: 12,
      rules: ['outside-limits'],
    });
  });

  it('never says that nothing has changed where a fall could not have been seen', () => {
    const rare = [2, 0, 1, 3, 0, 2, 1, 0, 3, 1, 2, 0];
    expect(judge([...rare, 0, 1, 0])).toEqual({ kind: 'too-rare', centre: 1.25 });
    expect(judge([...rare, 9])).toMatchObject({ kind: 'higher' });
    expect(judge([...rare, 0, 1, 0], false)).toEqual({ kind: 'no-change' });
  });
});

describe('how large a change could have been seen', () => {
  const noticeable = (values: readonly number[]) =>
    noticeableChange(drawXmr(values, { isCount: true }) as XmrChart);

  it('is the way from the centre to each limit, also as a percentage', () => {
    const change = noticeable(steady);
    expect(change.rise).toBeCloseTo(10.64, 10);
    expect(change.fall).toBeCloseTo(10.64, 10);
    expect(change.risePercent).toBeCloseTo(35.4667, 3);
    expect(change.fallPercent).toBeCloseTo(35.4667, 3);
  });

  it('is no fall at all where even 0 is within the limits', () => {
    const change = noticeable([2, 0, 1, 3, 0, 2, 1, 0, 3, 1, 2, 0]);
    expect([change.fall, change.fallPercent]).toEqual([null, null]);
    expect(change.rise).toBeGreaterThan(0);
  });

  it('has no percentage of 0', () => {
    expect(noticeable([0, 0, 0, 0, 0, 0, 0, 0])).toEqual({
      rise: 0,
      risePercent: null,
      fall: null,
      fallPercent: null,
    });
  });
});
