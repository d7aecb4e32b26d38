import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoryNames, directions, placeOf, type Term } from '#core/access/agreements/term.ts';
import { purposeNames } from '#core/access/purposes.ts';
import { joinTerms } from './term-lines.ts';

const anyTerm = fc.record({
  agencyId: fc.constantFrom('one', 'two'),
  direction: fc.constantFrom(...directions),
  category: fc.constantFrom(...categoryNames),
  purpose: fc.constantFrom(...purposeNames),
  gatewayId: fc.constantFrom('this', undefined),
  heldAs: fc.constantFrom(['victim'] as const, ['victim', 'suspect'] as const),
  processing: fc.constantFrom(['general'] as const),
}) satisfies fc.Arbitrary<Term>;

const anyTerms = fc
  .uniqueArray(anyTerm, { maxLength: 40, selector: placeOf })
  .map((terms) => terms.map((term) => ({ ...term, id: placeOf(term) })));

function sayAll(term: Term): string {
  const { gatewayId, heldAs, processing } = term;
  return [placeOf(term), gatewayId, ...heldAs, ...processing].join(' ');
}

describe('lines of terms', () => {
  it('say together exactly what the terms say, each once', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const said = joinTerms(terms).flatMap(({ categories, purposes, termIds, ...line }) => {
          const spread = categories.flatMap((category) =>
            purposes.map((purpose) => ({ ...line, category, purpose })),
          );
          expect(spread.map(placeOf).toSorted()).toEqual([...termIds].toSorted());
          return spread;
        });
        expect(said.map(sayAll).toSorted()).toEqual(terms.map(sayAll).toSorted());
      }),
      { numRuns: 60 },
    );
  });

  it('are one where a party says the same of several things', () => {
    const term = {
      id: 'a',
      agencyId: 'one',
      direction: 'gives',
      category: 'identity',
      purpose: 'prevention',
      gatewayId: 'this',
      heldAs: ['victim'],
      processing: ['general'],
    } as const;
    const lines = joinTerms([
      term,
      { ...term, id: 'b', category: 'contact' },
      { ...term, id: 'c', purpose: 'safeguarding' },
      { ...term, id: 'd', purpose: 'safeguarding', category: 'contact' },
    ]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      categories: ['identity', 'contact'],
      purposes: ['prevention', 'safeguarding'],
    });
  });
});
