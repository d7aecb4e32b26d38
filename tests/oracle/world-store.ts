import type pg from 'pg';
import { hashToken } from '#platform/session/session-token.ts';
import { addressLine, keyed, ledgerRows, reachLine, written } from './ledger-rows.ts';
import { keyOf, type ListedTable } from './expectations.ts';
import type { PartWords } from './world-links.ts';
import type { Looker, Moment, PartTable, World } from './world.ts';

/** Puts a world in the place of the one before it. The client is the server's superuser. */
export async function replaceWorld(superuser: pg.Client, world: World): Promise<void> {
  const rows = rowsOf(world);
  await superuser.query('begin');
  // What is proposed may not be changed afterwards; here it comes into being as it is.
  await superuser.query('set local session_replication_role = replica');
  await superuser.query(
    `truncate agencies, users, gateways, agreements, person_records, audit_entries, audit_heads,
      audit_witness_reports cascade`,
  );
  for (const [table, ofTable] of Object.entries(rows)) {
    if (ofTable[0] === undefined) continue;
    const columns = Object.keys(ofTable[0]).join(', ');
    await superuser.query(
      `insert into ${table} (${columns}) overriding system value
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
      ...staffWords(world, id),
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
      for_break_glass: gateway.isForBreakGlass,
    })),
    ...agreementRows(world),
    ...recordRows(world),
    ...partRows(world),
    ...ledgerRows(world),
  };
}

function sessionRow(looker: Looker, number: number): Row[] {
  if (looker.kind !== 'session') return [];
  return [
    {
      id: `0000000c-0000-4000-8000-${number.toString(16).padStart(12, '0')}`,
      token_hash: `\\x${hashToken(looker.token).toString('hex')}`,
      user_id: looker.person.id,
      created_at: time(looker.begunAt),
      last_seen_at: time(looker.seenAt),
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
      ...wordsOfRecord(world, record.id),
      family_name: record.familyKey,
      family_key: record.familyKey,
      review_on: world.ledger.reviewOn.get(record.id) ?? null,
      held_as: record.heldAs,
      processing: record.processing,
      is_restricted: record.isRestricted,
      sealed_at: record.isSealed ? longAgo : null,
      version: 1,
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
      basis: exclusion.link ?? 'decided',
      made_by: exclusion.link === undefined ? by : null,
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
      ...reviewOf(world, glass.id, by),
    })),
  };
}

function staffWords({ links }: World, id: string): Row {
  const words = links.staff.get(id);
  return words === undefined ? {} : { name: words.title + written(words.name), email: words.email };
}

function wordsOfRecord({ links }: World, id: string): Row {
  const words = links.records.get(id);
  if (words === undefined) return {};
  const { name, bornOn, madeBy } = words;
  const key = keyed(name.given);
  return { given_names: key, given_key: key, born_on: bornOn ?? null, created_by: madeBy };
}

function reviewOf({ links }: World, id: string, by: string | undefined): Row {
  const review = links.reviews.get(id);
  const isFound = review?.finding !== undefined;
  return {
    review_due_at: timeOrNull(review?.dueAt),
    finding: review?.finding ?? null,
    reviewed_by: isFound ? by : null,
    reviewed_at: isFound ? longAgo : null,
    restored_by: review?.isRestored === true ? by : null,
    restored_at: review?.isRestored === true ? longAgo : null,
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

function partRows({ parts, links }: World): Readonly<Record<string, readonly Row[]>> {
  const rows: Record<string, Row[]> = {};
  for (const [hand, { id, table, recordId }] of parts.entries()) {
    const words = links.parts.get(id);
    const row = { id, record_id: recordId, ...partColumns[table] };
    (rows[table] ??= []).push(
      words === undefined ? row : { ...row, ...ownWords(table, words, hand) },
    );
  }
  return rows;
}

function ownWords(table: PartTable, { alias, reach, kind, address }: PartWords, hand: number): Row {
  if (table === 'person_aliases') {
    return { alias: written(alias), alias_key: keyed([...alias.given, ...alias.family]) };
  }
  if (table === 'person_contacts') return { value: reachLine(reach, hand) };
  if (table === 'person_locations') return { kind, address: addressLine(address, hand) };
  return {};
}

/** What the login that owns a table reads of it. */
export async function listAsTableOwner(
  superuser: pg.Client,
  table: ListedTable,
): Promise<string[]> {
  await superuser.query('begin');
  await superuser.query('set local role breakwater_owner');
  const { rows } = await superuser.query<{ id: string }>(
    `select ${keyOf(table)} as id from ${table}`,
  );
  await superuser.query('rollback');
  return rows.map(({ id }) => id);
}
