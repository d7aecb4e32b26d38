import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  freeze,
  freezeTable,
  FrozenFigure,
  listDifferences,
  mostFrozenRows,
} from './frozen-figure.ts';

const words = fc.string({ minLength: 1, maxLength: 20 });
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const plain = { noNullPrototype: true } as const;
const record = <Fields extends object>(fields: {
  [Name in keyof Fields]: fc.Arbitrary<Fields[Name]>;
}) => fc.record<Fields>(fields, plain);
const figures: fc.Arbitrary<FrozenFigure> = record({
  title: words,
  sentences: fc.array(words, { minLength: 1, maxLength: 3 }),
  estimates: fc.array(
    record({
      label: words,
      value: number,
      lower: number,
      upper: number,
      inWords: record({ value: words, interval: words }),
    }),
    { maxLength: 2 },
  ),
  table: record({
    columns: fc.array(record({ heading: words, numeric: fc.boolean() }), {
      minLength: 1,
      maxLength: 3,
    }),
    rows: fc.array(fc.array(fc.oneof(words, number, fc.constant(null)), { maxLength: 3 }), {
      maxLength: 4,
    }),
    rowsLeftOut: fc.nat(),
  }),
  units: words,
  period: words,
  sources: fc.array(words, { minLength: 1, maxLength: 2 }),
  definition: words,
  definitionVersion: fc.integer({ min: 1, max: 50 }),
  caveats: fc.array(words, { maxLength: 3 }),
  livePath: words.map((text) => `/page?${encodeURIComponent(text)}`),
});

describe('a frozen figure', () => {
  test('is the same after it was written as text and read again, in whatever order its parts come', () => {
    fc.assert(
      fc.property(figures, (figure) => {
        const turned = Object.fromEntries(Object.entries(figure).toReversed());
        const read = FrozenFigure.parse(JSON.parse(JSON.stringify(turned)));
        expect(listDifferences(freeze(figure), read)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('differs from any other, and the difference is named', () => {
    fc.assert(
      fc.property(figures, words, (figure, other) => {
        fc.pre(other !== figure.period);
        expect(listDifferences(figure, { ...figure, period: other })).toEqual(['its period']);
        const caveats = [...figure.caveats, other];
        expect(listDifferences(figure, { ...figure, caveats })).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });

  test('leads only to a page of this service', () => {
    const [figure] = fc.sample(figures, 1);
    for (const livePath of [
      'javascript:alert(1)',
      '//elsewhere.example',
      '/\\elsewhere',
      'x',
      '',
    ]) {
      expect(FrozenFigure.safeParse({ ...figure, livePath }).success).toBe(false);
    }
    expect(FrozenFigure.safeParse({ ...figure, livePath: '/evidence/trend' }).success).toBe(true);
  });

  test('keeps the first rows of a very long table, and says how many it leaves out', () => {
    const rows = Array.from({ length: mostFrozenRows + 7 }, (_, index) => index);
    const columns = [{ key: 'row', heading: 'Row', numeric: true, value: (row: number) => row }];
    const table = freezeTable({ columns, rows });
    expect(table.columns).toEqual([{ heading: 'Row', numeric: true }]);
    expect(table.rows).toHaveLength(mostFrozenRows);
    expect(table.rows.at(-1)).toEqual([mostFrozenRows - 1]);
    expect(table.rowsLeftOut).toBe(7);
  });
});
