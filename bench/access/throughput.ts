/**
 * Requests a second of the page of one record (session, policies, reasons, audit entry, rendering) beside the
 * yardstick: a bare Fastify route over pg that runs the same transaction (settings, the same rows, entry, commit)
 * without our rules and pages. In turns, medians. Run with `node --import tsx bench/access/throughput.ts [SECONDS]`.
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import pg from 'pg';
import { administratorConnection } from '#platform/database/connection.ts';
import { startPostgres } from '#platform/database/embedded/start-postgres.ts';
import { prepareDatabase } from '#platform/database/prepare-database.ts';
import { makeSecretToken } from '#platform/session/session-token.ts';
import { readConfig } from '#app/config.ts';
import { makeApp } from '#app/app.ts';
import { openService } from '#app/open-service.ts';

const seconds = Number(process.argv[2] ?? 4);
const rounds = 5;
const connections = 32;
const least = 0.5;

const folder = await mkdtemp(join(tmpdir(), 'breakwater-bench-throughput-'));
// The server runs in another account, which has to get through to its own folder.
await chmod(folder, 0o711);
await mkdir(join(folder, 'postgres'), { mode: 0o711 });
const server = await startPostgres({
  dataDirectory: join(folder, 'postgres'),
  durability: 'durable',
  ifRunning: 'refuse',
});
const { socketDirectory: host, port, superuser } = server;
await prepareDatabase({
  kind: 'embedded',
  socketDirectory: host,
  port,
  superuser,
  name: 'breakwater',
});
const place = new URLSearchParams({ host, port: String(port) });
const opened = await openService({
  config: readConfig({
    DATABASE_URL: `postgresql://${superuser}@/breakwater?${place.toString()}`,
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'silent',
  }),
  ifRunning: 'refuse',
  empty: true,
  say: () => undefined,
});
const { service } = opened;
const administrator = new pg.Client(administratorConnection(service.database.address));
await administrator.connect();
const { token, recordId } = await fill();
const app = await makeApp(service, join(import.meta.dirname, '../../dist/assets'), {
  busyAfter: 0,
});
const bare = makeYardstick();
try {
  const ours = `${await app.listen({ port: 0, host: '127.0.0.1' })}/person-records/${recordId}`;
  const yardstick = `${await bare.app.listen({ port: 0, host: '127.0.0.1' })}/record`;
  const cookie = `breakwater-session=${token}`;
  const found: { ours: number[]; yardstick: number[] } = { ours: [], yardstick: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const pair = { ours: await load(ours, cookie), yardstick: await load(yardstick, cookie) };
    // The first round warms both up.
    if (round === 0) continue;
    found.ours.push(pair.ours);
    found.yardstick.push(pair.yardstick);
  }
  const [mine, theirs] = [median(found.ours), median(found.yardstick)];
  console.log(`the page of a record   ${mine.toFixed(0)} requests a second`);
  console.log(`bare Fastify and pg    ${theirs.toFixed(0)} requests a second`);
  console.log(
    `${(mine / theirs).toFixed(2)} of the yardstick (at least ${least}), ${connections} connections`,
  );
  process.exitCode = mine / theirs >= least ? 0 : 1;
} finally {
  await app.close();
  await bare.close();
  await administrator.end();
  await opened.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

/** One officer with a strong session, and one record of theirs with a contact. */
async function fill(): Promise<{ token: string; recordId: string }> {
  const { token, hash } = makeSecretToken();
  const [userId, recordId] = [randomUUID(), randomUUID()];
  await administrator.query(
    `insert into users (id, email, name, agency_id, role) values ($1, 'o@x.example', 'O', 'police', 'practitioner')`,
    [userId],
  );
  await administrator.query(
    `insert into sessions (token_hash, user_id, created_at, last_seen_at, strength, way_in)
      values ($1, $2, now(), now(), 'strong', 'passkey')`,
    [hash, userId],
  );
  await administrator.query(
    `insert into person_records (id, owner_agency_id, given_names, family_name, given_key, family_key, held_as,
        processing, created_by, created_at, changed_at)
      values ($1, 'police', 'A', 'B', 'a', 'b', 'other', 'general', $2, now(), now())`,
    [recordId, userId],
  );
  await administrator.query(
    `insert into person_contacts values ($1, $2, '07700 900199', 'Text first')`,
    [randomUUID(), recordId],
  );
  return { token, recordId };
}

/** The same rows are read and the same entry is written, by nobody in particular and for no page. */
function makeYardstick() {
  const parts = ['aliases', 'contacts', 'locations', 'health', 'informants'].map(
    (part) => `person_${part}`,
  );
  const pool = new pg.Pool({ ...administratorConnection(service.database.address), max: 20 });
  const app = Fastify();
  app.get('/record', async () => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query(
        `select set_config('bare.user', $1, true), set_config('bare.agency', $2, true)`,
        ['someone', 'police'],
      );
      const { rows } = await client.query(
        `select r.*, a.name from person_records r join agencies a on a.id = r.owner_agency_id where r.id = $1`,
        [recordId],
      );
      for (const table of parts)
        await client.query(`select * from ${table} where record_id = $1 order by id`, [recordId]);
      await client.query(
        `insert into audit_entries (at, actor, actor_name, role, action, outcome, about)
          values (now(), 'person:bare', 'Bare', 'practitioner', 'bare.read', 'read', $1)`,
        [JSON.stringify([{ kind: 'bare', id: recordId }])],
      );
      await client.query('commit');
      return rows[0];
    } finally {
      client.release();
    }
  });
  return { app, close: () => app.close().then(() => pool.end()) };
}

/** Requests a second that answer 200, over kept connections. */
async function load(address: string, cookie: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const start = performance.now();
  const until = start + seconds * 1_000;
  let answered = 0;
  const visitor = async (): Promise<void> => {
    while (performance.now() < until) {
      const status = await ask(address, cookie, agent);
      if (status !== 200) throw new Error(`${address} answered ${status}.`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, visitor));
  agent.destroy();
  return (answered * 1_000) / (performance.now() - start);
}

function ask(address: string, cookie: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    request(address, { agent, headers: { cookie } }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
