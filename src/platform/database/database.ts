import pg from 'pg';
import type { Clock } from '#platform/clock.ts';
import { beginAs, type Beginning } from './acting-as.ts';
import { connectionFor, type DatabaseAddress } from './connection.ts';
import type { Principal } from './principal.ts';
import { keepPlans, type KeptPlans } from './kept-plans.ts';
import { keptServiceKey } from './service-key.ts';
import { transactionQueries, type Transaction } from './transaction-queries.ts';

export type { Transaction } from './transaction-queries.ts';

/** The only way to the database: a transaction that acts as somebody. */
export type Database = {
  readonly address: DatabaseAddress;
  /**
   * Commits what `work` did, or nothing when it throws. Throws too when the database could not keep it, for
   * example because a statement failed and `work` went on as if it had not.
   */
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
  clock: Clock,
  onLost: (problem: Error) => void = () => undefined,
): Database {
  const settings = { ...connectionFor(address, 'breakwater_app'), ...limits };
  // Statements of one connection that are asked for together share their trip to the server.
  const pool = new pg.Pool({ ...settings, pipeline: true });
  const serviceKey = keptServiceKey(address);
  const plans = keepPlans();
  let closing: Promise<void> | undefined;
  pool.on('error', (problem) => {
    if (closing === undefined) onLost(problem);
  });
  // Without a listener of its own, a connection that is cut inside a transaction ends the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    address,
    pool,
    transaction: (principal, work) =>
      runTransaction(pool, { principal, at: clock.now(), serviceKey, plans }, work),
    close: () => (closing ??= pool.end()),
  };
}

async function runTransaction<T>(
  pool: pg.Pool,
  { principal, plans, ...beginning }: Beginning & { principal: Principal; plans: KeptPlans },
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  const { tx, end } = transactionQueries(client, plans);
  let isClean = true;
  try {
    await beginAs(client, principal, beginning);
    const result = await work(tx);
    end();
    await commit(client);
    return result;
  } catch (problem) {
    end();
    isClean = await rollBack(client);
    throw problem;
  } finally {
    // A connection whose transaction may not be over must never serve somebody else.
    client.release(!isClean);
  }
}

/** After a failed statement the server answers a commit by rolling back, and does not call that an error. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new Error('Nothing was kept: a statement before had failed.');
}

/** Whether the transaction is known to be over. */
async function rollBack(client: pg.PoolClient): Promise<boolean> {
  return client.query('rollback').then(
    () => true,
    () => false,
  );
}
