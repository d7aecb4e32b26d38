import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePerson } from '#tests/support/person.ts';
import { connectAs } from '#tests/support/sealing.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import { makePersonRecord } from './write-person-record.ts';

/**
 * Every primary, unique and foreign key of a table with row security, and why what it answers tells nobody of a row
 * they may not see. Each is probed below as its kind says. A key that is not here fails the first test.
 */
const keys = {
  /** Numbers of 122 random bits. Whoever gives one that is taken is told so, and nothing about what has it. */
  'a random number': [
    'person_records',
    'person_aliases',
    'person_contacts',
    'person_locations',
    'person_health',
    'person_informants',
    'case_roles',
    'exclusions',
    'corrections',
    'declared_links',
    'disclosures',
    'outgoing_mail',
    'invitations',
    'role_proposals',
  ].map((table) => `${table}_pkey`),
  /** No row is written by hand, or this column of none: the answer is the same whatever it collides with. */
  'not given by hand': [
    'audit_entries_pkey',
    'broken_glass_pkey',
    'correction_notices_pkey',
    'disposal_log_pkey',
    'glass_tries_pkey',
    'person_record_versions_pkey',
    'retention_decisions_pkey',
    'user_changes_pkey',
    'broken_glass_gateway_id_fkey',
    'broken_glass_record_id_fkey',
    'broken_glass_restored_by_fkey',
    'broken_glass_reviewed_by_fkey',
    'broken_glass_user_id_fkey',
    'correction_notices_agency_id_fkey',
    'correction_notices_correction_id_fkey',
    'correction_notices_owner_agency_id_fkey',
    'disposal_log_agency_id_fkey',
    'disposal_log_disposed_by_fkey',
    'disposal_log_proposed_by_fkey',
    'exclusions_by_link',
    'glass_tries_user_id_fkey',
    'outgoing_mail_position_key',
    'person_record_versions_record_id_fkey',
  ],
  /** The policy asks for the record first: one that is hidden and one that is not there are refused alike. */
  'a record': ['person_aliases', 'person_contacts', 'person_locations', 'person_health']
    .concat(['person_informants', 'case_roles', 'exclusions', 'retention_decisions'])
    .map((table) => `${table}_record_id_fkey`),
  /** The rows of one's own agency, or one's own, collide with each other and with nobody else's. */
  'one’s own rows': [
    'agreement_signatures_pkey',
    'authenticators_pkey',
    'disclosures_record_id_recipient_user_id_day_purpose_basis_b_key',
    'invitations_open',
    'passkeys_pkey',
    'provider_accounts_pkey',
    'provider_accounts_user_id_key',
    'recovery_codes_pkey',
    'role_proposals_invitation_id_fkey',
    'role_proposals_of_invitation',
    'role_proposals_of_user',
    'sessions_id_key',
    'sessions_pkey',
    'sign_in_links_pkey',
  ],
  /** Hashes of secrets: who has the secret knows of the row. */
  'a secret': ['sign_in_attempts_pkey'],
  /** What it points at, or what has it, everybody who is signed in may read. */
  'what all may read': [
    'agreement_signatures_left_by_fkey',
    'agreement_signatures_signed_by_fkey',
    'agreement_signatures_version_id_agency_id_fkey',
    'audit_subject_keys_pkey',
    'authenticators_user_id_fkey',
    'case_roles_ended_by_fkey',
    'case_roles_gateway_id_fkey',
    'case_roles_given_by_fkey',
    'case_roles_user_id_fkey',
    'correction_notices_acknowledged_by_fkey',
    'corrections_made_by_fkey',
    'corrections_owner_agency_id_fkey',
    'declared_links_user_id_fkey',
    'disclosures_agreement_id_fkey',
    'disclosures_gateway_id_fkey',
    'disclosures_owner_agency_id_fkey',
    'disclosures_recipient_agency_id_fkey',
    'disclosures_recipient_user_id_fkey',
    'exclusions_confirmed_by_fkey',
    'exclusions_ended_by_fkey',
    'exclusions_made_by_fkey',
    'exclusions_user_id_fkey',
    'invitations_agency_id_fkey',
    'invitations_team_id_agency_id_fkey',
    'invitations_user_id_fkey',
    'passkeys_user_id_fkey',
    'person_records_created_by_fkey',
    'person_records_owner_agency_id_fkey',
    'person_records_retention_rule_id_fkey',
    'provider_accounts_user_id_fkey',
    'recovery_codes_user_id_fkey',
    'retention_decisions_decided_by_fkey',
    'role_proposals_agency_id_fkey',
    'role_proposals_decided_by_fkey',
    'role_proposals_proposed_by_fkey',
    'role_proposals_user_id_fkey',
    'sessions_user_id_fkey',
    'sign_in_links_user_id_fkey',
    'user_changes_agency_id_fkey',
    'user_changes_user_id_fkey',
    'users_agency_id_fkey',
    'users_by_email',
    'users_demonstration_person_key',
    'users_pkey',
    'users_team',
  ],
} as const satisfies Record<string, readonly string[]>;

type Kind = keyof typeof keys;
type Key = {
  name: string;
  table: string;
  columns: string[];
  /** The table that a foreign key points at. */
  refers: string | null;
};
type Row = Record<string, unknown>;
type Column = { table: string; name: string; type: string; isNeeded: boolean };
type Person = Awaited<ReturnType<typeof makePerson>>;

let opened: TestService;
let administrator: pg.Client;
let found: Key[];
let columns: Column[];
/** The governance lead of one agency, and a record and a colleague of theirs; and an administrator. */
let lead: Person;
let keeper: Person;
let colleague: Person;
let ownRecord: string;
/** A lead, an administrator and a record of another agency, which the first may not see. */
let other: Person;
let hiddenRecord: string;

beforeAll(async () => {
  opened = await makeTestService();
  const { service } = opened;
  administrator = await connectAs(service.database, 'administrator');
  const council = 'eastmole-council';
  [lead, keeper, colleague, other] = await Promise.all([
    makePerson(service, 'information-governance'),
    makePerson(service, 'administrator'),
    makePerson(service, 'practitioner'),
    makePerson(service, 'information-governance', council),
  ]);
  const form = { givenNames: 'Sam', familyName: 'Quay', bornOn: null } as const;
  const held = { ...form, heldAs: 'victim', processing: 'general' } as const;
  ({ id: ownRecord } = await makePersonRecord(service, { principal: colleague }, held));
  const stranger = await makePerson(service, 'practitioner', council);
  ({ id: hiddenRecord } = await makePersonRecord(service, { principal: stranger }, held));
  found = (
    await administrator.query<Key>(`
      select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as table, null as refers,
        array(select a.attname::text from pg_attribute a
          where a.attrelid = i.indrelid and a.attnum = any (i.indkey)) as columns
      from pg_index i join pg_class t on t.oid = i.indrelid
      where t.relrowsecurity and t.relnamespace = 'public'::regnamespace and i.indisunique
      union all
      select c.conname, c.conrelid::regclass::text, c.confrelid::regclass::text,
        array(select a.attname::text from pg_attribute a
          where a.attrelid = c.conrelid and a.attnum = any (c.conkey))
      from pg_constraint c join pg_class t on t.oid = c.conrelid
      where t.relrowsecurity and t.relnamespace = 'public'::regnamespace and c.contype = 'f'
      order by name`)
  ).rows;
  columns = (
    await administrator.query<Column>(`
      select table_name as table, column_name as name, udt_name as type,
        is_nullable = 'NO' and column_default is null and is_identity = 'NO' and is_generated = 'NEVER'
          as "isNeeded"
      from information_schema.columns where table_schema = 'public'`)
  ).rows;
});
afterAll(async () => {
  await administrator.end();
  await opened.close();
});

const ofKind = (kind: Kind): Key[] => {
  const names: readonly string[] = keys[kind];
  return found.filter(({ name }) => names.includes(name));
};

/** A value of a type that nothing in the database has. */
function fresh(type: string): unknown {
  if (type === 'uuid') return randomUUID();
  if (type === 'bytea') return `\\x${randomBytes(32).toString('hex')}`;
  if (type.startsWith('int')) return 1_000_000 + randomBytes(2).readUInt16BE();
  if (type === 'timestamptz') return opened.clock.now().toISOString();
  if (type === 'date') return '2027-01-01';
  if (type === 'bool') return false;
  if (type === 'jsonb') return {};
  return type === '_text' ? ['identity'] : `x${randomBytes(4).toString('hex')}`;
}

/** What a row of a table must have to be let in, where anything of the type is not enough. */
function wordsOf(table: string, who: Person): Row {
  const at = opened.clock.now().toISOString();
  const later = new Date(opened.clock.now().getTime() + 3_600_000).toISOString();
  const { userId, agencyId } = who;
  const words: Record<string, Row> = {
    person_records: {
      owner_agency_id: agencyId,
      held_as: 'victim',
      processing: 'general',
      created_by: userId,
    },
    person_locations: { kind: 'home' },
    case_roles: { given_by: userId, user_id: colleague.userId, from_at: at, until_at: later },
    exclusions: { made_by: userId, user_id: colleague.userId },
    corrections: { owner_agency_id: agencyId, made_by: userId, made_at: at, fields: ['name'] },
    declared_links: { user_id: userId, kind: 'address' },
    disclosures: {
      recipient_user_id: userId,
      recipient_agency_id: agencyId,
      basis: 'case-role',
      at,
    },
    outgoing_mail: { fields: {}, recipient: 'a@b.example', asked_by: `person:${userId}` },
    invitations: { agency_id: agencyId, email: `${randomUUID()}@b.example` },
    role_proposals: {
      agency_id: agencyId,
      user_id: colleague.userId,
      proposed_by: userId,
    },
    retention_decisions: {
      decision: 'hold-set',
      decided_by: userId,
      decided_at: at,
    },
  };
  return {
    ...('record_id' in (words[table] ?? {}) ? {} : { record_id: ownRecord }),
    ...words[table],
  };
}

/** A whole row that somebody may write, and what is changed in it for a probe. */
function rowFor(table: string, who: Person, changed: Row = {}): Row {
  const row: Row = {};
  const words: Row = { ...wordsOf(table, who), ...changed };
  for (const column of columns.filter((one) => one.table === table)) {
    if (column.name in words) row[column.name] = words[column.name];
    else if (column.isNeeded) row[column.name] = fresh(column.type);
  }
  return row;
}

type Answer = { code: string | undefined; words: string; detail: string | undefined };

/** What a person is told who writes a row, and nothing of it stays. */
async function probe(who: Person, table: string, row: Row): Promise<Answer> {
  const names = Object.keys(row).join(', ');
  const undo = new Error('undone');
  try {
    await opened.service.database.pool.connect().then(async (client) => {
      try {
        await client.query('begin');
        await client.query('select access.begin_as_person($1, null, $2, $3)', [
          who.userId,
          opened.clock.now(),
          await serviceKey(),
        ]);
        await client.query(
          `insert into ${table} (${names})
           select ${names} from json_populate_record(null::${table}, $1)`,
          [JSON.stringify(row)],
        );
        throw undo;
      } finally {
        await client.query('rollback');
        client.release();
      }
    });
  } catch (problem) {
    if (problem === undo) return { code: undefined, words: 'written', detail: undefined };
    if (!(problem instanceof pg.DatabaseError)) throw problem;
    return { code: problem.code, words: problem.message, detail: problem.detail };
  }
  throw new Error('A probe always ends one way or the other.');
}

async function serviceKey(): Promise<string> {
  const { rows } = await administrator.query<{ service: string }>(
    'select service from access.keys',
  );
  return rows[0]?.service ?? '';
}

/** Puts a row into a table as nobody else could, for a probe to collide with. */
async function hide(table: string, row: Row): Promise<void> {
  const names = Object.keys(row).join(', ');
  await administrator.query('set session_replication_role = replica');
  try {
    await administrator.query(
      `insert into ${table} (${names}) overriding system value
       select ${names} from json_populate_record(null::${table}, $1)`,
      [JSON.stringify(row)],
    );
  } finally {
    await administrator.query('reset session_replication_role');
  }
}

const typeOf = (table: string, name: string): string =>
  columns.find((column) => column.table === table && column.name === name)?.type ?? 'text';

describe('each key of a table that hides rows', () => {
  test('is listed with what it tells', () => {
    const listed = Object.values(keys).flat().toSorted();
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toEqual(found.map(({ name }) => name).toSorted());
  });

  test('that is a random number says only that the number is taken', async () => {
    for (const { name, table } of ofKind('a random number')) {
      const who = ['invitations', 'role_proposals'].includes(table) ? keeper : lead;
      const record = table === 'disclosures' ? await sharedRecord() : {};
      const id = randomUUID();
      const proposal = { user_id: other.userId, proposed_by: keeper.userId };
      const theirs = table === 'role_proposals' ? proposal : {};
      await hide(table, rowFor(table, other, { ...theirs, id, record_id: hiddenRecord }));
      expect(
        await probe(who, table, rowFor(table, who, { ...record, id: randomUUID() })),
        name,
      ).toEqual({
        code: undefined,
        words: 'written',
        detail: undefined,
      });
      expect(await probe(who, table, rowFor(table, who, { ...record, id })), name).toEqual({
        code: '23505',
        words: `duplicate key value violates unique constraint "${name}"`,
        detail: undefined,
      });
    }
  });

  test('that no hand gives is refused alike, whatever it meets', async () => {
    for (const { name, table, columns: ofKey } of ofKind('not given by hand')) {
      const row = { record_id: hiddenRecord, basis: 'same-name', made_by: null };
      const met = await probe(
        lead,
        table,
        rowFor(table, lead, { ...row, ...freshFor(table, ofKey) }),
      );
      // 428C9: the database alone numbers these rows.
      expect(['42501', '428C9'], `${name}: ${met.words}`).toContain(met.code);
      const again = { record_id: randomUUID(), basis: 'same-name', made_by: null };
      const absent = await probe(
        lead,
        table,
        rowFor(table, lead, { ...again, ...freshFor(table, ofKey) }),
      );
      expect(absent, name).toEqual(met);
    }
  });

  test('that names a record answers for a hidden one as for none', async () => {
    for (const { name, table } of ofKind('a record')) {
      const [hidden, absent] = await Promise.all(
        [hiddenRecord, randomUUID()].map((id) =>
          probe(lead, table, rowFor(table, lead, { record_id: id })),
        ),
      );
      expect(hidden?.code, name).toBe('42501');
      expect(hidden, name).toEqual(absent);
    }
  });

  test('of one’s own rows meets nobody else’s', async () => {
    const theirs = await makePerson(opened.service, 'practitioner', 'eastmole-council');
    await hide('role_proposals', rowFor('role_proposals', other, { user_id: theirs.userId }));
    const idle = await makePerson(opened.service, 'analyst', 'eastmole-council');
    const [pending, none] = await Promise.all(
      [theirs, idle].map(({ userId }) =>
        probe(keeper, 'role_proposals', rowFor('role_proposals', keeper, { user_id: userId })),
      ),
    );
    expect(pending?.code).toBe('42501');
    expect(pending).toEqual(none);
    const invitation = randomUUID();
    const email = `${randomUUID()}@b.example`;
    await hide('invitations', rowFor('invitations', other, { id: invitation, email }));
    expect(
      (await probe(keeper, 'invitations', rowFor('invitations', keeper, { email }))).words,
    ).toBe('written');
    const [known, unknown] = await Promise.all(
      [invitation, randomUUID()].map((id) =>
        probe(
          keeper,
          'role_proposals',
          rowFor('role_proposals', keeper, { user_id: null, invitation_id: id }),
        ),
      ),
    );
    expect(known?.code).toBe('42501');
    expect(known).toEqual(unknown);
    // A row in another's name is refused whether or not it would meet one.
    const owned = ['authenticators', 'passkeys', 'provider_accounts', 'recovery_codes', 'sessions'];
    for (const table of [...owned, 'sign_in_links', 'disclosures', 'agreement_signatures']) {
      const inAnothersName = { user_id: other.userId, recipient_user_id: other.userId };
      const row = rowFor(table, other, { ...inAnothersName, agency_id: other.agencyId });
      const answers = [await probe(colleague, table, row)];
      const whole = {
        ...row,
        ...(table === 'sessions' && { strength: 'strong', way_in: 'passkey' }),
      };
      await hide(table, withChecks(table, whole));
      answers.push(await probe(colleague, table, row));
      expect(answers[0]?.code, table).toBe('42501');
      expect(answers[1], table).toEqual(answers[0]);
    }
  });

  test('that points at what all may read points at nothing else', () => {
    const readable = [
      'users',
      'agencies',
      'gateways',
      'teams',
      'agreements',
      'agreement_parties',
      'retention_rules',
    ];
    for (const { name, refers, table } of ofKind('what all may read')) {
      expect(readable.concat('audit_subject_keys'), name).toContain(refers ?? table);
    }
  });
});

/** A record of the other agency that the lead was named on, so that a release of it can be written. */
async function sharedRecord(): Promise<Row> {
  const role = rowFor('case_roles', other, { user_id: lead.userId, record_id: hiddenRecord });
  const hourAgo = new Date(opened.clock.now().getTime() - 3_600_000).toISOString();
  const power = { id: 'any-power', allows_other_use: true };
  await hide('gateways', { ...rowFor('gateways', other), ...power });
  await hide('case_roles', { ...role, from_at: hourAgo, gateway_id: 'any-power' });
  return { record_id: hiddenRecord, owner_agency_id: other.agencyId, gateway_id: 'any-power' };
}

function freshFor(table: string, ofKey: readonly string[]): Row {
  const known = new Set(['record_id', 'basis']);
  const unknown = ofKey.filter((name) => !known.has(name));
  return Object.fromEntries(unknown.map((name) => [name, fresh(typeOf(table, name))]));
}

/** What the table itself asks of a row, beside its walls. */
function withChecks(table: string, row: Row): Row {
  if (table === 'authenticators') return { ...row, sealed_secret: `\\x${'00'.repeat(60)}` };
  if (table === 'sign_in_links') return { ...row, purpose: 'reset' };
  if (table === 'disclosures') {
    return { ...row, owner_agency_id: 'constabulary', basis: 'case-role' };
  }
  return row;
}
