import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  momentInWords,
  monthInShort,
  monthInWords,
  monthPlus,
  monthsApart,
  monthsBetween,
} from './calendar.ts';

describe('a month', () => {
  it('is named in full and in short, wherever the machine stands', () => {
    expect(monthInWords('2025-03')).toBe('March 2025');
    expect(monthInShort('2025-03')).toBe('Mar 2025');
    const year = monthsBetween('2024-01', '2024-12').map(monthInWords);
    expect(new Set(year).size).toBe(12);
    expect([year[0], year[11]]).toEqual(['January 2024', 'December 2024']);
  });

  it('moves on and back as the calendar does', () => {
    const anyMonth = fc
      .record({
        year: fc.integer({ min: 1000, max: 3000 }),
        month: fc.integer({ min: 1, max: 12 }),
      })
      .map((parts) => Temporal.PlainYearMonth.from(parts).toString());
    fc.assert(
      fc.property(anyMonth, fc.integer({ min: -400, max: 400 }), (month, months) => {
        const later = Temporal.PlainYearMonth.from(month).add({ months }).toString();
        expect(monthPlus(month, months)).toBe(later);
        expect(monthsApart(month, later)).toBe(months);
      }),
    );
  });

  it('has every one after it until another, and none before it', () => {
    expect(monthsBetween('2025-11', '2026-02')).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
    ]);
    expect(monthsBetween('2025-11', '2025-11')).toEqual(['2025-11']);
    expect(monthsBetween('2026-02', '2025-11')).toEqual([]);
  });

  it.each(['', '2025-13', '2025-00', '2025-1', 'spring', '2025-03-01'])(
    'that is none is not reckoned with: %j',
    (none) => {
      expect(() => monthPlus(none, 1)).toThrow(RangeError);
      expect(() => monthsBetween(none, '2025-01')).toThrow(RangeError);
      expect(() => monthsApart('2025-01', none)).toThrow(RangeError);
    },
  );

  it('that is none is refused', () => {
    expect(() => monthInWords('2025-13')).toThrow(RangeError);
    expect(() => monthInShort('spring')).toThrow(RangeError);
  });
});

describe('a moment', () => {
  it('is told in the time of the United Kingdom, in summer and in winter', () => {
    expect(momentInWords(new Date('2026-11-22T14:05:00Z'))).toBe('22 November 2026 at 2:05pm');
    expect(momentInWords(new Date('2026-06-30T23:30:00Z'))).toBe('1 July 2026 at 12:30am');
  });
});
