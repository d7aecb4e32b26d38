import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replaceAgencies } from '#core/agencies/agency-store.ts';
import { purposeNames } from '#core/access/purposes.ts';
import type { Capacity, Regime } from '#core/person-records/person-record.ts';
import type { Principal } from '#platform/database/principal.ts';
import { makePerson } from '#tests/support/person.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import { lookAtPreview } from './look-at-preview.ts';
import { readPreview, type Preview } from './preview-store.ts';
import { replaceGateways } from './gateway-store.ts';
import { categoryNames, directions, placeOf, type Category, type Term } from './term.ts';
import { insertSignature } from './signature-store.ts';
import {
  insertAgreement,
  insertParties,
  insertVersion,
  markProposed,
  putTerms,
} from './version-store.ts';

type Person = Extract<Principal, { kind: 'person' }>;

const start = { kind: 'system', name: 'start' } as const;
const agencyIds = ['force', 'council', 'charity'] as const;
const twoPurposes = purposeNames.slice(0, 2);
const heldAs: Capacity[] = ['at-risk', 'suspect'];
const processing: Regime[] = ['general', 'law-enforcement'];
const open = { membersOnly: false, barsPatientInformation: false, barsHealthOrSocialCare: false };

let opened: TestService;
const signers = new Map<string, Person>();

beforeAll(async () => {
  opened = await makeTestService({ now: '2026-11-23T10:00:00Z' });
  const { service } = opened;
  await service.database.transaction(start, async (tx) => {
    const duty = { kind: 'police', dutyRole: 'none', healthOrSocialCare: false } as const;
    await replaceAgencies(
      tx,
      agencyIds.map((id) => ({ id, name: id, ...duty })),
    );
    await replaceGateways(tx, [
      { ...open, id: 'any', name: 'Any', allows: 'All', allowsOtherUse: true },
    ]);
  });
  // Six of the force, seven of the council, and the charity's one, who is too few to be counted.
  for (const id of agencyIds)
    signers.set(id, await makePerson(service, 'information-governance', id));
  for (let more = 0; more < 5; more += 1) await makePerson(service, 'practitioner', 'force');
  for (let more = 0; more < 6; more += 1) await makePerson(service, 'practitioner', 'council');
});
afterAll(() => opened.close());

function signerOf(agencyId: string): Person {
  const signer = signers.get(agencyId);
  if (signer === undefined) throw new Error(`Nobody signs for ${agencyId}.`);
  return signer;
}

/** Records of an agency. */
async function hold(
  agencyId: string,
  many: number,
  kind: { heldAs: Capacity; processing: Regime; isRestricted?: boolean; isSealed?: boolean },
): Promise<void> {
  const owner = signerOf(agencyId);
  const now = opened.clock.now();
  await opened.service.database.transaction(owner, async (tx) => {
    const { isRestricted = false, isSealed = false } = kind;
    await sql`
      insert into person_records (id, owner_agency_id, given_names, family_name, given_key, family_key,
        held_as, processing, is_restricted, sealed_at, created_by, created_at, changed_at)
      select id::uuid, ${agencyId}, 'Any', 'Body', 'any', 'body', ${kind.heldAs}, ${kind.processing},
        ${isRestricted}::boolean, ${isSealed ? now : null}::timestamptz, ${owner.userId}::uuid, ${now}, ${now}
      from unnest(${Array.from({ length: many }, () => randomUUID())}::text[]) id`.execute(tx);
  });
}

type Day = { fromOn: string; untilOn: string };
const thisYear: Day = { fromOn: '2026-01-01', untilOn: '2028-01-01' };

/** A version that is proposed, and not signed yet. */
async function propose(
  terms: readonly Term[],
  place: { agreementId?: string; number?: number; days?: Day } = {},
): Promise<{ versionId: string; agreementId: string }> {
  const { agreementId = randomUUID(), number = 1, days = thisYear } = place;
  const versionId = randomUUID();
  const now = opened.clock.now();
  await opened.service.database.transaction(start, async (tx) => {
    if (number === 1) {
      const agreement = { id: agreementId, title: 'Any', keptBy: 'force', startedAt: now };
      await insertAgreement(tx, { ...agreement, startedBy: null });
    }
    await insertVersion(tx, { id: versionId, agreementId, number, summary: 'Any', ...days });
    await insertParties(tx, versionId, agencyIds);
    await putTerms(tx, versionId, terms);
    await markProposed(tx, versionId, { by: signerOf('force').userId, at: now });
  });
  return { versionId, agreementId };
}

async function signByAll(versionId: string): Promise<void> {
  for (const [agencyId, { userId, name }] of signers)
    await opened.service.database.transaction(signerOf(agencyId), (tx) =>
      insertSignature(tx, {
        versionId,
        agencyId,
        by: userId,
        byName: name,
        at: opened.clock.now(),
      }),
    );
}

function preview(versionId: string, asker = signerOf('force')): Promise<Preview> {
  return opened.service.database.transaction(asker, (tx) => readPreview(tx, versionId));
}

function share(
  gives: string,
  receives: string,
  categories: readonly Category[],
  of: { heldAs: Capacity[] } = { heldAs: ['at-risk'] },
): Term[] {
  return categories.flatMap((category) => {
    const term = { category, purpose: 'prevention', ...of, processing: ['general'] } as const;
    return [
      { ...term, agencyId: gives, direction: 'gives', gatewayId: 'any' } as const,
      { ...term, agencyId: receives, direction: 'receives', gatewayId: undefined } as const,
    ];
  });
}

/** Two agencies each give the other everything but locations. */
function shareMuch(): Term[] {
  const categories = categoryNames.filter((name) => name !== 'location');
  const of = { heldAs: [...heldAs] };
  return [
    ...share('force', 'council', categories, of),
    ...share('council', 'force', categories, of),
  ];
}

/** What somebody of an agency really sees: "giver category kind record purpose", by the policies and by what they ask. */
async function listSeen(agencyId: string): Promise<Set<string>> {
  const seen = new Set<string>();
  for (const purpose of twoPurposes)
    await opened.service.database.transaction({ ...signerOf(agencyId), purpose }, async (tx) => {
      const { rows } = await sql<{ giver: string; category: string; kind: string; id: string }>`
        with seen as materialized (select id, owner_agency_id, held_as, processing from person_records)
        select owner_agency_id as giver, 'identity' as category, held_as || '/' || processing as kind, id
        from seen
        union all
        select owner_agency_id, category, seen.held_as || '/' || seen.processing, id from seen
        cross join unnest(array['contact', 'health']) category
        join access.received(category) on giver = owner_agency_id
          and received.held_as = seen.held_as and received.processing = seen.processing
        `.execute(tx);
      for (const { giver, category, kind, id } of rows)
        if (giver !== agencyId) seen.add([giver, category, kind, id, purpose].join(' '));
    });
  return seen;
}

/** Lines of a preview as they must be for what was seen before and after, each kind of record rounded. */
function linesFor(receiver: string, people: number, before: Set<string>, after: Set<string>) {
  const changes = [
    ['gains', [...after].filter((one) => !before.has(one))],
    ['loses', [...before].filter((one) => !after.has(one))],
  ] as const;
  return changes.flatMap(([change, sights]) => {
    const lines = new Map<string, Map<string, Set<string>>>();
    for (const sight of sights) {
      const [giver = '', category = '', kind = '', id = ''] = sight.split(' ');
      const kinds = lines.get(`${giver} ${category}`) ?? new Map<string, Set<string>>();
      lines.set(`${giver} ${category}`, kinds.set(kind, (kinds.get(kind) ?? new Set()).add(id)));
    }
    return [...lines].map(([key, kinds]) => {
      const records = [...kinds.values()].reduce((sum, ids) => sum + inFives(ids.size), 0);
      return `${change} ${receiver} ${key} ${orSmall(people)} ${records}`;
    });
  });
}

/** A number of records of one kind as it is told: to the nearest five, and never nothing. */
function inFives(count: number): number {
  return Math.max(5, Math.round(count / 5) * 5);
}

function orSmall(count: number | undefined): string {
  return count === undefined || (count > 0 && count < 5) ? 'small' : String(count);
}

const anyTerm: fc.Arbitrary<Term> = fc
  .record({
    agencyId: fc.constantFrom(...agencyIds),
    direction: fc.constantFrom(...directions),
    category: fc.constantFrom(...categoryNames.filter((name) => name !== 'location')),
    purpose: fc.constantFrom(...twoPurposes),
    heldAs: fc.subarray(heldAs, { minLength: 1 }),
    processing: fc.subarray(processing, { minLength: 1 }),
  })
  .map((term) => ({ ...term, gatewayId: term.direction === 'gives' ? 'any' : undefined }));
const anyVersion = fc.record({
  terms: fc.uniqueArray(anyTerm, { minLength: 12, maxLength: 36, selector: placeOf }),
  isNext: fc.boolean(),
});

describe('the preview of a version', () => {
  it('counts people and records by agency and category, and says few people as few', async () => {
    await hold('council', 12, { heldAs: 'at-risk', processing: 'general' });
    await hold('council', 3, { heldAs: 'suspect', processing: 'general' });
    await hold('council', 5, { heldAs: 'at-risk', processing: 'general', isRestricted: true });
    await hold('council', 5, { heldAs: 'at-risk', processing: 'general', isSealed: true });
    const { versionId } = await propose([
      ...share('council', 'force', ['identity', 'contact'], { heldAs: ['at-risk', 'suspect'] }),
      ...share('council', 'charity', ['identity'], { heldAs: ['suspect'] }).slice(1),
    ]);
    const ofForce = { change: 'gains', giverId: 'council', receiverId: 'force', people: 6 };
    const ofCharity = { ...ofForce, receiverId: 'charity', people: undefined };
    expect(await preview(versionId)).toEqual({
      lines: [
        { ...ofCharity, category: 'identity', records: 5 },
        { ...ofForce, category: 'contact', records: 15 },
        { ...ofForce, category: 'identity', records: 15 },
      ],
      totals: [{ change: 'gains', giverId: 'council', records: 15 }],
    });
  });

  it('tells no small count, however many drafts are compared', async () => {
    const kinds = ['witness', 'convicted'] as const;
    await hold('charity', 9, { heldAs: 'witness', processing: 'general' });
    const ask = async (wanted: Capacity[]): Promise<number | undefined> => {
      const terms = share('charity', 'force', ['identity'], { heldAs: wanted });
      return (await preview((await propose(terms)).versionId)).totals[0]?.records;
    };
    const told = new Set<string>();
    for (const few of [1, 2, 3, 4]) {
      // One more each time, and every draft that could tell it from the one before.
      await hold('charity', 1, { heldAs: 'convicted', processing: 'general' });
      told.add(
        JSON.stringify([await ask([...kinds]), await ask(['witness']), await ask(['convicted'])]),
      );
      expect(few).toBeLessThan(5);
    }
    expect([...told]).toEqual(['[15,10,5]']);
  });

  it('counts nothing for a category without the record it belongs to', async () => {
    const { versionId } = await propose(share('council', 'force', ['contact', 'health']));
    expect(await preview(versionId)).toEqual({ lines: [], totals: [] });
  });

  it('is about the first day where that is to come', async () => {
    const days = { fromOn: '2027-01-01', untilOn: '2027-06-01' };
    const { versionId } = await propose(share('council', 'force', ['identity']), { days });
    expect((await preview(versionId)).lines).toHaveLength(1);
    const over = { fromOn: '2026-01-01', untilOn: '2026-02-01' };
    const past = await propose(share('council', 'force', ['identity']), { days: over });
    expect((await preview(past.versionId)).lines).toEqual([]);
  });

  it('is for those who decide about it, and gives anybody else nothing', async () => {
    const { service } = opened;
    const { versionId, agreementId } = await propose(share('council', 'force', ['identity']));
    const stranger = await makePerson(service, 'information-governance', 'constabulary');
    const officer = await makePerson(service, 'practitioner', 'force');
    expect((await preview(versionId, signerOf('council'))).lines).toHaveLength(1);
    expect((await preview(versionId, stranger)).lines).toEqual([]);
    expect((await preview(versionId, officer)).lines).toEqual([]);
    await expect(lookAtPreview(service, officer, { versionId, agreementId })).rejects.toThrow(
      /Your role/,
    );
    await service.database.transaction(signerOf('force'), (tx) =>
      sql`update users set left_at = ${opened.clock.now()} where id = ${officer.userId}`.execute(
        tx,
      ),
    );
  });

  it('is what everybody then really sees, through version after version', async () => {
    for (const agencyId of agencyIds)
      for (const [index, held] of heldAs.entries())
        for (const kind of processing)
          await hold(agencyId, 2 + 3 * index, { heldAs: held, processing: kind });
    const people = { force: 6, council: 7, charity: 1 };
    const seenBy = async () =>
      new Map(await Promise.all(agencyIds.map(async (id) => [id, await listSeen(id)] as const)));
    let newest = { agreementId: '', number: 0 };
    let before = await seenBy();
    let changes = 0;
    await fc.assert(
      fc.asyncProperty(anyVersion, async ({ terms, isNext }) => {
        const number = isNext && newest.number > 0 ? newest.number + 1 : 1;
        const made = await propose(terms, {
          number,
          ...(number > 1 && { agreementId: newest.agreementId }),
        });
        newest = { agreementId: made.agreementId, number };
        const foretold = (await preview(made.versionId)).lines.map((line) =>
          [
            line.change,
            line.receiverId,
            line.giverId,
            line.category,
            orSmall(line.people),
            line.records,
          ].join(' '),
        );
        await signByAll(made.versionId);
        const after = await seenBy();
        const real = agencyIds.flatMap((id) =>
          linesFor(id, people[id], before.get(id) ?? new Set(), after.get(id) ?? new Set()),
        );
        before = after;
        changes += real.length;
        expect(foretold.filter((line) => !line.endsWith(' 0')).toSorted()).toEqual(real.toSorted());
      }),
      {
        numRuns: 6,
        endOnFailure: true,
        // Random versions share little now and then: one that shares much comes first, so some of it is lost again.
        examples: [[{ terms: shareMuch(), isNext: false }]],
      },
    );
    expect(changes).toBeGreaterThan(10);
  });
});
