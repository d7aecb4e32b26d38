import { randomUUID } from 'node:crypto';
import type { Ground } from '#core/actions/action.ts';
import { makePerson } from './person.ts';

export type TermsInForce = {
  gives: string;
  receives: string;
  categories: readonly ('identity' | 'contact' | 'location' | 'health')[];
  purpose: string;
  heldAs?: readonly string[];
  processing?: readonly string[];
};

const everyCapacity = ['at-risk', 'victim', 'witness', 'suspect', 'convicted', 'other'];

/** An agreement between two agencies that both have signed and that is in force all this year and the next. */
export async function agree(ground: Ground, terms: TermsInForce): Promise<string> {
  const { database, clock } = ground;
  const [agreementId, versionId] = [randomUUID(), randomUUID()];
  const now = clock.now();
  const parties = [terms.gives, terms.receives];
  const signers = await Promise.all(
    parties.map((agency) => makePerson(ground, 'information-governance', agency)),
  );
  await database.transaction({ kind: 'system', name: 'start' }, async (tx) => {
    await tx
      .insertInto('gateways')
      .values({
        id: 'test-power',
        name: 'A power for tests',
        allows: 'Everything',
        members_only: false,
        bars_patient_information: false,
        bars_health_or_social_care: false,
        allows_other_use: false,
      })
      .onConflict((known) => known.doNothing())
      .execute();
    await tx
      .insertInto('agreements')
      .values({ id: agreementId, title: 'Harbour sharing', started_at: now })
      .execute();
    const version = { id: versionId, agreement_id: agreementId, number: 1, summary: 'For tests' };
    await tx
      .insertInto('agreement_versions')
      .values({ ...version, from_on: '2026-01-01', until_on: '2028-01-01' })
      .execute();
    await tx
      .insertInto('agreement_parties')
      .values(parties.map((agency_id) => ({ version_id: versionId, agency_id })))
      .execute();
    for (const category of terms.categories) {
      const term = {
        version_id: versionId,
        category,
        purpose: terms.purpose,
        held_as: [...(terms.heldAs ?? everyCapacity)],
        processing: [...(terms.processing ?? ['general', 'law-enforcement'])],
      };
      await tx
        .insertInto('agreement_terms')
        .values([
          { ...term, agency_id: terms.gives, direction: 'gives', gateway_id: 'test-power' },
          { ...term, agency_id: terms.receives, direction: 'receives', gateway_id: null },
        ])
        .execute();
    }
    await tx
      .updateTable('agreement_versions')
      .set({ proposed_at: now })
      .where('id', '=', versionId)
      .execute();
  });
  for (const signer of signers) {
    await database.transaction(signer, (tx) =>
      tx
        .insertInto('agreement_signatures')
        .values({
          version_id: versionId,
          agency_id: signer.agencyId,
          signed_by: signer.userId,
          signed_by_name: signer.name,
          signed_at: now,
        })
        .execute(),
    );
  }
  return agreementId;
}
