import {
  DefaultQueryExecutor,
  DummyDriver,
  PostgresAdapter,
  PostgresQueryCompiler,
  Transaction as KyselyTransaction,
  type CompiledQuery,
  type DatabaseConnection,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import type { DB } from '#database/schema.ts';
import { gatherStatements } from './gather-statements.ts';
import type { KeptPlans } from './kept-plans.ts';

export type Transaction = KyselyTransaction<DB>;

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();
// What every transaction is made with. It opens no connection: each transaction is given its own.
const driver = new DummyDriver();
const dialect = {
  createAdapter: () => adapter,
  createDriver: () => driver,
  createQueryCompiler: () => compiler,
  createIntrospector: () => {
    throw new Error('The tables are known from their generated types.');
  },
};

/**
 * The queries of one transaction over its connection. Those that are asked for together are sent together and
 * answered in their order. After `end` nothing more is taken.
 */
export function transactionQueries(
  client: pg.PoolClient,
  plans: KeptPlans,
): { tx: Transaction; end(): void } {
  let isOver = false;
  const connection: DatabaseConnection = {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      if (isOver) throw new Error('This transaction is over, so nothing more can be asked in it.');
      return run<Row>(client, plans, query);
    },
    streamQuery() {
      throw new Error('Read long lists in parts.');
    },
  };
  const executor = new DefaultQueryExecutor(compiler, adapter, {
    provideConnection: (consumer) => consumer(connection),
  });
  return {
    tx: new KyselyTransaction<DB>({ config: { dialect }, dialect, driver, executor }),
    end() {
      isOver = true;
    },
  };
}

const changes = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

async function run<Row>(
  client: pg.PoolClient,
  plans: KeptPlans,
  { sql: text, parameters }: CompiledQuery,
): Promise<QueryResult<Row>> {
  gatherStatements(client);
  const name = plans.nameOf(text);
  const values = [...parameters];
  const { command, rowCount, rows } = await client.query(
    name === undefined ? { text, values } : { name, text, values },
  );
  return {
    rows,
    ...(changes.has(command) && { numAffectedRows: BigInt(rowCount ?? 0) }),
  };
}
