import type pg from 'pg';
import type { HiddenNumbers } from './hidden-things.ts';
import type { PlantedWorld } from './planted-world.ts';

/** The numbers of things that no page shows by number, or only to people whose pages are not asked here. */
export async function readHiddenNumbers(
  administrator: pg.Client,
  { record, people }: PlantedWorld,
): Promise<HiddenNumbers> {
  const idFrom = async (query: string, value: string): Promise<string> => {
    const { rows } = await administrator.query<{ id: string }>(query, [value]);
    const [found] = rows;
    if (found === undefined) throw new Error(`Nothing was planted for: ${query}`);
    return found.id;
  };
  return {
    detail: await idFrom('select id from person_contacts where record_id = $1', record),
    notice: await idFrom(
      `select n.correction_id as id from correction_notices n join corrections c on c.id = n.correction_id
        where c.record_id = $1`,
      record,
    ),
    link: await idFrom(
      'select id from declared_links where user_id = $1 limit 1',
      people.linkedOfficer.userId,
    ),
    session: await idFrom(
      'select id from sessions where user_id = $1 order by created_at limit 1',
      people.officer.userId,
    ),
    team: await idFrom('select id from teams where agency_id = $1', 'constabulary'),
  };
}

const tables = [
  'person_records',
  'person_aliases',
  'person_contacts',
  'person_locations',
  'person_health',
  'person_informants',
  'case_roles',
  'exclusions',
  'broken_glass',
  'declared_links',
  'disclosures',
  'corrections',
  'correction_notices',
  'retention_decisions',
  'users',
  'teams',
  'invitations',
  'role_proposals',
  'agreements',
  'agreement_versions',
  'agreement_parties',
  'agreement_terms',
  'agreement_signatures',
];

/** What stands in every table of what is hidden, table by table, as one number each. */
export async function fingerprint(administrator: pg.Client): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const table of tables) {
    const { rows } = await administrator.query<{ all: string }>(
      `select coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as all from ${table} t`,
    );
    found[table] = rows[0]?.all ?? '';
  }
  return found;
}
