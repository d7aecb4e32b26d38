import { Kysely, PostgresDialect, sql, type Transaction as KyselyTransaction } from 'kysely';
import pg from 'pg';
import type { DB } from '#database/schema.ts';
import { connectionFor, type DatabaseAddress } from './connection.ts';
import { actorOf, type Principal } from './principal.ts';

export type Transaction = KyselyTransaction<DB>;

/** The only way to the database: a transaction that acts as somebody. */
export type Database = {
  readonly address: DatabaseAddress;
  /** Commits what `work` did, or nothing when it throws. */
  transaction<T>(principal: Principal, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** For libraries that keep their own table (rate limits) and take a pool. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
};

const limits = {
  max: 20,
  statement_timeout: 15_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 30_000,
};

/** Opens the service's connections; `onLost` hears of connections that broke while idle. */
export function openDatabase(
  address: DatabaseAddress,
  onLost: (problem: Error) => void = () => undefined,
): Database {
  const pool = new pg.Pool({ ...connectionFor(address, 'breakwater_app'), ...limits });
  let isClosing = false;
  pool.on('error', (problem) => {
    if (!isClosing) onLost(problem);
  });
  // Without a listener of its own, a connection that is cut inside a transaction ends the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return {
    address,
    pool,
    transaction: (principal, work) =>
      kysely.transaction().execute(async (tx) => {
        await actAs(tx, principal);
        return work(tx);
      }),
    close() {
      isClosing = true;
      return kysely.destroy();
    },
  };
}

async function actAs(tx: Transaction, principal: Principal): Promise<void> {
  const person = principal.kind === 'person' ? principal : undefined;
  await sql`select
    set_config('app.actor', ${actorOf(principal)}, true),
    set_config('app.user_id', ${person?.userId ?? ''}, true),
    set_config('app.agency_id', ${person?.agencyId ?? ''}, true),
    set_config('app.role', ${person?.role ?? ''}, true)`.execute(tx);
}
