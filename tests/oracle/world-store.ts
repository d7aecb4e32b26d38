import type pg from 'pg';
import { hashToken } from '#platform/session/session-token.ts';
import type { Looker, Moment, PartTable, World } from './world.ts';

/** Puts a world in the place of the one before it. The client is the server's superuser. */
export async function replaceWorld(superuser: pg.Client, world: World): Promise<void> {
  const rows = rowsOf(world);
  await superuser.query('begin');
  // What is proposed may not be changed afterwards; here it comes into being as it is.
  await superuser.query('set local session_replication_role = replica');
  await superuser.query('truncate agencies, users, gateways, agreements, person_records cascade');
  for (const [table, ofTable] of Object.entries(rows)) {
    if (ofTable[0] === undefined) continue;
    const columns = Object.keys(ofTable[0]).join(', ');
    await superuser.query(
      `insert into ${table} (${columns})
       select ${columns} from json_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(ofTable)],
    );
  }
  await superuser.query('commit');
  // Plans made without knowing how much there is are several times slower.
  await superuser.query(`analyze ${Object.keys(rows).join(', ')}`);
}

type Row = Readonly<Record<string, unknown>>;

const time = (at: Moment): string => new Date(at).toISOString();
const timeOrNull = (at: Moment | undefined): string | null => (at === undefined ? null : time(at));
const longAgo = '2020-01-01T00:00:00Z';

function rowsOf(world: World): Readonly<Record<string, readonly Row[]>> {
  return {
    agencies: world.agencies.map(({ id, isMember, isHealthOrSocialCare }) => ({
      id,
      name: id,
      kind: 'agency',
      in_profile: true,
      is_in_duty_gateway: isMember,
      is_health_or_social_care: isHealthOrSocialCare,
    })),
    users: world.people.map(({ id, agencyId, role, leftAt, leavesAt }) => ({
      id,
      email: `${id}@county.example`,
      name: id,
      agency_id: agencyId,
      role,
      created_at: longAgo,
      left_at: timeOrNull(leftAt),
      leaves_at: timeOrNull(leavesAt),
      version: 1,
    })),
    sessions: world.lookers.flatMap((looker, number) => sessionRow(looker, number)),
    gateways: world.gateways.map((gateway) => ({
      id: gateway.id,
      name: gateway.id,
      allows: 'sharing',
      members_only: gateway.isForMembersOnly,
      bars_patient_information: gateway.barsPatientInformation,
      bars_health_or_social_care: gateway.barsHealthOrSocialCare,
      allows_other_use: gateway.allowsOtherUse,
      in_profile: gateway.isInProfile,
    })),
    ...agreementRows(world),
    ...recordRows(world),
    ...partRows(world),
  };
}

function sessionRow(looker: Looker, number: number): Row[] {
  if (looker.kind !== 'session') return [];
  return [
    {
      id: `0000000c-0000-4000-8000-${number.toString(16).padStart(12, '0')}`,
      token_hash: `\\x${hashToken(looker.token).toString('hex')}`,
      user_id: looker.person.id,
      created_at: time(looker.at),
      last_seen_at: time(looker.at),
      ended_at: looker.hasEnded ? time(looker.at) : null,
      strength: looker.isStrong ? 'strong' : 'password',
      stepped_up_until: timeOrNull(looker.steppedUpUntil),
      way_in: looker.isStrong ? 'passkey' : 'password',
    },
  ];
}

function agreementRows({ agreements, people }: World): Readonly<Record<string, readonly Row[]>> {
  const by = people[0]?.id;
  const versions = agreements.flatMap(({ id, versions: own }) =>
    own.map((version) => ({ agreementId: id, ...version })),
  );
  return {
    agreements: agreements.map(({ id }) => ({ id, title: id, started_at: longAgo })),
    agreement_versions: versions.map((version) => ({
      id: version.id,
      agreement_id: version.agreementId,
      number: version.number,
      summary: 'What it is about',
      from_on: version.fromOn,
      until_on: version.untilOn,
      proposed_at: timeOrNull(version.proposedAt),
      revoked_at: timeOrNull(version.revokedAt),
    })),
    agreement_parties: versions.flatMap(({ id, parties }) =>
      parties.map(({ agencyId }) => ({ version_id: id, agency_id: agencyId })),
    ),
    agreement_signatures: versions.flatMap(({ id, parties }) =>
      parties
        .filter(({ signedAt }) => signedAt !== undefined)
        .map(({ agencyId, signedAt, leftAt }) => ({
          version_id: id,
          agency_id: agencyId,
          signed_by: by,
          signed_by_name: 'Somebody',
          signed_at: timeOrNull(signedAt),
          left_at: timeOrNull(leftAt),
        })),
    ),
    agreement_terms: versions
      .flatMap(({ id, terms }) => terms.map((term) => ({ versionId: id, ...term })))
      .map((term, number) => ({
        id: `0000000d-0000-4000-8000-${number.toString(16).padStart(12, '0')}`,
        version_id: term.versionId,
        agency_id: term.agencyId,
        direction: term.direction,
        category: term.category,
        purpose: term.purpose,
        gateway_id: term.gatewayId ?? null,
        held_as: term.heldAs,
        processing: term.processing,
      })),
  };
}

function recordRows(world: World): Readonly<Record<string, readonly Row[]>> {
  const by = world.people[0]?.id;
  return {
    person_records: world.records.map((record) => ({
      id: record.id,
      owner_agency_id: record.ownerId,
      given_names: 'Sam',
      family_name: record.familyKey,
      given_key: 'sam',
      family_key: record.familyKey,
      held_as: record.heldAs,
      processing: record.processing,
      is_restricted: record.isRestricted,
      sealed_at: record.isSealed ? longAgo : null,
      version: 1,
      created_by: by,
      created_at: longAgo,
      changed_at: longAgo,
    })),
    case_roles: world.caseRoles.map((role) => ({
      id: role.id,
      record_id: role.recordId,
      user_id: role.personId,
      categories: role.categories,
      gateway_id: role.gatewayId ?? null,
      given_by: by,
      from_at: time(role.from),
      until_at: time(role.until),
    })),
    exclusions: world.exclusions.map((exclusion) => ({
      id: exclusion.id,
      record_id: exclusion.recordId,
      user_id: exclusion.personId,
      reason: 'Family',
      made_by: by,
      made_at: time(exclusion.from),
      ended_at: timeOrNull(exclusion.endedAt),
    })),
    broken_glass: world.brokenGlass.map((glass) => ({
      id: glass.id,
      record_id: glass.recordId,
      user_id: glass.personId,
      reason: 'Danger',
      gateway_id: glass.gatewayId,
      broken_at: time(glass.from),
      until_at: time(glass.until),
      review_due_at: time(glass.until),
    })),
  };
}

/** What each table of parts keeps beside the record it is of. */
export const partColumns: Readonly<Record<PartTable, Row>> = {
  person_aliases: { alias: 'Ash', alias_key: 'ash' },
  person_contacts: { value: '01632 960000', safe_contact: '' },
  person_locations: { kind: 'home', address: '1 High Street' },
  person_health: { note: 'Asthma' },
  person_informants: { told_by: 'A neighbour', note: '' },
};

function partRows({ parts }: World): Readonly<Record<string, readonly Row[]>> {
  const rows: Record<string, Row[]> = {};
  for (const { id, table, recordId, aliasKey } of parts) {
    const row = { id, record_id: recordId, ...partColumns[table] };
    const whole = table === 'person_aliases' ? { ...row, alias_key: aliasKey } : row;
    (rows[table] ??= []).push(whole);
  }
  return rows;
}

/** What the login that owns a table reads of it. */
export async function listAsTableOwner(superuser: pg.Client, table: string): Promise<string[]> {
  await superuser.query('begin');
  await superuser.query('set local role breakwater_owner');
  const { rows } = await superuser.query<{ id: string }>(`select id from ${table}`);
  await superuser.query('rollback');
  return rows.map(({ id }) => id);
}
