import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('no cell of a download can run as a formula in a spreadsheet', () => {
  const risky = fc
    .tuple(
      fc.constantFrom('', ' ', '"', "'", '\u00a0', '\u200b', '\ufeff', '“', ' "'),
      fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠', '\t=', '\r+'),
      fc.string(),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(risky, (text) => {
      const rows: string[][] = parse(toCsv(['h'], [[text]]), { bom: true });
      expect(rows[1]?.[0]).toMatch(/^'/);
    }),
  );
});

test('other text stays as it is', () => {
  expect(toCsv(['a'], [['a=b'], ['“Old” Town'], ['1 - 2']])).toBe(
    '\uFEFFa\na=b\n“Old” Town\n1 - 2\n',
  );
});

test('numbers stay numbers, negative ones too', () => {
  expect(toCsv(['a'], [[-2]])).toBe('\uFEFFa\n-2\n');
});
