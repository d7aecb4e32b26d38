import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePerson } from '#tests/support/person.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import { connectAs } from '#tests/support/sealing.ts';
import { startAgreement } from './start-agreement.ts';

type Person = Awaited<ReturnType<typeof makePerson>>;
type Draft = { agreementId: string; versionId: string };

let opened: TestService;
let keeper: Person;
let stranger: Person;
let draft: Draft;

beforeAll(async () => {
  opened = await makeTestService();
  const { service } = opened;
  keeper = await makePerson(service, 'information-governance');
  stranger = await makePerson(service, 'information-governance', 'eastmole-council');
  const { agreementId } = await startAgreement(
    service,
    { principal: keeper },
    {
      title: 'Harbour sharing',
      summary: 'For tests',
      fromOn: '2027-01-01',
      untilOn: '2028-01-01',
      parties: ['eastmole-council'],
    },
  );
  const version = await service.database.transaction(keeper, (tx) =>
    tx
      .selectFrom('agreement_versions')
      .select('id')
      .where('agreement_id', '=', agreementId)
      .executeTakeFirstOrThrow(),
  );
  draft = { agreementId, versionId: version.id };
});
afterAll(() => opened.close());

function run(person: Person, statement: string): Promise<unknown> {
  return opened.service.database.transaction(person, (tx) => sql.raw(statement).execute(tx));
}

const ofAnother = (): string[] => [
  `update agreements set title = 'Mine' where id = '${draft.agreementId}'`,
  `update agreements set kept_by = 'eastmole-council' where id = '${draft.agreementId}'`,
  `insert into agreements (id, title, kept_by, started_at)
    values ('${randomUUID()}', 'Mine', 'constabulary', now())`,
  `insert into agreement_versions (id, agreement_id, number, summary, from_on, until_on)
    values ('${randomUUID()}', '${draft.agreementId}', 2, 'Mine', '2026-01-01', '2028-01-01')`,
  `update agreement_versions set proposed_at = now() where id = '${draft.versionId}'`,
  `insert into agreement_parties values ('${draft.versionId}', 'harbour-trust')`,
  `delete from agreement_parties where version_id = '${draft.versionId}'`,
  `insert into agreement_terms (version_id, agency_id, direction, category, purpose, held_as, processing)
    values ('${draft.versionId}', 'eastmole-council', 'receives', 'identity', 'prevention',
      array['victim'], array['general'])`,
];

describe('a draft agreement', () => {
  test('is written by the governance of the agency that keeps it, and by nobody else', async () => {
    const officer = await makePerson(opened.service, 'practitioner');
    for (const statement of ofAnother()) {
      await expect(run(stranger, statement)).rejects.toThrow('drafted by the agency that keeps it');
      await expect(run(officer, statement)).rejects.toThrow('drafted by the agency that keeps it');
    }
    await run(keeper, `update agreements set title = 'Ours' where id = '${draft.agreementId}'`);
  });

  test('is not given away or moved into another agreement, even by its keeper', async () => {
    const give = `update agreements set kept_by = 'eastmole-council' where id = '${draft.agreementId}'`;
    await expect(run(keeper, give)).rejects.toThrow('stays where it is');
    const move = `update agreement_versions set id = '${randomUUID()}' where id = '${draft.versionId}'`;
    await expect(run(keeper, move)).rejects.toThrow('stays where it is');
  });
});

describe('what the profile says', () => {
  test.each([
    'update gateways set members_only = false, bars_patient_information = false',
    `insert into gateways (id, name, allows, members_only, bars_patient_information,
      bars_health_or_social_care, allows_other_use) values ('own', 'Own', 'All', false, false, false, true)`,
    'update agencies set is_in_duty_gateway = true, is_health_or_social_care = false',
    'update retention_rules set months = 1',
  ])('is written by the service alone: %.40s', async (statement) => {
    await expect(run(keeper, statement)).rejects.toThrow('Only the service writes');
  });
});

test('no policy lets the owner of the tables see what the guard or the mail sees', async () => {
  const administrator = await connectAs(opened.service.database, 'administrator');
  const { rows } = await administrator.query<{ policy: string }>(
    `select tablename || '.' || policyname as policy
     from pg_policies, unnest(roles) role
     where role <> 'public' and pg_has_role('breakwater_owner', role, 'member')
       and (coalesce(qual, '') || coalesce(with_check, '')) not like '%CURRENT_USER = ''' || role || '''::name%'`,
  );
  await administrator.end();
  expect(rows).toEqual([]);
});
