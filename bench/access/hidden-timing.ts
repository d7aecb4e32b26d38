/**
 * Whether the time an answer takes tells a stranger that a record is there: its page and a search for its name, hidden
 * against absent, asked in turns in one process. Fails where one takes longer than the other in more than 55 of 100 pairs.
 * Run with `node --import tsx bench/access/hidden-timing.ts [PAIRS [NAMESAKES]]`.
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { administratorConnection } from '#platform/database/connection.ts';
import { startPostgres } from '#platform/database/embedded/start-postgres.ts';
import { prepareDatabase } from '#platform/database/prepare-database.ts';
import { makeSecretToken } from '#platform/session/session-token.ts';
import { makeApp } from '#app/app.ts';
import { readConfig } from '#app/config.ts';
import { openService } from '#app/open-service.ts';
import { compareTimes, timeInTurns } from '#tests/support/compare-times.ts';
import { fillWithHidden, hiddenQuestions } from '#tests/support/hidden-records.ts';
import { makeVisitor, type Visitor } from '#tests/support/visitor.ts';

const pairs = Number(process.argv[2] ?? 20_000);
const namesakes = Number(process.argv[3] ?? 1);
const most = 0.55;

const folder = await mkdtemp(join(tmpdir(), 'breakwater-bench-hidden-'));
// The server runs in another account, which has to get through to its own folder.
await chmod(folder, 0o711);
await mkdir(join(folder, 'postgres'), { mode: 0o711 });
const server = await startPostgres({
  dataDirectory: join(folder, 'postgres'),
  durability: 'throwaway',
  ifRunning: 'refuse',
});
const { socketDirectory: host, port, superuser } = server;
const name = 'breakwater';
await prepareDatabase({ kind: 'embedded', socketDirectory: host, port, superuser, name });
const place = new URLSearchParams({ host, port: String(port) });
const opened = await openService({
  config: readConfig({
    DATABASE_URL: `postgresql://${superuser}@/${name}?${place.toString()}`,
    DATABASE_MAY_LOSE_WORK: 'yes',
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
const assets = join(import.meta.dirname, '../../dist/assets');
const app = await makeApp(service, assets, { busyAfter: 0 });
try {
  const [officerId, strangerId] = [await addUser('police'), await addUser('county-council')];
  const about = { ownerAgencyId: 'police', officerId, namesakes };
  const hidden = await fillWithHidden(administrator, about);
  await administrator.query(
    `insert into exclusions (id, record_id, user_id, reason, made_by, made_at)
      select gen_random_uuid(), id, $1, 'For a benchmark', $1, now() from person_records`,
    [officerId],
  );
  const askers = {
    'a stranger': await signIn(strangerId),
    'who is excluded': await signIn(officerId),
  };
  for (const [who, visitor] of Object.entries(askers)) {
    for (const [question, ask] of Object.entries(hiddenQuestions(visitor, hidden))) {
      await timeInTurns(Math.min(pairs, 300), ask);
      const found = compareTimes(await timeInTurns(pairs, ask));
      const { hiddenMedian, absentMedian, chance, deviation } = found;
      console.log(
        `${who}, ${question}: hidden ${hiddenMedian.toFixed(2)} ms, absent ${absentMedian.toFixed(2)} ms; ` +
          `hidden is the longer in ${(chance * 100).toFixed(1)} of 100 pairs ` +
          `(${deviation.toFixed(1)} standard errors from one half, ${found.pairs} pairs)`,
      );
      if (Math.max(chance, 1 - chance) > most) process.exitCode = 1;
    }
  }
} finally {
  await app.close();
  await administrator.end();
  await opened.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

async function addUser(agency: string): Promise<string> {
  const id = randomUUID();
  await administrator.query(
    `insert into users (id, email, name, agency_id, role) values ($1, $2, 'O', $3, 'practitioner')`,
    [id, `${id}@x.example`, agency],
  );
  return id;
}

async function signIn(userId: string): Promise<Visitor> {
  const { token, hash } = makeSecretToken();
  await administrator.query(
    `insert into sessions (token_hash, user_id, created_at, last_seen_at, strength, way_in)
      values ($1, $2, now(), now(), 'strong', 'passkey')`,
    [hash, userId],
  );
  const visitor = makeVisitor(app);
  visitor.cookies.set('breakwater-session', token);
  return visitor;
}
