import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { administratorConnection } from '#platform/database/connection.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { openRandom, type Random } from '#tests/fuzz/random.ts';
import { expectationsOf } from './expectations.ts';
import type { Looker, World } from './world.ts';

/** How a run ended: every request answered rightly, turned away, broken off or cancelled; or crossed. */
export type PoolTally = {
  answered: number;
  turnedAway: number;
  brokenOff: number;
  cancelled: number;
  crossed: string[];
};

type Request = { database: Database; world: World; random: Random; tally: PoolTally };

/** A deliberate end of a request, by its own doing. */
class BrokenOff extends Error {}

const queryCancelled = '57014';
const sessionIsOver = '28000';
/** What a connection ends with when a cancel comes late, and meets what the pool does next. */
const afterwards = /Nothing was kept|Connection terminated/;

/**
 * So many requests of a world's people at once over few connections, each of which may throw, fail or be
 * cancelled half-way; what every answer holds is compared with what the page says of whoever asked.
 */
export async function runPool(
  database: Database,
  world: World,
  { requests, connections, seed }: { requests: number; connections: number; seed: number },
): Promise<PoolTally> {
  database.pool.options.max = connections;
  const tally: PoolTally = { answered: 0, turnedAway: 0, brokenOff: 0, cancelled: 0, crossed: [] };
  const stopping = new AbortController();
  const canceller = cancelNowAndThen(database, stopping.signal);
  let begun = 0;
  const askOnAndOn = async (): Promise<void> => {
    while (begun < requests && tally.crossed.length === 0) {
      begun += 1;
      await ask({ database, world, random: openRandom(seed, begun), tally });
    }
  };
  await Promise.all(Array.from({ length: connections * 4 }, askOnAndOn));
  stopping.abort();
  await canceller;
  return tally;
}

async function ask({ database, world, random, tally }: Request): Promise<void> {
  const looker = world.lookers[random.int(world.lookers.length)];
  if (looker === undefined) return;
  const ending = random.pick(['well', 'well', 'well', 'well', 'throw', 'fail', 'slow']);
  try {
    const seen = await database.transaction(principalOf(looker), async (tx) => {
      const first = await listSeen(tx);
      if (ending === 'throw') throw new BrokenOff();
      if (ending === 'fail') await sql`select 1 / 0`.execute(tx);
      if (ending === 'slow') await sql`select pg_sleep(0.02)`.execute(tx);
      return [...first, ...(await listSeen(tx))];
    });
    tally.answered += 1;
    const crossing = findCrossing(world, looker, seen);
    if (crossing !== undefined) tally.crossed.push(crossing);
  } catch (problem) {
    noteProblem(tally, problem);
  }
}

function noteProblem(tally: PoolTally, problem: unknown): void {
  if (problem instanceof BrokenOff) tally.brokenOff += 1;
  else if (problem instanceof pg.DatabaseError && problem.code === '22012') tally.brokenOff += 1;
  else if (problem instanceof pg.DatabaseError && problem.code === sessionIsOver)
    tally.turnedAway += 1;
  else if (problem instanceof pg.DatabaseError && problem.code === queryCancelled)
    tally.cancelled += 1;
  else if (afterwards.test(String(problem))) tally.cancelled += 1;
  else throw problem;
}

function principalOf(looker: Looker): Principal {
  if (looker.kind !== 'session' && looker.kind !== 'job') {
    return looker.kind === 'operator'
      ? { kind: 'operator', email: 'ops@county.example' }
      : { kind: 'system', name: 'jobs' };
  }
  const { person, purpose } = looker;
  const { id, agencyId, role } = person;
  const session = looker.kind === 'session' ? looker.token : undefined;
  return { kind: 'person', userId: id, name: id, agencyId, role, session, purpose };
}

async function listSeen(tx: Transaction): Promise<string[]> {
  const [records, contacts] = await Promise.all([
    sql<{ id: string }>`select id from person_records`.execute(tx),
    sql<{ id: string }>`select id from person_contacts`.execute(tx),
  ]);
  return [...records.rows, ...contacts.rows].map(({ id }) => id);
}

/** What two readings hold beside, or without, what the page says of this looker twice over. */
function findCrossing(world: World, looker: Looker, seen: readonly string[]): string | undefined {
  const { person_records: records, person_contacts: contacts } = expectationsOf(world, looker).seen;
  const expected = [...records, ...contacts].filter(([, { isSo }]) => isSo).map(([id]) => id);
  const wanted = [...expected, ...expected].toSorted().join(' ');
  const found = seen.toSorted().join(' ');
  return found === wanted ? undefined : `${JSON.stringify(looker)} got ${found} and not ${wanted}`;
}

/** Cancels whatever one of the service's connections is at, again and again, as an operator might. */
async function cancelNowAndThen({ address }: Database, signal: AbortSignal): Promise<void> {
  const administrator = new pg.Client(administratorConnection(address));
  await administrator.connect();
  while (!signal.aborted) {
    await administrator.query(
      `select pg_cancel_backend(pid) from (
         select pid from pg_stat_activity
         where usename = 'breakwater_app' and datname = current_database() and state = 'active'
         order by random() limit 1) as busy`,
    );
    await pause(15);
  }
  await administrator.end();
}
