import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listMissingColumns, type CountMapping } from './count-mapping.ts';
import { findCountRowRule, type CountRowRuleCode } from './count-row-rules.ts';
import { readMonth } from './read-month.ts';
import { sortCountRows } from './sort-count-rows.ts';

const headers = ['What', 'Kind', 'Where', 'When', 'How many'];
const mapping: CountMapping = {
  measure: { column: 'What' },
  part: { column: 'Kind' },
  area: { column: 'Where' },
  month: { column: 'When' },
  count: { column: 'How many' },
  source: { fixed: 'Harbour clinic' },
};
const expected = {
  origin: 'partners',
  thisMonth: '2026-11',
  parts: [
    { id: 'quayside', title: 'Quayside violence' },
    { id: 'indoors', title: 'Violence indoors' },
  ],
  districtCodes: ['E07000001'],
} as const;
const sound = ['Treated', 'quayside', 'E07000001', '2025-06', '4'];

function sort(rows: readonly (readonly string[])[], more: Partial<typeof mapping> = {}) {
  const table = rows.map((cells, index) => ({
    line: index + 2,
    cells,
    isRagged: cells.length !== headers.length,
    raw: cells.join(','),
  }));
  return sortCountRows({ headers, rows: table, notes: [] }, { ...mapping, ...more }, expected);
}

/** A sound row with one value changed. */
const with_ = (place: number, text: string): string[] => sound.with(place, text);

describe('a row of counts', () => {
  test('says what was counted, in which part, where and when', () => {
    expect(sort([sound]).accepted).toEqual([
      {
        source: 'Harbour clinic',
        measure: 'Treated',
        part: 'quayside',
        areaCode: 'E07000001',
        month: '2025-06',
        count: 4,
      },
    ]);
  });

  test('with a blank count is missing and with a zero is zero', () => {
    const { accepted } = sort([with_(4, ' '), with_(3, '2025-07').with(4, '0')]);
    expect(accepted.map(({ count }) => count)).toEqual([null, 0]);
  });

  test('names its part by id or title, whatever the capitals, and its area in small letters too', () => {
    const { accepted } = sort([with_(1, 'QUAYSIDE VIOLENCE'), with_(2, 'e01012345')]);
    expect(accepted.map(({ part, areaCode }) => [part, areaCode])).toEqual([
      ['quayside', 'E07000001'],
      ['quayside', 'E01012345'],
    ]);
  });

  test.each<[string, string[], CountRowRuleCode]>([
    ['a missing value', sound.slice(0, 4), 'ragged'],
    ['nothing counted', with_(0, ' '), 'measure-missing'],
    ['a name that is a sentence', with_(0, 'a'.repeat(201)), 'too-long'],
    ['an unknown part', with_(1, 'robbery'), 'part-unknown'],
    ['a name for an area', with_(2, 'Eastmole'), 'area-malformed'],
    ['a district elsewhere', with_(2, 'E08000026'), 'area-unknown'],
    ['a month that may be two', with_(3, '01/06/2025'), 'month-malformed'],
    ['a month to come', with_(3, '2026-12'), 'month-in-future'],
    ['a part of a person', with_(4, '2.5'), 'count-malformed'],
    ['fewer than none', with_(4, '-1'), 'count-malformed'],
    ['a hidden small number', with_(4, '<5'), 'count-malformed'],
    ['a thousands mark', with_(4, '1,234'), 'count-malformed'],
  ])('with %s is set aside, with words for its sender', (_what, row, rule) => {
    const { rows, quarantined } = sort([row]);
    expect(quarantined).toEqual([{ line: 2, rule, raw: row.join(',') }]);
    expect(rows).toEqual({ read: 1, accepted: 0, duplicate: 0, quarantined: 1 });
    expect(findCountRowRule(rule)?.whatToDo).toMatch(/\w/);
  });

  test('of no source, or of one that is kept for invented counts, is set aside', () => {
    const bySource = { source: { column: 'What' } } as const;
    expect(sort([with_(0, '')], bySource).quarantined[0]?.rule).toBe('source-missing');
    const invented = sort([with_(0, 'Demonstration: clinic')], bySource);
    expect(invented.quarantined[0]?.rule).toBe('source-invented');
  });
});

describe('rows of one thing', () => {
  test('that say the same are one and its duplicates', () => {
    const { rows, accepted } = sort([sound, sound, with_(3, '06/2025')]);
    expect([accepted.length, rows.duplicate]).toEqual([1, 2]);
  });

  test('that contradict each other are all set aside, and a blank contradicts a number', () => {
    const { rows, quarantined } = sort([sound, with_(4, '5'), sound, with_(4, '')]);
    expect(rows).toEqual({ read: 4, accepted: 0, duplicate: 0, quarantined: 4 });
    expect(new Set(quarantined.map(({ rule }) => rule))).toEqual(new Set(['conflicting']));
  });

  test('whatever is in a file, every row is in exactly one of the three', () => {
    const cell = fc.oneof(
      fc.constantFrom('quayside', 'E07000001', '2025-06', 'June 2025', '4', '5', '', '<5'),
      fc.string({ maxLength: 6 }),
    );
    const nearlySound = fc.tuple(fc.nat(4), cell).map(([place, text]) => sound.with(place, text));
    const any = fc.array(fc.oneof(nearlySound, fc.array(cell, { maxLength: 6 })));
    fc.assert(
      fc.property(any, (given) => {
        const { rows, accepted, quarantined } = sort(given);
        expect(rows.read).toBe(given.length);
        expect(rows.accepted + rows.duplicate + rows.quarantined).toBe(rows.read);
        expect([accepted.length, quarantined.length]).toEqual([rows.accepted, rows.quarantined]);
      }),
      { numRuns: 80 },
    );
  });
});

test.each([
  ['2025-06', '2025-06'],
  ['2025-06-30', '2025-06'],
  ['6/2025', '2025-06'],
  ['06/2025', '2025-06'],
  ['June 2025', '2025-06'],
  ['JUN 2025', '2025-06'],
  ['May 2025', '2025-05'],
  ['13/2025', undefined],
  ['2025-00', undefined],
  ['Juin 2025', undefined],
  ['Jun-25', undefined],
  ['0205-06', undefined],
  ['45809', undefined],
  ['', undefined],
])('the month “%s” is read as %s', (text, month) => {
  expect(readMonth(text)).toBe(month);
});

test('a mapping fits a file that has all of its columns, whatever else is in it', () => {
  expect(listMissingColumns(mapping, ['Extra', ...headers])).toEqual([]);
  expect(listMissingColumns(mapping, headers.slice(1))).toEqual(['What']);
});
