import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replaceAgencies } from '#core/agencies/agency-store.ts';
import { purposeNames } from '#core/access/purposes.ts';
import {
  capacities,
  regimes,
  type Capacity,
  type Regime,
} from '#core/person-records/person-record.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { listFlows, listUnmetTerms, type Law } from './flow.ts';
import { listGateways, listPossibleParties, replaceGateways } from './gateway-store.ts';
import { whyRefused } from './term-rules.ts';
import { categoryNames, directions, placeOf, type Term } from './term.ts';
import { insertAgreement, insertParties, insertVersion, putTerms } from './version-store.ts';

const start = { kind: 'system', name: 'start' } as const;
const now = new Date('2026-11-23T10:00:00Z');
const agencies = [
  { id: 'force', name: 'The force', dutyRole: 'specified-authority', healthOrSocialCare: false },
  {
    id: 'board',
    name: 'The health board',
    dutyRole: 'specified-authority',
    healthOrSocialCare: true,
  },
  { id: 'school', name: 'The school', dutyRole: 'relevant-authority', healthOrSocialCare: false },
  { id: 'charity', name: 'The charity', dutyRole: 'none', healthOrSocialCare: false },
] as const;
const open = {
  membersOnly: false,
  barsPatientInformation: false,
  barsHealthOrSocialCare: false,
  allowsOtherUse: true,
};
const gateways = [
  { ...open, id: 'open', name: 'The open power', allows: 'Everything' },
  { ...open, id: 'closed', name: 'The members’ power', allows: 'Some', membersOnly: true },
  {
    ...open,
    id: 'not-health',
    name: 'The power without patients',
    allows: 'Some',
    barsPatientInformation: true,
  },
  {
    ...open,
    id: 'not-care',
    name: 'The power without care',
    allows: 'Some',
    barsHealthOrSocialCare: true,
  },
  { ...open, id: 'one-use', name: 'The power of one use', allows: 'Some', allowsOtherUse: false },
];
const anyTerm: fc.Arbitrary<Term> = fc
  .record({
    agencyId: fc.constantFrom(...agencies.map(({ id }) => id)),
    direction: fc.constantFrom(...directions),
    category: fc.constantFrom(...categoryNames),
    purpose: fc.constantFrom(...purposeNames),
    gateway: fc.constantFrom(...gateways.map(({ id }) => id), 'gone'),
    heldAs: fc.subarray(Object.keys(capacities) as Capacity[], { minLength: 1 }),
    processing: fc.subarray(Object.keys(regimes) as Regime[], { minLength: 1 }),
  })
  .map(({ gateway, ...term }) => ({
    ...term,
    gatewayId: term.direction === 'gives' ? gateway : undefined,
  }));

let opened: TestDatabase;
let law: Law;
beforeAll(async () => {
  opened = await makeTestDatabase();
  law = await opened.database.transaction(start, async (tx) => {
    await replaceAgencies(
      tx,
      agencies.map((agency) => ({ ...agency, kind: 'police' })),
    );
    await replaceGateways(tx, [
      ...gateways,
      { ...open, id: 'gone', name: 'Gone', allows: 'Nothing' },
    ]);
    await replaceGateways(tx, gateways);
    return { gateways: await listGateways(tx), parties: await listPossibleParties(tx) };
  });
});
afterAll(() => opened.drop());

/** The pairs the database would make of these terms, were everybody to sign. */
async function pairsByDatabase(terms: readonly Term[]): Promise<string[]> {
  const [id, versionId] = [randomUUID(), randomUUID()];
  return opened.database.transaction(start, async (tx) => {
    await insertAgreement(tx, {
      id,
      title: 'Any',
      keptBy: 'force',
      startedBy: null,
      startedAt: now,
    });
    const days = { fromOn: '2026-01-01', untilOn: '2027-01-01' };
    await insertVersion(tx, { id: versionId, agreementId: id, number: 1, summary: 'Any', ...days });
    await insertParties(
      tx,
      versionId,
      agencies.map((agency) => agency.id),
    );
    await putTerms(tx, versionId, terms);
    const { rows } = await sql<{ pair: string }>`
      select concat_ws(' ', giver, receiver, category, purpose, gateway_id, held_as, processing) as pair
      from access.pairs(${now}, ${versionId}) where version_id = ${versionId}`.execute(tx);
    return rows.map(({ pair }) => pair).toSorted();
  });
}

function pairsOf(terms: readonly Term[]): string[] {
  return listFlows(terms, law)
    .flatMap(({ heldAs, processing, ...flow }) =>
      heldAs.flatMap((held) =>
        processing.map((kind) =>
          [
            flow.giverId,
            flow.receiverId,
            flow.category,
            flow.purpose,
            flow.gatewayId,
            held,
            kind,
          ].join(' '),
        ),
      ),
    )
    .toSorted();
}

describe('what a page says that parties share', () => {
  it('is what the database would share, whatever the terms', async () => {
    let pairs = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyTerm, { minLength: 30, maxLength: 80, selector: placeOf }),
        async (terms) => {
          const byDatabase = await pairsByDatabase(terms);
          pairs += byDatabase.length;
          expect(pairsOf(terms)).toEqual(byDatabase);
        },
      ),
      { numRuns: 25 },
    );
    expect(pairs).toBeGreaterThan(100);
  });

  it('leaves out exactly the terms that come to nothing, each with a reason', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyTerm, { maxLength: 20, selector: placeOf }), (terms) => {
        const unmet = listUnmetTerms(terms, law);
        expect(unmet.every(({ reasons }) => reasons.length > 0 && reasons.every(Boolean))).toBe(
          true,
        );
        const places = new Set(unmet.map(({ term }) => placeOf(term)));
        const met = terms.filter((term) => !places.has(placeOf(term)));
        expect(listFlows(met, law)).toEqual(listFlows(terms, law));
        for (const term of met) {
          const others = terms.filter((one) => placeOf(one) !== placeOf(term));
          expect(listFlows(others, law).length).toBeLessThan(listFlows(terms, law).length);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('a power', () => {
  const term = { category: 'identity', purpose: 'prevention', processing: ['general'] } as const;
  const refused = (change: object, gateway: string, giver: string): string | undefined => {
    const [power, party] = [
      gateways.find(({ id }) => id === gateway),
      law.parties.find(({ id }) => id === giver),
    ];
    if (power === undefined || party === undefined) throw new Error('Unknown in this test.');
    return whyRefused({ ...term, ...change }, power, party);
  };

  it('for members refuses a charity, in words', () => {
    expect(refused({}, 'closed', 'charity')).toMatch(
      /The charity cannot rely on The members’ power/,
    );
    expect(refused({}, 'closed', 'school')).toBeUndefined();
  });

  it('without patient information refuses health, and nothing else', () => {
    expect(refused({ category: 'health' }, 'not-health', 'force')).toMatch(/patient information/);
    expect(refused({ category: 'location' }, 'not-health', 'force')).toBeUndefined();
  });

  it('closed to health and social care refuses what such an authority gives', () => {
    expect(refused({}, 'not-care', 'board')).toMatch(
      /The health board is a health or social care authority/,
    );
    expect(refused({}, 'not-care', 'force')).toBeUndefined();
  });

  it('of one use keeps what was recorded for law enforcement to law enforcement', () => {
    const processing = ['general', 'law-enforcement'];
    expect(refused({ processing }, 'one-use', 'force')).toMatch(
      /cannot be used for another purpose/,
    );
    expect(refused({ processing, purpose: 'law-enforcement' }, 'one-use', 'force')).toBeUndefined();
  });
});
