import type { Transaction } from '#platform/database/database.ts';
import type { Gateway, PartyStanding } from './gateway.ts';

export type ProfileGateway = Gateway & { allows: string; forBreakGlass?: boolean };

/** Makes the powers those of the profile. One that left it stays known, and reaches nowhere. */
export async function replaceGateways(
  tx: Transaction,
  gateways: readonly ProfileGateway[],
): Promise<void> {
  await tx.updateTable('gateways').set({ in_profile: false }).execute();
  for (const gateway of gateways) {
    const row = {
      name: gateway.name,
      allows: gateway.allows,
      members_only: gateway.membersOnly,
      bars_patient_information: gateway.barsPatientInformation,
      bars_health_or_social_care: gateway.barsHealthOrSocialCare,
      allows_other_use: gateway.allowsOtherUse,
      for_break_glass: gateway.forBreakGlass ?? false,
      in_profile: true,
    };
    await tx
      .insertInto('gateways')
      .values({ id: gateway.id, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  }
}

/** The powers by which records are given today, by name. */
export async function listGateways(tx: Transaction): Promise<Gateway[]> {
  return gateways(tx).where('in_profile', '=', true).orderBy('name').execute();
}

/** The names of every power there ever was here, by id: an old agreement may rest on one that is gone. */
export async function listGatewayNames(tx: Transaction): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.selectFrom('gateways').select(['id', 'name']).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Every agency of the profile that could be a party, by name. */
export async function listPossibleParties(tx: Transaction): Promise<PartyStanding[]> {
  return tx
    .selectFrom('agencies')
    .select([
      'id',
      'name',
      'is_in_duty_gateway as isInDutyGateway',
      'is_health_or_social_care as isHealthOrSocialCare',
    ])
    .where('in_profile', '=', true)
    .orderBy('name')
    .execute();
}

function gateways(tx: Transaction) {
  return tx
    .selectFrom('gateways')
    .select([
      'id',
      'name',
      'members_only as membersOnly',
      'bars_patient_information as barsPatientInformation',
      'bars_health_or_social_care as barsHealthOrSocialCare',
      'allows_other_use as allowsOtherUse',
    ]);
}
