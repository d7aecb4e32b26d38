import { describe, expect, it } from 'vitest';
import { momentInWords, monthInShort, monthInWords, monthsBetween } from './calendar.ts';

describe('a month', () => {
  it('is named in full and in short, wherever the machine stands', () => {
    expect(monthInWords('2025-03')).toBe('March 2025');
    expect(monthInShort('2025-03')).toBe('Mar 2025');
    const year = monthsBetween('2024-01', '2024-12').map(monthInWords);
    expect(new Set(year).size).toBe(12);
    expect([year[0], year[11]]).toEqual(['January 2024', 'December 2024']);
  });

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
