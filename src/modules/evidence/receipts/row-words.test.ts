import { describe, expect, test } from 'vitest';
import { replacedInWords, rowSumInWords } from './row-words.ts';

const rows = { read: 1, accepted: 0, duplicate: 1, quarantined: 0, replaced: 0 };
const month = (name: string, isUnchanged: boolean) => ({ month: name, isUnchanged });

describe('the sum of a receipt', () => {
  test('counts one row and one duplicate as one', () => {
    expect(rowSumInWords(rows)).toBe('1 row read = 0 accepted + 1 duplicate + 0 set aside.');
    expect(rowSumInWords({ ...rows, read: 1200, accepted: 1200, duplicate: 0 })).toBe(
      '1,200 rows read = 1,200 accepted + 0 duplicates + 0 set aside.',
    );
  });
});

describe('what an import replaced', () => {
  const unit = 'month of a force';

  test('is not spoken of when it is nothing', () => {
    expect(replacedInWords(rows, [month('2025-01', false)], unit)).toEqual([]);
  });

  test('is counted in whole, and what came again unchanged is said beside it', () => {
    const replaced = { ...rows, replaced: 1 };
    expect(replacedInWords(replaced, [month('2025-01', true)], unit)).toEqual([
      '1 row of an earlier version was replaced; the old versions are kept.',
      'The month holds the same rows as before, so no figure has changed.',
    ]);
    const year = ['2025-01', '2025-02', '2025-03'].map((name) => month(name, true));
    expect(
      replacedInWords({ ...rows, replaced: 9 }, [...year, month('2025-04', false)], unit),
    ).toEqual([
      '9 rows of earlier versions were replaced; the old versions are kept.',
      '3 of the 4 months hold the same rows as before, so nothing changes for them.',
    ]);
  });

  test('names the unit where one month stands there for several forces', () => {
    const both = [month('2025-01', true), month('2025-01', true)];
    expect(replacedInWords({ ...rows, replaced: 9 }, both, unit)[1]).toBe(
      'All 2 months of a force hold the same rows as before, so no figure has changed.',
    );
  });
});
