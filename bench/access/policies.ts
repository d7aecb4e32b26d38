/**
 * What the policies on records of people cost: the same statements over 100,000 records with row security on, and off,
 * in turns in one run. Prints medians and fails above 1.5 times.
 * Run with `node --import tsx bench/access/policies.ts [RECORDS]`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  connectionFor,
  administratorConnection,
  type DatabaseAddress,
} from '#platform/database/connection.ts';
import { startPostgres } from '#platform/database/embedded/start-postgres.ts';
import { prepareDatabase } from '#platform/database/prepare-database.ts';

const records = Number(process.argv[2] ?? 100_000);
const rounds = 300;
const most = 1.5;
const agencies = [
  'police',
  'council',
  'probation',
  'health',
  'school',
  'charity',
  'fire',
  'housing',
];

const columns = `r.id, r.owner_agency_id, a.name, given_names, family_name, born_on, held_as, processing,
  is_restricted, version, changed_at`;
const from = 'from person_records r join agencies a on a.id = r.owner_agency_id';
const statements = [
  {
    name: 'list: the first 50 whose family name begins so',
    text: `select ${columns} ${from} where family_key ^@ $1 order by family_key, given_key, r.id limit 50`,
    value: (n: number) => `f${String((n % 90) + 10)}`,
  },
  {
    name: 'list: the first 50 by name',
    text: `select ${columns} ${from} where family_key >= $1 order by family_key, given_key, r.id limit 50`,
    value: (n: number) => `f${String((n % 90) + 10)}`,
  },
  {
    name: 'list: every record, counted by owner',
    text: 'select owner_agency_id, count(*) from person_records where family_key >= $1 group by 1',
    value: () => 'f',
    rounds: 15,
  },
  {
    name: 'by key: one record',
    text: `select ${columns} ${from} where r.id = $1`,
    value: (n: number) => idOf((n * 7_919) % records),
  },
] as const;

function idOf(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

let owner: pg.Client | undefined;
let app: pg.Client | undefined;
const folder = await mkdtemp(join(tmpdir(), 'breakwater-bench-access-'));
const server = await startPostgres({
  dataDirectory: folder,
  durability: 'throwaway',
  ifRunning: 'refuse',
});
try {
  const { socketDirectory, port, superuser } = server;
  const address: DatabaseAddress = {
    kind: 'embedded',
    socketDirectory,
    port,
    superuser,
    name: 'breakwater',
  };
  await prepareDatabase(address);
  owner = new pg.Client(administratorConnection(address));
  app = new pg.Client(connectionFor(address, 'breakwater_app'));
  await owner.connect();
  await app.connect();
  const key = await fill(owner);
  let isSlow = false;
  for (const statement of statements) {
    const on: number[] = [];
    const off: number[] = [];
    const times = 'rounds' in statement ? statement.rounds : rounds;
    for (let n = 0; n < times; n += 1) {
      on.push(await time(app, statement, n, key));
      off.push(await time(owner, statement, n, key));
    }
    const [with_, without] = [median(on), median(off)];
    const ratio = with_ / without;
    isSlow ||= ratio > most;
    console.log(
      `${statement.name.padEnd(48)} ${with_.toFixed(2)} ms with policies, ${without.toFixed(2)} without: ${ratio.toFixed(2)} times (at most ${most})`,
    );
  }
  process.exitCode = isSlow ? 1 : 0;
} finally {
  await owner?.end();
  await app?.end();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

/** A whole look: begin, principal, the statement, commit; only the statement is timed. */
async function time(
  client: pg.Client,
  { name, text, value }: (typeof statements)[number],
  n: number,
  key: string,
): Promise<number> {
  await client.query('begin');
  await client.query(`select access.begin_as_person($1, 'prevention', now(), $2)`, [idOf(1), key]);
  const start = performance.now();
  await client.query({ name, text, values: [value(n)] });
  const taken = performance.now() - start;
  await client.query('commit');
  return taken;
}

/** Eight agencies that share with one another by an agreement, and their records; gives the service's key. */
async function fill(client: pg.Client): Promise<string> {
  const capacities = `array['at-risk','victim','witness','suspect','convicted','other']`;
  await client.query(
    `insert into agencies (id, name, kind) select x, x, 'police' from unnest($1::text[]) x`,
    [agencies],
  );
  await client.query(
    `insert into users (id, email, name, agency_id, role)
      select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'u' || n || '@x.example', 'U', x, 'practitioner'
      from unnest($1::text[]) with ordinality as u (x, n)`,
    [agencies],
  );
  await client.query(
    `insert into gateways values ('power', 'Power', 'All', false, false, false, true, true)`,
  );
  await client.query(`insert into agreements values ($1, 'A', null, now())`, [idOf(1)]);
  await client.query(
    `insert into agreement_versions (id, agreement_id, number, summary, from_on, until_on)
      values ($1, $1, 1, 'x', '2020-01-01', '2040-01-01')`,
    [idOf(1)],
  );
  await client.query(`insert into agreement_parties select $1, x from unnest($2::text[]) x`, [
    idOf(1),
    agencies,
  ]);
  await client.query(
    `insert into agreement_terms (version_id, agency_id, direction, category, purpose, gateway_id, held_as, processing)
      select $1, x, d, 'identity', 'prevention', case d when 'gives' then 'power' end, ${capacities}, array['general']
      from unnest($2::text[]) x, unnest(array['gives','receives']) d`,
    [idOf(1), agencies.slice(0, 6)],
  );
  await client.query(`update agreement_versions set proposed_at = now() - interval '1 day'`);
  await client.query(
    `insert into agreement_signatures (version_id, agency_id, signed_by, signed_by_name, signed_at)
      select $1, x, $1, 'U', now() - interval '1 day' from unnest($2::text[]) x`,
    [idOf(1), agencies.slice(0, 6)],
  );
  await client.query(
    `insert into person_records (id, owner_agency_id, given_names, family_name, given_key, family_key, held_as,
        processing, created_by, created_at, changed_at)
      select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, ($1::text[])[1 + n % 8], 'G' || n, 'F' || n,
        'g' || n, 'f' || (n * 7919) % 100000, (${capacities})[1 + n % 6], case n % 5 when 0 then 'law-enforcement' else 'general' end,
        $2, now(), now()
      from generate_series(0, $3::int - 1) n`,
    [agencies, idOf(1), records],
  );
  await client.query(
    `insert into exclusions (id, record_id, user_id, reason, made_by, made_at)
      select gen_random_uuid(), ('00000000-0000-4000-8000-' || lpad((n * 97)::text, 12, '0'))::uuid, $1, 'x', $1, now() - interval '1 day'
      from generate_series(1, 20) n`,
    [idOf(1)],
  );
  await client.query('analyze');
  const { rows } = await client.query<{ service: string }>('select service from access.keys');
  return rows[0]?.service ?? '';
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
